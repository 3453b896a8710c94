"""The format holds what it promises: our own instruments, four of other kinds, and two versions side by side.

The four small instruments stand for models that differ from the self-check: an index, a standard by counts, stars by
tiers, an award by points. The results in their examples are derived by hand, in each example's explanation.
"""

import json
import re
import shutil
from collections.abc import Mapping
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

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
from selfcheck.frameworks.library import freeze

SHIPPED = Path(__file__).parents[2] / "frameworks"
INSTRUMENTS = Path(__file__).parent / "instruments"
AWARD = INSTRUMENTS / "energy-award" / "1.0"
INDEX = INSTRUMENTS / "intercultural-index" / "1.0"
STANDARD = INSTRUMENTS / "welcoming-standard-au" / "1.0"
STARS = INSTRUMENTS / "welcoming-stars" / "1.0"
EARLIER = INSTRUMENTS / "two-versions" / "1.0"
LATER = INSTRUMENTS / "two-versions" / "2.0"
FOLDERS = sorted(path.parent for root in (SHIPPED, INSTRUMENTS) for path in root.glob("*/*/framework.yaml"))
FOUR_MODELS = {"energy-award", "intercultural-index", "welcoming-stars", "welcoming-standard-au"}


class Yaml12(yaml.SafeLoader):
    """YAML as version 1.2 and the editors that know JSON Schema read it: `no` is a word, only `false` is false."""


Yaml12.yaml_implicit_resolvers = {}
Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)$"), list("tf"))
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


SCHEMAS = {name: validator(name) for name in ("framework", "guests", "texts")}


def schema_faults(path: Path) -> list[str]:
    """What the published schema says against a structure, a text file or words for guests."""
    kinds = {"framework": "framework", "guests": "guests", "text": "texts"}
    schema = SCHEMAS[kinds[path.name.partition(".")[0]]]
    return [f"{error.json_path}: {error.message}" for error in schema.iter_errors(read(path))]


def named(path: Path) -> str:
    """A folder as the name of a test case."""
    return f"{path.parent.name}@{path.name}"


def answered(folder: Path, answers: Mapping[str, str], municipality: str = "") -> Evaluation:
    """The evaluation of some answers by one respondent."""
    given = tuple(Answer(question, option) for question, option in answers.items())
    whose = Municipality(name="Musterstadt", key=municipality)
    return evaluate(load_instrument(folder).framework, AnswerSheet(given, municipality=whose))


def change_once(path: Path, before: str, after: str) -> None:
    """Replace the first place in a file that says `before`."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


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
    instrument = load_instrument(folder)
    texts = [f"text.{language}.yaml" for language in instrument.framework.languages]
    guests = [f"guests.{tag}.yaml" for tag in instrument.guests]
    paths = [folder / name for name in ("framework.yaml", *texts, *guests)]

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
    assert (total.level.low, total.level.level, total.level.high) == ("established", "established", "excelling")


def test_level_by_tiers_waits_for_an_open_criterion_of_a_low_tier() -> None:
    framework = load_instrument(STARS).framework
    total = answered(STARS, {key: "met" for key in framework.questions if key != "GL-2"}).total

    assert total is not None
    assert (total.level.low, total.level.level, total.level.high) == ("one_star", "one_star", "five_stars")


def test_standard_asks_for_three_kinds_of_evidence() -> None:
    instrument = load_instrument(STANDARD)
    kinds = ("policy", "internal", "external")

    assert instrument.framework.evidence_kinds == kinds
    assert {tuple(text.evidence) for text in instrument.texts_in("de").questions.values()} == {kinds}


def test_composite_stands_beside_the_fields_and_stays_out_of_the_total() -> None:
    evaluation = answered(INDEX, {"e-2": "yes", "s-2": "yes", "p-1": "nearly_all", "l-1": "no", "c-2": "no"})

    assert [part.key for part in evaluation.fields] == ["commitment", "education", "services", "space", "language"]
    assert [(part.key, part.score) for part in evaluation.composites] == [("lens", Fraction(1))]
    assert evaluation.total is not None
    assert evaluation.total.score == Fraction(2 + 2 + 1, 7)


# Faulty variants


class Faulty(NamedTuple):
    """One edit that makes an instrument faulty: the keys that the reader must name; whether the schema knows it too."""

    folder: Path
    file: str
    before: str
    after: str
    keys: tuple[str, ...]
    schema_knows: bool


STRUCTURE, GERMAN, ENGLISH = "framework.yaml", "text.de.yaml", "text.en.yaml"
NOT_MET = "      - {key: not_met, points: 0}\n"
KNOWN_TO_BOTH = {
    "other format": (STARS, STRUCTURE, "format: 1", "format: 2", ("format",)),
    "no id": (STARS, STRUCTURE, "id: welcoming-stars\n", "", ("",)),
    "unknown language": (STARS, STRUCTURE, "[de, en]", "[de, fr]", ("languages[1]",)),
    "unknown key": (STARS, STRUCTURE, "GL-2, tier: 2", "GL-2, stage: 2", ("fields[0].questions[1].stage",)),
    "unknown rule": (STARS, STRUCTURE, "field: mean_of", "field: some_of", ("scoring.field",)),
    "share over 100": (STARS, STRUCTURE, "coverage: 0", "coverage: 101", ("scoring.minimum_coverage",)),
    "threshold under 5": (STARS, STRUCTURE, "scales:", "anonymity_threshold: 4\nscales:", ("anonymity_threshold",)),
    "goals and questions": (STARS, STRUCTURE, "    questions:", "    goals: []\n    questions:", ("fields[0]",)),
    "tier is no number": (STARS, STRUCTURE, "GL-2, tier: 2", "GL-2, tier: two", ("fields[0].questions[1].tier",)),
    "yes is not true": (
        STARS,
        STRUCTURE,
        "met: true",
        "met: yes",
        ("scales.criterion.options[1].met", "scales.criterion"),
    ),
    "negative weight": (INDEX, STRUCTURE, "c-1, weight: 2", "c-1, weight: -2", ("fields[0].questions[0].weight",)),
    "German key": (STARS, GERMAN, "  question: Berät", "  frage: Berät", ("questions.GL-3.frage", "questions.GL-3")),
    "empty title": (STARS, GERMAN, "title: Sterne für offene Orte", 'title: ""', ("title",)),
}
KNOWN_TO_THE_READER = {
    "option without points": (STARS, STRUCTURE, "met, points: 0", "met", ("scales.criterion.options[0]",)),
    "one answer only": (STARS, STRUCTURE, NOT_MET, "", ("scales.criterion.options", *["scales.criterion.not_met"] * 2)),
    "answers out of order": (STARS, STRUCTURE, "points: 0", "points: 2", ("scales.criterion.options",)),
    "unknown scale": (STARS, STRUCTURE, "scale: criterion_if_school", "scale: x", ("fields[3].questions[1].scale",)),
    "key twice": (STARS, STRUCTURE, "GL-3", "GL-2", ("fields[0].questions[2].key", *["questions.GL-3"] * 2)),
    "no mandatory item": (STARS, STRUCTURE, "one_star, tiers_to: 1", "one_star, mandatory: all", ("levels.total[0]",)),
    "levels out of order": (AWARD, STRUCTURE, "score_from: 75", "score_from: 40", ("levels.total",)),
    "points from 0.5": (AWARD, STRUCTURE, "points: 0", "points: 0.5", ("scales.four",)),
    "part without weight": (INDEX, STRUCTURE, "    weight: 2", "    weight: 0", ("fields[1].weight",)),
    "later question": (INDEX, STRUCTURE, "{p-2: [some", "{l-3: [some", ("fields[3].questions[2].only_if.l-3",)),
    "unknown option": (INDEX, STRUCTURE, "[sometimes,", "[often,", ("fields[3].questions[2].only_if.p-2[0]",)),
    "unknown field": (INDEX, STRUCTURE, "services, space]", "parks]", ("composites[0].fields[1]",)),
    "unknown change": (LATER, STRUCTURE, "changed: [a-3]", "changed: [a-9]", ("earlier_versions[0].changed[0]",)),
    "text left out": (STARS, GERMAN, "    one_star: Ein Stern\n", "", ("levels.total",)),
    "text left over": (STARS, GERMAN, "tiers:", 'tiers:\n  "6": Mehr', ("tiers.6",)),
    "other wording": (STARS, ENGLISH, 'follows: "1"', 'follows: "2"', ("follows",)),
    "two authorities": (STARS, ENGLISH, "follows:", "wording:", ("wording", "")),
    "no suggestion": (
        STANDARD,
        GERMAN,
        "  missing: Legen",
        "  none: Legen",
        ("questions.lead-1.next.none", "questions.lead-1.next"),
    ),
    "unknown evidence": (STANDARD, GERMAN, "  policy: Besch", "  paper: Besch", ("questions.lead-1.evidence.paper",)),
}
FAULTY = {
    name: Faulty(*variant, schema_knows)
    for variants, schema_knows in ((KNOWN_TO_BOTH, True), (KNOWN_TO_THE_READER, False))
    for name, variant in variants.items()
}


@pytest.mark.parametrize("faulty", FAULTY.values(), ids=list(FAULTY))
def test_faulty_variant_is_rejected(faulty: Faulty, tmp_path: Path) -> None:
    folder = shutil.copytree(faulty.folder, tmp_path / "1.0")
    change_once(folder / faulty.file, faulty.before, faulty.after)

    with pytest.raises(FaultyInput) as caught:
        load_instrument(folder)

    assert tuple(fault.key for fault in caught.value.faults) == faulty.keys
    assert bool(schema_faults(folder / faulty.file)) == faulty.schema_knows


def test_all_faults_are_listed_at_once_each_with_its_place(tmp_path: Path) -> None:
    folder = shutil.copytree(STARS, tmp_path / "1.0")
    change_once(folder / STRUCTURE, "field: mean_of_questions", "field: average")
    change_once(folder / STRUCTURE, "GL-2, tier: 2", "GL-2, tier: 0")
    change_once(folder / ENGLISH, 'follows: "1"', 'follows: "0"')

    with pytest.raises(FaultyInput) as caught:
        load_instrument(folder)

    rules = ("mean_of_parts", "mean_of_questions", "points", "weakest_part")
    faults = {(fault.file, str(fault.place), fault.key, fault.found, fault.possible) for fault in caught.value.faults}
    assert len(caught.value.faults) == 3
    assert faults == {
        (STRUCTURE, "line 23", "scoring.field", "average", rules),
        (STRUCTURE, "line 39", "fields[0].questions[1].tier", "0", ()),
        (ENGLISH, "line 2", "follows", "0", ("1",)),
    }


def test_frozen_version_may_gain_examples_but_not_change(tmp_path: Path) -> None:
    folder = shutil.copytree(STARS, tmp_path / "1.0")
    freeze(folder)
    shutil.copy(folder / "examples" / "no-star.yaml", folder / "examples" / "again.yaml")
    check_instrument(folder)
    change_once(folder / GERMAN, "title: Sterne", "title: Viele Sterne")

    with pytest.raises(FaultyInput) as caught:
        load_instrument(folder)

    assert [fault.file for fault in caught.value.faults] == ["frozen.sha256"]


# Two versions side by side

THEN = {"a-1": "none", "a-2": "begun", "a-3": "done", "k-1": "done", "k-2": "none", "k-3": "none"}
NOW = {"a-1": "begun", "a-guide": "done", "a-3": "none", "k-1": "done", "k-3": "begun", "k-4": "none"}


def refused(now: Evaluation, then: Evaluation) -> tuple[str, str]:
    """Why the two may not be compared, in English and German."""
    with pytest.raises(Refusal) as caught:
        compare(now, then)
    return str(caught.value), caught.value.reason.in_language("de")


def test_versions_live_side_by_side_and_the_newest_answers_to_the_id() -> None:
    assert find_folder("two-versions", INSTRUMENTS) == LATER
    assert find_folder("two-versions@1.0", INSTRUMENTS) == EARLIER
    assert find_folder("two-versions@2.0", INSTRUMENTS) == LATER


def test_versions_are_compared_over_equivalent_questions_only() -> None:
    comparison = compare(answered(LATER, NOW), answered(EARLIER, THEN))

    assert comparison.earlier == "two-versions@1.0"
    assert comparison.equivalent == 4
    assert comparison.compared == ("a-1", "a-guide", "k-1", "k-3")
    assert (comparison.new, comparison.dropped, comparison.changed) == (("k-4",), ("k-2",), ("a-3",))
    # Arriving: (0 + 1/2) / 2 then, (1/2 + 1) / 2 now. Meeting: (1 + 0) / 2 then, (1 + 1/2) / 2 now.
    assert comparison.fields == (
        Change("arrival", 2, Fraction(1, 4), Fraction(3, 4)),
        Change("contact", 2, Fraction(1, 2), Fraction(3, 4)),
    )
    assert comparison.total == Change("", 4, Fraction(3, 8), Fraction(3, 4))


def test_only_what_was_answered_both_times_is_compared() -> None:
    now = answered(LATER, {"a-1": "done", "a-guide": "not_known", "k-1": "done", "k-4": "done"})
    comparison = compare(now, answered(EARLIER, THEN))

    assert comparison.equivalent == 4
    assert comparison.compared == ("a-1", "k-1")
    assert comparison.fields[0] == Change("arrival", 1, Fraction(0), Fraction(1))


def test_questions_with_another_scale_are_not_compared(tmp_path: Path) -> None:
    folder = shutil.copytree(LATER, tmp_path / "2.0")
    change_once(folder / STRUCTURE, "{key: done, points: 2}", "{key: done, points: 4}")

    assert refused(answered(folder, NOW), answered(EARLIER, THEN)) == (
        "The two cannot be compared: no question was answered both times.",
        "Ein Vergleich ist nicht möglich: Keine Frage wurde beide Male beantwortet.",
    )


def test_earlier_version_is_not_compared_with_a_later_one() -> None:
    assert refused(answered(EARLIER, THEN), answered(LATER, NOW)) == (
        "two-versions@2.0 is the later version: compare it with two-versions@1.0, not the other way round.",
        "two-versions@2.0 ist die spätere Fassung: Vergleichen Sie sie mit two-versions@1.0, nicht umgekehrt.",
    )


def test_versions_that_name_no_equivalence_are_not_compared(tmp_path: Path) -> None:
    folder = shutil.copytree(LATER, tmp_path / "2.0")
    change_once(folder / STRUCTURE, '- version: "1.0"', '- version: "1.5"')

    assert refused(answered(folder, NOW), answered(EARLIER, THEN)) == (
        "two-versions@2.0 does not say which of its questions two-versions@1.0 had too, so the two cannot be compared.",
        "two-versions@2.0 sagt nicht, welche seiner Fragen es auch in two-versions@1.0 gab. "
        "Deshalb ist ein Vergleich nicht möglich.",
    )


def test_different_instruments_are_not_compared() -> None:
    assert refused(answered(STARS, {"GL-1": "met"}), answered(EARLIER, THEN)) == (
        "welcoming-stars@1.0 and two-versions@1.0 are different instruments and cannot be compared.",
        "welcoming-stars@1.0 und two-versions@1.0 sind verschiedene Fragebögen und lassen sich nicht vergleichen.",
    )


def test_different_municipalities_are_not_compared() -> None:
    now, then = answered(LATER, NOW, municipality="07333"), answered(EARLIER, THEN, municipality="07332")

    assert refused(now, then) == (
        "The answers belong to different municipalities (Musterstadt 07333 and Musterstadt 07332) "
        "and cannot be compared.",
        "Die Antworten gehören zu verschiedenen Kommunen (Musterstadt 07333 und Musterstadt 07332) "
        "und lassen sich nicht vergleichen.",
    )


# A shorter version of the shipped self-check: 108 and 100 questions were both in use


class Versions(NamedTuple):
    """Folders of the shipped instrument and of an earlier version of it that lacks the `missing` questions."""

    now: Path
    earlier: Path
    missing: tuple[str, ...]


def write_version(folder: Path, structure: Mapping[str, Any], texts: Mapping[str, Any]) -> Path:
    """A framework folder of plain values."""
    folder.mkdir(parents=True)
    for name, content in {STRUCTURE: structure, **texts}.items():
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def without(structure: Mapping[str, Any], missing: tuple[str, ...]) -> Mapping[str, Any]:
    """The same structure without some of its questions."""
    fields = [
        {**field, "goals": [{**goal, "questions": _others(goal["questions"], missing)} for goal in field["goals"]]}
        for field in structure["fields"]
    ]
    return {**structure, "fields": fields}


def _others(questions: list[Mapping[str, Any]], missing: tuple[str, ...]) -> list[Mapping[str, Any]]:
    return [question for question in questions if question["key"] not in missing]


@pytest.fixture(scope="module")
def shorter(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """Version 0.9 of the shipped instrument with eight questions fewer, and 1.0 that knows about it."""
    source = find_folder("weltoffene-kommune@1.0", SHIPPED)
    framework = load_instrument(source).framework
    last = [goal.questions[-1].key for goal in framework.goals.values() if len(goal.questions) > 3]
    missing = tuple(key for key in last if key not in framework.conditioned)[:8]
    structure = read(source / STRUCTURE)
    texts = {name: read(source / name) for name in (GERMAN, ENGLISH)}
    fewer = {
        name: {**text, "questions": {key: words for key, words in text["questions"].items() if key not in missing}}
        for name, text in texts.items()
    }
    root = tmp_path_factory.mktemp("weltoffene-kommune")
    now = write_version(root / "1.0", {**structure, "earlier_versions": [{"version": "0.9"}]}, texts)
    earlier = write_version(root / "0.9", {**without(structure, missing), "version": "0.9"}, fewer)
    return Versions(now, earlier, missing)


def all_answered(folder: Path, option: str) -> Evaluation:
    """Every question answered alike."""
    return answered(folder, dict.fromkeys(load_instrument(folder).framework.questions, option))


def test_shorter_version_of_the_self_check_is_compared_over_the_hundred_common_questions(shorter: Versions) -> None:
    now, then = all_answered(shorter.now, "mostly"), all_answered(shorter.earlier, "begun")
    comparison = compare(now, then)

    assert (len(now.questions), len(then.questions)) == (108, 100)
    assert (comparison.equivalent, len(comparison.compared)) == (100, 100)
    assert (comparison.new, comparison.dropped, comparison.changed) == (shorter.missing, (), ())
    assert sum(change.questions for change in comparison.fields) == 100
    assert {(change.then, change.now) for change in comparison.fields} == {(Fraction(1, 2), Fraction(3, 4))}
    assert {change.difference for change in comparison.goals.values()} == {Fraction(1, 4)}
    assert comparison.total is None


def test_answers_to_new_questions_change_no_comparison(shorter: Versions) -> None:
    keys = load_instrument(shorter.now).framework.questions
    answers = {key: "established" if key in shorter.missing else "begun" for key in keys}
    comparison = compare(answered(shorter.now, answers), all_answered(shorter.earlier, "begun"))

    assert {change.difference for change in comparison.fields} == {Fraction(0)}


def test_shorter_version_is_not_compared_with_the_longer_one(shorter: Versions) -> None:
    sentence, _ = refused(all_answered(shorter.earlier, "begun"), all_answered(shorter.now, "begun"))

    assert sentence == (
        "weltoffene-kommune@1.0 is the later version: compare it with weltoffene-kommune@0.9, not the other way round."
    )


# The guides

GUIDES = (SHIPPED / "README.md", Path(__file__).parents[2] / "docs" / "frameworks.md")


def schema_keys(schema: object) -> set[str]:
    """Every name of an entry that a schema knows."""
    if isinstance(schema, list):
        return set().union(*(schema_keys(part) for part in schema))
    if not isinstance(schema, dict):
        return set()
    own = set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set()
    return own.union(*(schema_keys(part) for part in schema.values()))


def test_example_in_the_guide_is_a_sound_framework(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n# (\S+\.yaml)\n(.*?)```", GUIDES[0].read_text(encoding="utf-8"), re.DOTALL)
    folder = tmp_path / "mein-check" / "1.0"
    (folder / "examples").mkdir(parents=True)
    for name, content in blocks:
        (folder / name).write_text(content, encoding="utf-8")
    framework = check_instrument(folder).framework

    assert [name for name, _ in blocks] == [STRUCTURE, GERMAN, ENGLISH, "examples/von-hand.yaml"]
    assert framework.name == "mein-check@1.0"
    assert [schema_faults(folder / name) for name in (STRUCTURE, GERMAN, ENGLISH)] == [[], [], []]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_guide_explains_every_entry(guide: Path) -> None:
    explained = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`[^`\n]+`", guide.read_text(encoding="utf-8")))))
    known = schema_keys([schema.schema for schema in SCHEMAS.values()])

    assert known - explained == set()
