"""A faulty framework lists all its faults at once, each with file, line, key, what was found and what is possible."""

# ruff: noqa: E501 -- tables with one case in a line are easier to read

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.selfcheck.building import framework, structure, text_of, write_instrument

from selfcheck import FaultyInput, load_instrument
from selfcheck.faults import Fault
from selfcheck.frameworks.source import read_yaml

Brief = tuple[str, str | None, tuple[str, ...]]
"""Key, what was found, what is possible."""


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(FaultyInput) as faulty:
        load_instrument(folder)
    return faulty.value.faults


def brief(fault: Fault) -> Brief:
    return fault.key, fault.found, fault.possible


def of_structure(tmp_path: Path, **sections: str | None) -> list[Brief]:
    """The faults of a framework.yaml beside texts that fit the plain sample."""
    write_instrument(tmp_path)
    (tmp_path / "framework.yaml").write_text(structure(**sections), encoding="utf-8")
    return [brief(fault) for fault in faults_of(tmp_path) if fault.file == "framework.yaml"]


def one(question: str) -> str:
    """Two questions, b with more to it."""
    return f"[{{key: f, questions: [{{key: a}}, {{key: b, {question}}}]}}]"


def scale(*options: str) -> str:
    return "{five: {options: [" + ", ".join(f"{{{option}}}" for option in options) + "]}}"


def total(level: str) -> str:
    return f"{{total: [{{key: base}}, {{key: good, {level}}}]}}"


B = "fields[0].questions[1]"
RULES = ("mean_of_parts", "mean_of_questions", "points", "weakest_part")
KEY = ("m-1.1",)
NUMBERS = ("1", "0.5", "1/3")
OPTIONS = ("0", "1", "2", "3", "4")
OK = "field: mean_of_parts, total: none"
TABLE: dict[str, tuple[dict[str, str | None], Brief]] = {
    "unknown format": ({"format": "2"}, ("format", "2", ("1",))),
    "missing version": ({"version": None}, ("", None, ())),
    "missing fields": ({"fields": None}, ("", None, ())),
    "id is no key": ({"id": "my framework"}, ("id", "my framework", KEY)),
    "id is empty": ({"id": '""'}, ("id", None, ())),
    "id is a list": ({"id": "[a]"}, ("id", "[…]", ())),
    "unknown language": ({"languages": "[en, fr]"}, ("languages[1]", "fr", ("de", "en"))),
    "language twice": ({"languages": "[en, en]"}, ("languages[1]", "en", ())),
    "unknown status": ({"status": "final"}, ("status", "final", ("draft", "published"))),
    "kind twice": ({"kinds": "[town, town]"}, ("kinds[1]", "town", ())),
    "kinds are no list": ({"kinds": "town"}, ("kinds", "town", ())),
    "unknown default scale": ({"default_scale": "six", "fields": one("scale: yesno").replace("key: a", "key: a, scale: yesno")}, ("default_scale", "six", ("five", "yesno"))),
    "threshold under five": ({"anonymity_threshold": "4"}, ("anonymity_threshold", "4", ())),
    "threshold in words": ({"anonymity_threshold": "many"}, ("anonymity_threshold", "many", ())),
    "scale without options": ({"scales": "{five: {options: [{key: x, points: 0}, {key: y, points: 1}]}, six: {}}"}, ("scales.six", None, ())),
    "one answer only": ({"scales": scale("key: x, points: 0", "key: y, means: not_known")}, ("scales.five.options", "1", ())),
    "points fall": ({"scales": scale("key: x, points: 1", "key: y, points: 0")}, ("scales.five.options", "1, 0", ())),
    "points stay": ({"scales": scale("key: x, points: 1", "key: y, points: 1")}, ("scales.five.options", "1, 1", ())),
    "option twice": ({"scales": scale("key: x, points: 0", "key: x, points: 1")}, ("scales.five.options[1]", "x", ())),
    "option without points": ({"scales": scale("key: x", "key: y, points: 1", "key: z, points: 2")}, ("scales.five.options[0]", None, ("points: 0", "means: not_known", "means: not_applicable"))),
    "points below zero": ({"scales": scale("key: x, points: -1", "key: y, points: 1")}, ("scales.five.options[0].points", "-1", ())),
    "unknown meaning": ({"scales": scale("key: x, points: 0", "key: y, points: 1", "key: z, points: 2, means: maybe")}, ("scales.five.options[2].means", "maybe", ("answer", "not_known", "not_applicable"))),
    "not known with points": ({"scales": scale("key: x, points: 0", "key: y, points: 1", "key: z, means: not_known, points: 0")}, ("scales.five.options[2].points", None, ())),
    "met in words": ({"scales": scale("key: x, points: 0", "key: y, points: 1, met: yes")}, ("scales.five.options[1].met", "yes", ("true", "false"))),
    "unknown rule": ({"scoring": "{field: average, total: none}"}, ("scoring.field", "average", RULES)),
    "unknown rule of the whole": ({"scoring": "{field: points, total: average}"}, ("scoring.total", "average", (*RULES, "none"))),
    "missing rule": ({"scoring": "{field: points}"}, ("scoring", None, ())),
    "coverage over 100": ({"scoring": f"{{{OK}, minimum_coverage: 101}}"}, ("scoring.minimum_coverage", "101", ())),
    "coverage below 0": ({"scoring": f"{{{OK}, minimum_coverage: -1}}"}, ("scoring.minimum_coverage", "-1", ())),
    "coverage with per cent": ({"scoring": f"{{{OK}, minimum_coverage: 60 %}}"}, ("scoring.minimum_coverage", "60 %", NUMBERS)),
    "points that do not begin at nothing": ({"scoring": "{field: points, total: none}", "scales": scale("key: x, points: 1", "key: y, points: 2")}, ("scales.five", "1", ("0",))),
    "unknown top key": ({"scorring": "x"}, ("scorring", "scorring", ("format", "id", "version", "languages", "scales", "scoring", "fields", "status", "licence", "kinds", "departments", "evidence_kinds", "references", "default_scale", "levels", "findings", "anonymity_threshold", "composites", "earlier_versions"))),
    "no field": ({"fields": "[]"}, ("fields", None, ())),
    "neither goals nor questions": ({"fields": "[{key: f}]"}, ("fields[0]", None, ("goals", "questions"))),
    "both goals and questions": ({"fields": "[{key: f, questions: [{key: a}, {key: b}], goals: []}]"}, ("fields[0]", None, ("goals", "questions"))),
    "no question": ({"fields": "[{key: f, questions: []}]"}, ("fields[0].questions", None, ())),
    "no question in a goal": ({"fields": "[{key: f, goals: [{key: x, questions: []}]}]"}, ("fields[0].goals[0].questions", None, ())),
    "field twice": ({"fields": "[{key: f, questions: [{key: a}]}, {key: f, questions: [{key: b}]}]"}, ("fields[1].key", "f", ())),
    "goal named as its field": ({"fields": "[{key: f, goals: [{key: f, questions: [{key: a}, {key: b}]}]}]"}, ("fields[0].goals[0].key", "f", ())),
    "question twice": ({"fields": "[{key: f, questions: [{key: a}, {key: b}, {key: a}]}]"}, ("fields[0].questions[2].key", "a", ())),
    "question without key": ({"fields": "[{key: f, questions: [{weight: 1}]}]"}, ("fields[0].questions[0]", None, ())),
    "field of no weight": ({"fields": "[{key: f, weight: 0, questions: [{key: a}, {key: b}]}]"}, ("fields[0].weight", "0", ())),
    "weight below zero": ({"fields": one("weight: -2")}, (f"{B}.weight", "-2", ())),
    "weight with comma and point": ({"fields": one("weight: 1.000.5")}, (f"{B}.weight", "1.000.5", NUMBERS)),
    "weight by zero": ({"fields": one("weight: 1/0")}, (f"{B}.weight", "1/0", NUMBERS)),
    "unknown scale": ({"fields": one("scale: six")}, (f"{B}.scale", "six", ("five", "yesno"))),
    "no scale at all": ({"default_scale": None, "fields": "[{key: f, questions: [{key: a}, {key: b, scale: five}]}]"}, ("fields[0].questions[0]", None, ("five", "yesno"))),
    "unknown department": ({"departments": "[head]", "fields": one("departments: [mayor]")}, (f"{B}.departments[0]", "mayor", ("head",))),
    "unknown kind": ({"kinds": "[town]", "fields": one("kinds: [city]")}, (f"{B}.kinds[0]", "city", ("town",))),
    "condition on a later question": ({"fields": "[{key: f, questions: [{key: a, only_if: {b: ['4']}}, {key: b}]}]"}, ("fields[0].questions[0].only_if.b", "b", ())),
    "condition on itself": ({"fields": one("only_if: {b: ['4']}")}, (f"{B}.only_if.b", "b", ("a",))),
    "condition on no option": ({"fields": one("only_if: {a: ['5']}")}, (f"{B}.only_if.a[0]", "5", OPTIONS)),
    "condition on not known": ({"fields": one("only_if: {a: [dk]}")}, (f"{B}.only_if.a[0]", "dk", OPTIONS)),
    "condition without list": ({"fields": one("only_if: {a: '4'}")}, (f"{B}.only_if.a", "4", ())),
    "mandatory in words": ({"fields": one("mandatory: sure")}, (f"{B}.mandatory", "sure", ("true", "false"))),
    "tier nought": ({"fields": one("tier: 0")}, (f"{B}.tier", "0", ())),
    "tier and a half": ({"fields": one("tier: 1.5")}, (f"{B}.tier", "1.5", ())),
    "unknown vocabulary": ({"fields": one("references: {iso: [x]}")}, (f"{B}.references.iso", "iso", ())),
    "unknown category": ({"references": "{iso: [x]}", "fields": one("references: {iso: [y]}")}, (f"{B}.references.iso[0]", "y", ("x",))),
    "unknown key of a question": ({"fields": one("wieght: 2")}, (f"{B}.wieght", "wieght", ("key", "scale", "weight", "departments", "kinds", "only_if", "mandatory", "tier", "references"))),
    "merge key": ({"fields": one("<<: {weight: 2}")}, (f"{B}.<<", "<<", ("key", "scale", "weight", "departments", "kinds", "only_if", "mandatory", "tier", "references"))),
    "levels fall": ({"levels": "{fields: [{key: x, score_from: 50}, {key: y, score_from: 40}]}"}, ("levels.fields", None, ())),
    "levels stay": ({"levels": "{fields: [{key: x, score_from: 50}, {key: y, score_from: 50}]}"}, ("levels.fields", None, ())),
    "level twice": ({"levels": "{fields: [{key: x}, {key: x, score_from: 50}]}"}, ("levels.fields[1]", "x", ())),
    "level over 100": ({"levels": "{fields: [{key: x, score_from: 120}]}"}, ("levels.fields[0].score_from", "120", ())),
    "unknown tendency": ({"levels": "{fields: [{key: x, finding: good}]}"}, ("levels.fields[0].finding", "good", ("strength", "potential", "need_for_action"))),
    "levels of questions": ({"levels": "{questions: []}"}, ("levels.questions", "questions", ("goals", "fields", "total"))),
    "level of an unknown field": ({"levels": total("fields_from: {g: 50}")}, ("levels.total[1].fields_from.g", "g", ("f",))),
    "level of an unknown question": ({"levels": total("answers: {z: ['4']}")}, ("levels.total[1].answers.z", "z", ("a", "b"))),
    "level of an unknown answer": ({"levels": total("answers: {a: [yes]}")}, ("levels.total[1].answers.a[0]", "yes", OPTIONS)),
    "some mandatory": ({"levels": total("mandatory: some")}, ("levels.total[1].mandatory", "some", ("all",))),
    "all mandatory but none is": ({"levels": total("mandatory: all"), "scales": scale("key: x, points: 0", "key: y, points: 1, met: true")}, ("levels.total[1]", None, ())),
    "tiers but none has one": ({"levels": total("tiers_to: 1"), "scales": scale("key: x, points: 0", "key: y, points: 1, met: true")}, ("levels.total[1]", None, ())),
    "a count but nothing can be met": ({"levels": total("met_from: 1"), "scales": scale("key: x, points: 0", "key: y, points: 1")}, ("scales.five", None, ())),
    "a score of a whole that has none": ({"levels": total("score_from: 50"), "scoring": f"{{{OK}}}"}, ("levels.total[1]", None, ())),
    "composite of an unknown field": ({"composites": "[{key: c, rule: points, fields: [g]}]"}, ("composites[0].fields[0]", "g", ("f",))),
    "composite named as a field": ({"composites": "[{key: f, rule: points, fields: [f]}]"}, ("composites[0].key", "f", ())),
    "composite without rule": ({"composites": "[{key: c, fields: [f]}]"}, ("composites[0]", None, ())),
    "agreement over 1": ({"findings": "{disagreement_below: 30}"}, ("findings.disagreement_below", "30", ())),
    "earlier version twice": ({"earlier_versions": '[{version: "0.9"}, {version: "0.9"}]'}, ("earlier_versions[1]", "0.9", ())),
    "renamed but unknown": ({"earlier_versions": '[{version: "0.9", renamed: {z: y}}]'}, ("earlier_versions[0].renamed.z", "z", ("a", "b"))),
    "renamed from one to two": ({"earlier_versions": '[{version: "0.9", renamed: {a: y, b: y}}]'}, ("earlier_versions[0].renamed.b", "y", ())),
    "changed but unknown": ({"earlier_versions": '[{version: "0.9", changed: [z]}]'}, ("earlier_versions[0].changed[0]", "z", ("a", "b"))),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE)
def test_a_fault_of_the_structure_is_reported_once_with_its_key(case: str, tmp_path: Path) -> None:
    sections, fault = TABLE[case]
    assert of_structure(tmp_path, **sections) == [fault]


UNNOTICED: dict[str, dict[str, str | None]] = {
    "fields as fields": {"levels": "{fields: as_fields}"},
    "condition that nobody meets": {"fields": one("only_if: {a: []}")},
    "composite of nothing": {"composites": "[{key: c, rule: points, fields: []}]"},
    "the worst answer alone is met": {"scales": scale("key: x, points: 0, met: true", "key: y, points: 1")},
    "a low answer that is asked for": {"levels": total("answers: {a: ['0']}")},
    "a gap in what is asked for": {"levels": total("answers: {a: ['2', '4']}")},
    "a tier above the highest": {
        "levels": total("tiers_to: 3"),
        "fields": one("tier: 2"),
        "scales": scale("key: x, points: 0", "key: y, points: 1, met: true"),
    },
    "more than there are": {
        "levels": total("met_from: 3"),
        "scales": scale("key: x, points: 0", "key: y, points: 1, met: true"),
    },
    "a field that can have no score": {"fields": "[{key: f, questions: [{key: a, weight: 0}, {key: b, weight: 0}]}]"},
    "a level called none": {"levels": "{fields: [{key: none}]}"},
    "its own earlier version": {"earlier_versions": '[{version: "1.0"}]'},
    "digits of another script": {"fields": one("weight: ٣")},
}


@pytest.mark.parametrize("case", UNNOTICED)
def test_what_cannot_be_meant_is_a_fault(case: str, tmp_path: Path) -> None:
    assert len(of_structure(tmp_path, **UNNOTICED[case])) == 1


TWICE: dict[str, tuple[dict[str, str | None], list[str]]] = {
    "weight in words": ({"fields": "[{key: f, weight: heavy, questions: [{key: a}, {key: b}]}]"}, ["fields[0].weight"]),
    "empty number": ({"fields": one('weight: ""')}, [f"{B}.weight"]),
    "points in words": (
        {"scales": scale("key: x, points: nil", "key: y, points: 1")},
        ["scales.five.options[0].points"],
    ),
    "no language": ({"languages": "[]"}, ["languages"]),
    "last option without points": (
        {"scales": scale("key: x, points: 0", "key: y, points: 1", "key: z")},
        ["scales.five.options[2]"],
    ),
    "two options without key": (
        {"scales": scale("points: 0", "points: 1, key: x", "points: 2")},
        ["scales.five.options[0]", "scales.five.options[2]"],
    ),
    "a word for a mapping": ({"scoring": "points"}, ["scoring"]),
}


@pytest.mark.parametrize("case", TWICE)
def test_one_fault_is_reported_once(case: str, tmp_path: Path) -> None:
    sections, keys = TWICE[case]
    assert [fault[0] for fault in of_structure(tmp_path, **sections)] == keys


@pytest.mark.parametrize("section", ["fields", "anonymity_threshold"])
def test_a_number_of_many_digits_is_a_fault_and_no_crash(section: str, tmp_path: Path) -> None:
    digits = "9" * 5000
    found = of_structure(tmp_path, **{section: one(f"weight: {digits}") if section == "fields" else digits})
    assert len(found) == 1


def test_all_faults_stand_in_one_list_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "framework.yaml").write_text(
        "format: 1\n"
        "id: sample\n"
        "languages: [en]\n"
        "colour: blue\n"
        "scales:\n"
        "  s:\n"
        "    options:\n"
        "      - {key: no, points: 0}\n"
        "      - {key: yes, points: one}\n"
        "      - {key: very, points: 2}\n"
        "scoring: {field: mean, total: none}\n"
        "fields:\n"
        "  - key: f\n"
        "    questions:\n"
        "      - {key: a, scale: s}\n"
        "      - key: a\n"
        "        scale: t\n",
        encoding="utf-8",
    )
    text = "language: en\nwording: first\ntitle: ''\nfields: {f: F}\nquestions: {a: {question: A}}\n"
    text += "scales: {s: {no: N, yes: Y, very: V, extremely: E}}\n"
    (tmp_path / "text.en.yaml").write_text(text, encoding="utf-8")
    found = [(fault.file, str(fault.place), fault.key, fault.found) for fault in faults_of(tmp_path)]
    assert sorted(found) == [
        ("framework.yaml", "line 1", "", None),
        ("framework.yaml", "line 11", "scoring.field", "mean"),
        ("framework.yaml", "line 16", "fields[0].questions[1].key", "a"),
        ("framework.yaml", "line 17", "fields[0].questions[1].scale", "t"),
        ("framework.yaml", "line 4", "colour", "colour"),
        ("framework.yaml", "line 9", "scales.s.options[1].points", "one"),
        ("text.en.yaml", "line 3", "title", None),
        ("text.en.yaml", "line 6", "scales.s.extremely", "extremely"),
    ]


def of_text(tmp_path: Path, text: str, file: str = "framework.yaml") -> list[tuple[str, str, str | None, str | None]]:
    """File, sentence, place and what was found, of the faults of a file with this text."""
    return of_bytes(tmp_path, text.encode(), file)


def of_bytes(tmp_path: Path, content: bytes, file: str) -> list[tuple[str, str, str | None, str | None]]:
    write_instrument(tmp_path)
    (tmp_path / file).write_bytes(content)
    return [
        (fault.file, str(fault.message), str(fault.place) if fault.place else None, fault.found)
        for fault in faults_of(tmp_path)
    ]


NO_YAML = "the file is not valid YAML here. Often a colon or an indentation is wrong in this line or the one before."


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("id: x\n\tversion: 1\n", "line 2", "version: 1"),
        ("id: x\nversion: [1\n", "line 3", None),
        ("id: a: b\n", "line 1", "id: a: b"),
        ("id: x\n---\nid: y\n", "line 2", "---"),
        ("id: 'x\n", "line 2", None),
    ],
)
def test_a_text_that_is_not_yaml_is_one_fault_with_its_line(
    text: str, place: str, found: str | None, tmp_path: Path
) -> None:
    assert of_text(tmp_path, text) == [("framework.yaml", NO_YAML, place, found)]


@pytest.mark.parametrize("file", ["framework.yaml", "text.en.yaml"])
@pytest.mark.parametrize("content", [b"", b"\n\n", b"# nothing but a comment\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_fault(content: bytes, file: str, tmp_path: Path) -> None:
    assert of_bytes(tmp_path, content, file) == [(file, "the file is empty.", None, None)]


def test_a_file_that_is_not_utf_8_is_a_fault_with_its_byte(tmp_path: Path) -> None:
    content = "id: Bürgeramt\n".encode("latin-1")
    assert of_bytes(tmp_path, content, "framework.yaml") == [
        ("framework.yaml", "the file is not UTF-8 text (byte 5).", None, None)
    ]


def test_a_character_that_yaml_forbids_is_a_fault(tmp_path: Path) -> None:
    assert of_text(tmp_path, "id: x\x00y\n") == [
        ("framework.yaml", "the file holds a character that YAML does not allow.", None, "#x0000")
    ]


def test_a_file_too_many_is_missing_in_its_folder(tmp_path: Path) -> None:
    write_instrument(tmp_path)
    (tmp_path / "text.en.yaml").unlink()
    (fault,) = faults_of(tmp_path)
    assert (fault.file, str(fault.message)) == ("text.en.yaml", f"the file is missing in the folder {tmp_path}.")
    (fault,) = faults_of(tmp_path / "nowhere")
    assert fault.file == "framework.yaml"


def test_a_folder_in_place_of_a_file_is_a_fault(tmp_path: Path) -> None:
    write_instrument(tmp_path)
    (tmp_path / "text.en.yaml").unlink()
    (tmp_path / "text.en.yaml").mkdir()
    (fault,) = faults_of(tmp_path)
    assert fault.file == "text.en.yaml"
    assert str(fault.message) == "the file cannot be read: this is a folder, not a file."


@pytest.mark.parametrize("content", ["- a\n- b\n", "words\n", "1\n"])
def test_a_file_that_is_no_mapping_says_so_first(content: str, tmp_path: Path) -> None:
    found = of_text(tmp_path, content)
    assert found[0][:3] == ("framework.yaml", "a mapping of keys to values is needed here.", "line 1")


def test_a_key_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    found = of_text(tmp_path, structure() + 'version: "2.0"\n')
    assert [(sentence, what) for _, sentence, _, what in found] == [
        ("this key stands here twice, first in line 4.", "version")
    ]


@pytest.mark.parametrize(
    "fields", ["&f [*f]", "[{key: f, questions: [{key: a, kinds: &k [town]}, {key: b, kinds: *k}]}]"]
)
def test_aliases_are_refused_because_they_multiply(fields: str) -> None:
    with pytest.raises(FaultyInput) as faulty:
        framework(fields, kinds="[town, city]")
    (fault,) = faulty.value.faults
    assert str(fault.message) == "references to other places (“*name”) are not read. Write out what is meant."


def test_words_stay_as_they_are_written() -> None:
    scales = "{s: {options: [{key: no, points: 0}, {key: yes, points: 010}, {key: 1.0, points: 11}]}}"
    made = framework("[{key: on, questions: [{key: 1.10}, {key: 2026-11-22}]}]", scales=scales, default_scale="s")
    assert list(made.questions) == ["1.10", "2026-11-22"]
    assert [(option.key, str(option.points)) for option in made.scales["s"].options] == [
        ("no", "0"),
        ("yes", "10"),
        ("1.0", "11"),
    ]


def test_a_text_may_hold_many_brackets() -> None:
    faults: list[Fault] = []
    assert read_yaml(f"title: '{'[ ' * 300}'\n# {'{ ' * 300}\nwords: [[[[x]]]]", "x.yaml", faults) is not None
    assert faults == []


DEEP = """
from selfcheck.frameworks.source import read_yaml
many = 100_000
for text in (
    "[" * many,
    "{a: " * many,
    "- " * many + "x",
    "-  " * many + "x",
    "? " * many + "x",
    "# " + "]" * many + chr(10) + "[" * many,
    ("[ #]" + chr(10)) * many,
    "[ ']', " * many,
    chr(10).join(" " * depth + "a:" for depth in range(1500)),
):
    faults = []
    assert read_yaml(text, "x.yaml", faults) is None
    print([str(fault.message) for fault in faults])
"""


def test_nesting_without_end_is_a_fault_and_no_crash() -> None:
    # In a process of its own: the reader of YAML is written in C and would take the whole test run with it.
    done = subprocess.run([sys.executable, "-c", DEEP], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()) == (0, ["['the file is nested too deeply.']"] * 9)


TEXT = text_of(framework())


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("language: en", "language: de", ("language", "de", ("en",))),
        ("wording: first\n", "", ("", None, ())),
        ("title: Sample", "title: ''", ("title", None, ())),
        ("title: Sample", "title: Sample\nsubtitle: x", ("subtitle", "subtitle", ("language", "wording", "title", "fields", "questions", "scales", "introduction", "how_to_answer", "goals", "composites", "levels", "kinds", "departments", "evidence_kinds", "references", "tiers"))),
        ("  f: Field f", "  g: Field g", ("fields.g", "g", ("f",))),
        ("  f: Field f", "  f: {description: x}", ("fields.f", None, ())),
        ("    question: Is there a?", "    question: ''", ("questions.a.question", None, ())),
        ("    question: Is there a?\n", "", ("questions.a", None, ())),
        ("      start: start with b\n", "", ("questions.b.next", None, ())),
        ("      start: start with b\n", "      start: start with b\n      stop: x\n", ("questions.b.next.stop", "stop", ("start", "widen"))),
        ("    dk: dk\n", "", ("scales.five", None, ())),
        ("title: Sample", "title: Sample\nkinds: {town: Stadt}", ("kinds.town", "town", ())),
    ],
)  # fmt: skip
def test_texts_are_held_against_the_structure(old: str, new: str, fault: Brief, tmp_path: Path) -> None:
    assert old in TEXT
    write_instrument(tmp_path)
    (tmp_path / "text.en.yaml").write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    assert fault in [brief(found) for found in faults_of(tmp_path)]
    assert {found.file for found in faults_of(tmp_path)} == {"text.en.yaml"}


@pytest.mark.parametrize("nothing", ["null", "~"])
def test_nothing_is_no_title(nothing: str, tmp_path: Path) -> None:
    write_instrument(tmp_path)
    (tmp_path / "text.en.yaml").write_text(TEXT.replace("title: Sample", f"title: {nothing}"), encoding="utf-8")
    assert [brief(found) for found in faults_of(tmp_path)] == [("title", None, ())]


@pytest.mark.parametrize("section", ["fields", "questions", "scales"])
def test_a_missing_section_of_the_texts_is_reported_once(section: str, tmp_path: Path) -> None:
    write_instrument(tmp_path)
    words = yaml.safe_load(TEXT)
    del words[section]
    (tmp_path / "text.en.yaml").write_text(yaml.safe_dump(words), encoding="utf-8")
    assert len(faults_of(tmp_path)) == 1


def translated(tmp_path: Path, follows: str) -> Path:
    """The sample in German, and in English after the wording `follows`."""
    write_instrument(tmp_path, languages="[de, en]")
    german = TEXT.replace("language: en", "language: de").replace("wording: first", "wording: second")
    (tmp_path / "text.de.yaml").write_text(german, encoding="utf-8")
    (tmp_path / "text.en.yaml").write_text(TEXT.replace("wording: first", f"follows: {follows}"), encoding="utf-8")
    return tmp_path


def test_a_translation_must_follow_the_authoritative_wording(tmp_path: Path) -> None:
    (fault,) = faults_of(translated(tmp_path, "first"))
    assert (fault.file, fault.key, fault.found, fault.possible) == ("text.en.yaml", "follows", "first", ("second",))
    instrument = load_instrument(translated(tmp_path, "second"))
    assert [instrument.texts_in(language).language for language in ("de", "en")] == ["de", "en"]


def test_an_absent_translation_falls_back_to_the_authoritative_text(tmp_path: Path) -> None:
    assert load_instrument(write_instrument(tmp_path)).texts_in("de").language == "en"
