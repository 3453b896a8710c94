"""The format holds what it promises: our own instruments, four of other kinds, and two versions side by side.

The four small instruments stand for models that differ from the self-check: an index, a standard by counts, stars by
tiers, an award by points. The results in their examples are derived by hand, in each example's explanation.
"""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import pytest
import yaml
from jsonschema import Draft202012Validator

from selfcheck import (
    Answer,
    AnswerSheet,
    Change,
    Evaluation,
    FaultyInput,
    Municipality,
    Refusal,
    check_instrument,
    compare,
    evaluate,
    find_folder,
    load_instrument,
)

SHIPPED = Path(__file__).parents[2] / "frameworks"
INSTRUMENTS = Path(__file__).parent / "instruments"
INDEX = INSTRUMENTS / "intercultural-index" / "1.0"
STANDARD = INSTRUMENTS / "welcoming-standard-au" / "1.0"
STARS = INSTRUMENTS / "welcoming-stars" / "1.0"
EARLIER = INSTRUMENTS / "two-versions" / "1.0"
LATER = INSTRUMENTS / "two-versions" / "2.0"
FOLDERS = sorted(path.parent for root in (SHIPPED, INSTRUMENTS) for path in root.glob("*/*/framework.yaml"))
FOUR_MODELS = {"energy-award", "intercultural-index", "welcoming-stars", "welcoming-standard-au"}


class Yaml12(yaml.SafeLoader):
    """YAML as version 1.2 and the editors that know JSON Schema read it: `no` is a word, only `false` is false."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?\d+$"), list("-0123456789"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"-?\d+\.\d+$"), list("-0123456789"))


def read(path: Path) -> Any:
    """The plain values in a YAML file."""
    return Yaml12(path.read_text(encoding="utf-8")).get_single_data()


def validator(name: str) -> Draft202012Validator:
    """The published schema of that name."""
    schema = json.loads((files("selfcheck") / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


SCHEMAS = {name: validator(name) for name in ("framework", "texts")}


def schema_faults(path: Path) -> list[str]:
    """What the published schema says against a structure or a text file."""
    schema = SCHEMAS["framework" if path.name == "framework.yaml" else "texts"]
    return [f"{error.json_path}: {error.message}" for error in schema.iter_errors(read(path))]


def named(path: Path) -> str:
    """A folder as the name of a test case."""
    return f"{path.parent.name}@{path.name}"


def answered(folder: Path, answers: Mapping[str, str], municipality: str = "") -> Evaluation:
    """The evaluation of some answers by one respondent."""
    given = tuple(Answer(question, option) for question, option in answers.items())
    whose = Municipality(name="Musterstadt", key=municipality)
    return evaluate(load_instrument(folder).framework, AnswerSheet(given, municipality=whose))


# Every instrument


def test_all_instruments_are_found() -> None:
    found = {folder.parent.name for folder in FOLDERS}

    assert found == FOUR_MODELS | {"two-versions", "weltoffene-kommune"}


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_instrument_is_sound_and_its_examples_hold(folder: Path) -> None:
    framework = check_instrument(folder).framework

    assert framework.name == named(folder)


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_structure_and_texts_follow_the_published_schemas(folder: Path) -> None:
    languages = load_instrument(folder).framework.languages
    paths = [folder / "framework.yaml", *(folder / f"text.{language}.yaml" for language in languages)]

    assert {path.name: schema_faults(path) for path in paths} == {path.name: [] for path in paths}


@pytest.mark.parametrize("name", sorted(FOUR_MODELS))
def test_small_instrument_is_bilingual_and_its_examples_are_explained(name: str) -> None:
    folder = INSTRUMENTS / name / "1.0"
    framework = load_instrument(folder).framework
    examples = [read(path) for path in (folder / "examples").glob("*.yaml")]

    assert framework.languages == ("de", "en")
    assert 6 <= len(framework.questions) <= 14
    assert 3 <= len(examples) <= 4
    assert all(example["explanation"] for example in examples)


def test_example_with_another_result_is_a_fault(tmp_path: Path) -> None:
    folder = shutil.copytree(STARS, tmp_path / "1.0")
    example = folder / "examples" / "no-school.yaml"
    change_once(example, "level: three_stars", "level: four_stars")

    with pytest.raises(FaultyInput) as caught:
        check_instrument(folder)

    assert [(fault.file, fault.key, fault.found) for fault in caught.value.faults] == [
        ("examples/no-school.yaml", "expect.total.level", "four_stars")
    ]


# What the models need besides scores


def test_level_by_count_knows_what_open_items_could_still_bring() -> None:
    met = ("lead-1", "lead-2", "incl-1", "econ-2", "part-1", "place-1")
    total = answered(STANDARD, {**dict.fromkeys(met, "fully"), "learn-1": "partly"}).total

    assert total is not None
    assert total.score is None
    assert total.level[:3] == ("established", "committed", "excelling") or total.level.high == "excelling"
    assert (total.level.low, total.level.level, total.level.high) == ("established", "established", "excelling")


def test_level_by_tiers_waits_for_an_open_criterion_of_a_low_tier() -> None:
    framework = load_instrument(STARS).framework
    total = answered(STARS, {key: "met" for key in framework.questions if key != "GL-2"}).total

    assert total is not None
    assert (total.level.low, total.level.level, total.level.high) == ("one_star", "one_star", "five_stars")


def test_evidence_of_a_standard_has_three_kinds() -> None:
    instrument = load_instrument(STANDARD)

    assert instrument.framework.evidence_kinds == ("policy", "internal", "external")
    assert {tuple(text.evidence) for text in instrument.words("de").questions.values()} == {
        ("policy", "internal", "external")
    }


def test_composite_is_neither_a_field_nor_part_of_the_total() -> None:
    answers = {"e-2": "yes", "s-2": "yes", "p-1": "nearly_all", "l-1": "no", "c-2": "no"}
    evaluation = answered(INDEX, answers)

    assert [part.key for part in evaluation.fields] == ["commitment", "education", "services", "space", "language"]
    assert [(part.key, part.score) for part in evaluation.composites] == [("lens", Fraction(1))]
    assert evaluation.total is not None
    assert evaluation.total.score == Fraction(5, 7)


# Faulty variants


class Faulty(NamedTuple):
    """One edit that makes an instrument faulty, and where the reader must find it; can the schema know it too?"""

    folder: Path
    file: str
    before: str
    after: str
    key: str
    schema_knows: bool


STRUCTURE, GERMAN, ENGLISH = "framework.yaml", "text.de.yaml", "text.en.yaml"
FAULTY = {
    "unknown key": Faulty(STARS, STRUCTURE, "{key: GL-2, tier: 2}", "{key: GL-2, level: 2}", Q := "fields[0].questions[1].level", True),
}
