"""Responses of LimeSurvey become answers, through a mapping that is proposed and edited; nobody can be told by them."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.selfcheck_documents.limesurvey.surveys import (
    Asked,
    Grouped,
    archive,
    document,
    survey_xml,
    town_xml,
    written,
)

from selfcheck import Answer, Fault, FaultyInput, Instrument, evaluate, load_instrument, sheet_as_json
from selfcheck_documents.limesurvey import (
    ResponseMapping,
    Survey,
    apply_mapping,
    draft_of,
    mapping_as_yaml,
    propose_mapping,
    read_mapping,
    read_responses,
    read_survey,
)

SYSTEM = ["id", "submitdate", "lastpage", "startlanguage", "token", "ipaddr", "firstname", "email"]
CODES = ["LB1", "LB2", "LB3", "M1[a]", "M1[b]", "M1[c]", "M1[other]", "F1[r1]", "D1[r1][1]", "D1[r1][2]", "P5"]
JOINED = ["LB1", "LB2", "LB3", "M1_a", "M1_b", "M1_c", "M1_other", "F1_r1", "D1_r1_0", "D1_r1_1", "P5"]
WORDS = [
    "Gibt es ein Leitbild?", "Ist es öffentlich?", "Was fehlt?", "Wer wird beteiligt? [Vereine]",
    "Wer wird beteiligt? [Schulen]", "Wer wird beteiligt? [Niemand]", "Wer wird beteiligt? [Sonstiges]",
    "Wie oft? [Treffen]", "Heute und morgen [Netz][heute]", "Heute und morgen [Netz][morgen]", "Alles zusammen?",
]  # fmt: skip
BOTH = [f"{code}. {words}" for code, words in zip(CODES, WORDS, strict=True)]
QUESTIONS = ["LB1", "LB2", "M1_a", "M1_b", "F1_r1", "D1_r1_0", "D1_r1_1", "P5"]


def person(number: int, *cells: str, sent: str = "2026-03-01 12:00:00") -> list[str]:
    return [
        str(number),
        sent,
        "3",
        "de",
        f"token{number}",
        "10.1.2.3",
        f"Erika{number}",
        f"e{number}@example.org",
        *cells,
    ]


ANN = person(1, "A3", "Y", "Es fehlt; viel", "Y", "", "", "", "x", "A1", "A2", "5")
BEN = person(2, "A1", "N", "", "", "", "Y", "Mein Verein", "y", "A2", "A4", "3")
CAT = person(3, "A2", "Y", "", "", "", "", "", "", "", "", "")
DAN = person(4, "A2", "Y", "", "", "", "", "", "x", "", "", "", sent="")
NIL = person(5, "", "", "nur Worte", "", "", "", "", "", "", "", "")
PEOPLE = [ANN, BEN, CAT, DAN, NIL]


@pytest.fixture
def survey(tmp_path: Path) -> Survey:
    return read_survey(written(tmp_path, town_xml()))


@pytest.fixture
def town(survey: Survey, tmp_path: Path) -> Instrument:
    """The framework made of the survey."""
    folder = tmp_path / "draft"
    folder.mkdir()
    for name, content in draft_of(survey).files.items():
        (folder / name).write_bytes(content)
    return load_instrument(folder)


def table(
    folder: Path,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    delimiter: str = ";",
    encoding: str = "utf-8-sig",
) -> Path:
    """An export as LimeSurvey writes it: everything in quotation marks, a blank line at the end."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows([headings, *rows])
    path = folder / "results-survey4711.csv"
    path.write_bytes((text.getvalue() + "\r\n").encode(encoding))
    return path


def mapped(path: Path, instrument: Instrument, survey: Survey | None = None, department: str = "") -> ResponseMapping:
    return propose_mapping(read_responses(path, survey), instrument, survey, department)


def edited(mapping: ResponseMapping, folder: Path, instrument: Instrument, **changes: str) -> ResponseMapping:
    """The mapping after somebody edited the file: each word of `changes` replaced."""
    text = mapping_as_yaml(mapping, "de").decode()
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path, instrument)


def faults_of_mapping(text: str, folder: Path, instrument: Instrument) -> tuple[Fault, ...]:
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyInput) as refused:
        read_mapping(path, instrument)
    return refused.value.faults


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16", "cp1252"])
def test_tables_of_every_kind_are_read_alike(delimiter: str, encoding: str, tmp_path: Path) -> None:
    headings = [*SYSTEM, *[f"{words}, {delimiter} „ja“" for words in WORDS]]

    responses = read_responses(table(tmp_path, headings, PEOPLE, delimiter, encoding))

    assert [column.heading for column in responses.columns] == headings
    assert [list(row.cells) for row in responses.rows] == PEOPLE
    assert [row.line for row in responses.rows] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize("headings", [CODES, JOINED, WORDS, BOTH])
@pytest.mark.parametrize("knows_survey", [True, False])
def test_headings_of_every_kind_find_their_questions(
    headings: list[str], knows_survey: bool, survey: Survey, town: Instrument, tmp_path: Path
) -> None:
    path = table(tmp_path, [*SYSTEM, *headings], PEOPLE)

    mapping = mapped(path, town, survey if knows_survey else None)

    assert [column.question for column in mapping.columns if column.question] == QUESTIONS
    assert mapping.completed == "submitdate"
    unread = {column.heading for column in mapping.not_read}
    assert {*SYSTEM, headings[2], headings[6]} <= unread


def test_answers_by_code_are_carried(survey: Survey, town: Instrument, tmp_path: Path) -> None:
    responses = read_responses(table(tmp_path, [*SYSTEM, *CODES], PEOPLE), survey)
    mapping = edited(propose_mapping(responses, town, survey), tmp_path, town)

    carried = apply_mapping(responses, mapping, town)

    assert carried.sheet.answers == (
        Answer("LB1", "A1", "1"),
        Answer("LB2", "no", "1"),
        Answer("M1_a", "no", "1"),
        Answer("M1_b", "no", "1"),
        Answer("F1_r1", "y", "1"),
        Answer("D1_r1_0", "A2", "1"),
        Answer("D1_r1_1", "A4", "1"),
        Answer("P5", "3", "1"),
        Answer("LB1", "A2", "2"),
        Answer("LB2", "yes", "2"),
        Answer("LB1", "A3", "3"),
        Answer("LB2", "yes", "3"),
        Answer("M1_a", "yes", "3"),
        Answer("M1_b", "no", "3"),
        Answer("F1_r1", "x", "3"),
        Answer("D1_r1_0", "A1", "3"),
        Answer("D1_r1_1", "A2", "3"),
        Answer("P5", "5", "3"),
    )
    assert (carried.respondents, carried.incomplete, carried.empty) == (3, 1, 1)
    assert carried.sheet.framework == "offene-stadt@1.0"


@pytest.mark.parametrize("knows_survey", [True, False])
@pytest.mark.parametrize("headings", [WORDS, BOTH, JOINED])
def test_answers_in_words_are_carried_alike(
    headings: list[str], knows_survey: bool, survey: Survey, town: Instrument, tmp_path: Path
) -> None:
    by_code = read_responses(table(tmp_path, [*SYSTEM, *CODES], [ANN, CAT]), survey)
    spoken = [
        person(1, "Ja", "Ja", "Es fehlt", "Ja", "", "", "", "Monatlich", "Nein", "Teilweise", "5"),
        person(3, "Teilweise", "Ja", "", "", "", "", "", "", "N/A", "", ""),
    ]
    by_words = read_responses(table(tmp_path, [*SYSTEM, *headings], spoken), survey if knows_survey else None)

    expected = apply_mapping(by_code, propose_mapping(by_code, town), town).sheet
    proposed = propose_mapping(by_words, town)
    assert apply_mapping(by_words, proposed, town).sheet == expected


@pytest.mark.parametrize("headings", [CODES, WORDS, BOTH])
def test_a_box_that_rules_out_the_others_says_no_to_them(
    headings: list[str], survey: Survey, town: Instrument, tmp_path: Path
) -> None:
    responses = read_responses(table(tmp_path, [*SYSTEM, *headings], [BEN]), survey)

    answers = apply_mapping(responses, propose_mapping(responses, town), town).sheet.answers

    assert [(answer.question, answer.value) for answer in answers if answer.question.startswith("M1")] == [
        ("M1_a", "no"),
        ("M1_b", "no"),
    ]


def test_incomplete_responses_count_when_the_mapping_says_so(survey: Survey, town: Instrument, tmp_path: Path) -> None:
    responses = read_responses(table(tmp_path, [*SYSTEM, *CODES], PEOPLE), survey)
    mapping = edited(propose_mapping(responses, town), tmp_path, town, **{"incomplete: leave_out": "incomplete: take"})

    carried = apply_mapping(responses, mapping, town)

    assert (carried.respondents, carried.incomplete, carried.empty) == (4, 0, 1)


def test_nothing_tells_who_answered_or_in_which_order(survey: Survey, town: Instrument, tmp_path: Path) -> None:
    sheets = []
    for people in (PEOPLE, [NIL, CAT, DAN, ANN, BEN]):
        responses = read_responses(table(tmp_path, [*SYSTEM, *CODES], people), survey)
        sheets.append(apply_mapping(responses, propose_mapping(responses, town), town).sheet)
    text = json.dumps(sheet_as_json(sheets[0]), ensure_ascii=False)
    proposed = mapping_as_yaml(propose_mapping(responses, town), "de").decode()

    assert sheets[0] == sheets[1]
    for secret in ("Erika", "example.org", "token1", "10.1.2.3", "2026", "Es fehlt", "Mein Verein", "nur Worte"):
        assert secret not in text
        assert secret not in proposed


def test_few_people_stay_under_the_threshold(survey: Survey, town: Instrument, tmp_path: Path) -> None:
    shown = {}
    for number in (4, 5):
        responses = read_responses(table(tmp_path, [*SYSTEM, *CODES], [ANN] * number), survey)
        sheet = apply_mapping(responses, propose_mapping(responses, town), town).sheet
        shown[number] = bool(evaluate(town.framework, sheet).questions["LB1"].voices.distribution)

    assert shown == {4: False, 5: True}


def test_a_department_is_read_only_where_somebody_names_its_column(
    survey: Survey, instrument: Instrument, tmp_path: Path
) -> None:
    rows = [person(1, "Soziales", "Geplant"), person(2, "jugend", "Begonnen"), person(3, "Bauhof", "Geplant")]
    path = table(tmp_path, [*SYSTEM, "Amt", "m11"], rows)
    responses = read_responses(path)

    without = apply_mapping(responses, propose_mapping(responses, instrument), instrument).sheet
    proposed = propose_mapping(responses, instrument, department="Amt")
    decided = edited(proposed, tmp_path, instrument, **{"jugend: '?'": "jugend: youth", "Bauhof: '?'": "Bauhof: '-'"})
    carried = apply_mapping(responses, decided, instrument)

    assert {answer.group for answer in without.answers} == {None}
    assert proposed.groups == {"Soziales": "social", "jugend": "?", "Bauhof": "?"}
    assert [(answer.group, answer.value) for answer in carried.sheet.answers] == [
        (None, "planned"),
        ("social", "planned"),
        ("youth", "begun"),
    ]
    assert "Amt" not in carried.not_read


def test_a_column_of_departments_that_is_not_there_is_refused(instrument: Instrument, tmp_path: Path) -> None:
    with pytest.raises(FaultyInput) as refused:
        mapped(table(tmp_path, ["m11"], [["Geplant"]]), instrument, department="Amt")

    assert [(fault.found, fault.possible) for fault in refused.value.faults] == [("Amt", ("m11",))]


def test_codes_and_words_find_the_questions_of_another_framework(instrument: Instrument, tmp_path: Path) -> None:
    words = instrument.texts["de"].questions["m-1.2"].question
    path = table(tmp_path, ["m11", words, "M13", "x1"], [["Geplant", "Nicht bekannt", "begun", "5"]])

    mapping = mapped(path, instrument)

    assert [(column.heading, column.question, dict(column.answers)) for column in mapping.columns] == [
        ("m11", "m-1.1", {"Geplant": "planned"}),
        (words, "m-1.2", {"Nicht bekannt": "not_known"}),
        ("M13", "m-1.3", {"begun": "begun"}),
    ]
    assert [(column.heading, str(column.why)) for column in mapping.not_read] == [
        ("x1", "no question of the framework has its code or its words.")
    ]


def test_columns_about_somebody_are_not_proposed_whatever_questions_are_called(tmp_path: Path) -> None:
    rows = {"comment": {"de": "Sonst"}, "a": {"de": "A"}}
    asked = [Asked("email", "Y", {"de": "Post?"}), Asked("M1", "M", {"de": "Was?"}, rows=rows)]
    draft = tmp_path / "draft"
    draft.mkdir()
    survey = read_survey(written(tmp_path, survey_xml([Grouped({"de": "G"}, asked)])))
    for name, content in draft_of(survey).files.items():
        (draft / name).write_bytes(content)

    mapping = mapped(table(tmp_path, ["email", "M1[comment]", "M1[a]"], [["Y", "Y", "Y"]]), load_instrument(draft))

    assert [column.heading for column in mapping.columns] == ["M1[a]"]
    assert [column.heading for column in mapping.not_read] == ["email", "M1[comment]"]


def test_free_words_never_stand_in_a_mapping(instrument: Instrument, tmp_path: Path) -> None:
    lines = [[f"Frau Muster sagt {number}"] for number in range(20)]
    by_code = mapped(table(tmp_path, ["m11"], lines), instrument)
    asked = [Grouped({"de": "G"}, [Asked("m11", "S", {"de": "Was sagt Frau Muster?"})])]
    survey = read_survey(written(tmp_path, survey_xml(asked)))
    by_survey = mapped(table(tmp_path, ["m11"], lines[:1]), instrument, survey)

    assert (by_code.columns, by_survey.columns) == ((), ())
    assert [str(column.why) for column in (*by_code.not_read, *by_survey.not_read)] == [
        "it holds more different values than a question has options.",
        "no question of the framework has its code or its words (short text).",
    ]


def test_an_undecided_value_is_a_fault_with_its_line(instrument: Instrument, tmp_path: Path) -> None:
    mapping = mapped(table(tmp_path, ["m11", "m12"], [["Geplant", "A1"], ["A2", "A1"]]), instrument)
    text = mapping_as_yaml(mapping, "en").decode()

    faults = faults_of_mapping(text, tmp_path, instrument)

    assert mapping.undecided == 2
    assert [fault.found for fault in faults] == ["A2", "A1"]
    assert [str(fault.place) for fault in faults] == ["line 7", "line 8"]
    assert all("none" in fault.possible for fault in faults)


def test_a_mapping_tells_all_its_faults(instrument: Instrument, tmp_path: Path) -> None:
    text = """format: "1"
framework: other@1.0
answers:
  a: {"1": none, "2": best}
columns:
  - {column: x, question: m-1.1, answers: a}
  - {column: x, question: m-1.1, answers: b}
  - {column: y, question: nothing, answers: a}
  - {column: z}
  - {column: w, question: m-1.2}
  - {column: v, question: m-1.3, answers: {"1": nowhere}}
surprise: 1
"""
    found = faults_of_mapping(text, tmp_path, instrument)

    assert [(fault.found, str(fault.place)) for fault in found] == [
        ("surprise", "line 12"),
        ("other@1.0", "line 2"),
        ("best", "line 4"),
        ("b", "line 7"),
        ("nothing", "line 8"),
        ("z", "line 9"),
        (None, "line 10"),
        ("nowhere", "line 11"),
        ("x", "line 7"),
        ("m-1.1", "line 7"),
    ]


def test_a_value_that_the_mapping_does_not_name_is_told_once(instrument: Instrument, tmp_path: Path) -> None:
    mapping = mapped(table(tmp_path, ["m11"], [["Geplant"]]), instrument)
    responses = read_responses(table(tmp_path, ["m11"], [["Geplant"], ["Neu"], ["Neu"], ["Anders"]]))

    with pytest.raises(FaultyInput) as refused:
        apply_mapping(responses, mapping, instrument)

    assert [(fault.key, fault.found, str(fault.place)) for fault in refused.value.faults] == [
        ("m11", "Neu", "line 3"),
        ("m11", "Anders", "line 5"),
    ]


def test_a_column_that_is_missing_or_there_twice_is_told(instrument: Instrument, tmp_path: Path) -> None:
    mapping = mapped(table(tmp_path, ["m11", "m12"], [["Geplant", "Geplant"]]), instrument)
    responses = read_responses(table(tmp_path, ["m11", "m11"], [["Geplant", "Geplant"]]))

    with pytest.raises(FaultyInput) as refused:
        apply_mapping(responses, mapping, instrument)

    assert [fault.found for fault in refused.value.faults] == ["m11", "m12"]
    assert mapped(table(tmp_path, ["m11", "m11"], [["Geplant", "Geplant"]]), instrument).columns == ()


def test_responses_without_an_answer_are_refused(instrument: Instrument, tmp_path: Path) -> None:
    responses = read_responses(table(tmp_path, ["m11"], [["N/A"]]))

    with pytest.raises(FaultyInput):
        apply_mapping(responses, propose_mapping(responses, instrument), instrument)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('"a";"b"\n"1"\n"1";"2";"3"\n', ["line 2", "line 3"]),
        ('"a";"b"\n"1";"2\n', ["line 2"]),
        ("\n\n", [None]),
    ],
)
def test_broken_tables_are_told_with_their_lines(text: str, lines: list[str | None], tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(FaultyInput) as refused:
        read_responses(path)

    assert [str(fault.place) if fault.place else None for fault in refused.value.faults] == lines


def test_an_archive_brings_survey_and_responses(town: Instrument, survey: Survey, tmp_path: Path) -> None:
    lists, boxes = survey.groups
    named = {question.code: f"_4711X{question.gid}X{question.qid}" for question in survey.questions}
    assert (len(lists.questions), len(boxes.questions)) == (3, 5)
    rows = [
        {"id": 1, "token": "t1", "submitdate": "2026-03-01", named["LB1"]: "A3", named["LB3"]: "Worte",
         f"{named['M1']}a": "Y", f"{named['D1']}r1-0": "A1", f"{named['D1']}r1-1": "A2", f"{named['M1']}other": "Ich"},
        {"id": 2, "token": "t2", named["LB1"]: "A1"},
    ]  # fmt: skip
    path = archive(
        tmp_path,
        {
            "survey_4711.lss": town_xml(),
            "survey_4711_responses.lsr": document("Responses", 600, {"responses": rows}),
            "survey_4711_tokens.lst": document("Tokens", 600, {"tokens": [{"email": "e@example.org"}]}),
        },
    )

    responses = read_responses(path)
    carried = apply_mapping(responses, propose_mapping(responses, town), town)

    assert [(answer.question, answer.value) for answer in carried.sheet.answers] == [
        ("LB1", "A3"), ("M1_a", "yes"), ("D1_r1_0", "A1"), ("D1_r1_1", "A2"),
    ]  # fmt: skip
    assert (carried.respondents, carried.incomplete) == (1, 1)


def test_columns_named_as_version_7_does_are_found(town: Instrument, survey: Survey, tmp_path: Path) -> None:
    first, boxes = survey.questions[0], survey.questions[3]
    headings = [f"Q{first.qid}", f"Q{boxes.qid}_S{boxes.rows[0].qid}"]

    mapping = mapped(table(tmp_path, headings, [["A3", "Y"]]), town, survey)

    assert [column.question for column in mapping.columns] == ["LB1", "M1_a"]


def test_an_archive_without_responses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput):
        read_responses(archive(tmp_path, {"survey_4711.lss": town_xml()}))
