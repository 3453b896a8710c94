"""Answer sheets as JSON: every fault at once with its place, and a round trip that loses nothing."""

import json

import pytest
from tests.selfcheck.building import framework

from selfcheck import Agreed, Answer, AnswerSheet, FaultyInput, Municipality, parse_json, sheet_as_json, sheet_from_json

MADE = framework(
    "[{key: f, questions: [{key: a}, {key: b}, {key: c, scale: yesno}]}]",
    kinds="[county, town]",
    departments="[head, social]",
    evidence_kinds="[document, data]",
)


def faults_of(value: object) -> list[tuple[str, str, str | None]]:
    """Place, sentence and what was found, of every fault."""
    with pytest.raises(FaultyInput) as faulty:
        sheet_from_json(value, MADE, "answers.json")
    assert {fault.file for fault in faulty.value.faults} == {"answers.json"}
    return [(fault.key, str(fault.message), fault.found) for fault in faulty.value.faults]


def one_answer(**parts: object) -> dict[str, object]:
    return {"answers": [{"question": "a", "value": "4", **parts}]}


NO_QUESTION = "there is no such question."
NO_OPTION = "the question has no such option."
TEXT_NEEDED = "a text is needed here."
LIST_NEEDED = "a list is needed here."
MAPPING_NEEDED = "a mapping of keys to values is needed here."
UNKNOWN_KEY = "this key is not known here."


def test_nine_faults_at_once_each_with_its_place() -> None:
    value = {
        "answers": [
            {"question": "a", "value": "5"},
            {"question": "z", "value": "4"},
            {"question": "a", "value": "4", "respondent": "ann"},
            {"question": "a", "value": "3", "respondent": "ann"},
            {"value": "4"},
            {"question": "b", "value": "4", "group": "the mayor!"},
            {"question": "b", "value": "4", "coment": "typo"},
            "b=4",
        ],
        "agreed": [{"question": "c", "value": "yes"}, {"question": "c", "value": "no"}],
        "municipality": {"name": "Winnweiler", "kind": "village"},
    }
    assert faults_of(value) == [
        ("answers[0].value", NO_OPTION, "5"),
        ("answers[1].question", NO_QUESTION, "z"),
        ("answers[3].question", "this respondent answers the question twice, first at answers[2].question.", "a"),
        ("answers[4]", "the key “question” is missing.", None),
        ("answers[5].group", "the key of a group has letters, digits, “.”, “-” and “_” only.", "the mayor!"),
        ("answers[6].coment", UNKNOWN_KEY, "coment"),
        ("answers[7]", MAPPING_NEEDED, "b=4"),
        ("agreed[1].question", "this question is agreed twice.", "c"),
        ("municipality.kind", "the framework knows no such kind of municipality.", "village"),
    ]


def test_a_fault_names_what_is_possible() -> None:
    with pytest.raises(FaultyInput) as faulty:
        sheet_from_json({"answers": [{"question": "c", "value": "maybe"}]}, MADE, "x.json")
    assert faulty.value.faults[0].sentence() == (
        f"x.json, answers[0].value: {NO_OPTION} Found: “maybe”. Possible: no, yes, dk, na."
    )


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ([], ("", MAPPING_NEEDED, "[…]")),
        ("answers", ("", MAPPING_NEEDED, "answers")),
        (3, ("", MAPPING_NEEDED, "3")),
        ({}, ("", "the key “answers” is missing.", None)),
        ({"answers": {}}, ("answers", LIST_NEEDED, "{…}")),
        ({"answers": "a"}, ("answers", LIST_NEEDED, "a")),
        ({"answers": [[]]}, ("answers[0]", MAPPING_NEEDED, "[…]")),
        ({"answers": [{"question": "a"}]}, ("answers[0]", "the key “value” is missing.", None)),
        ({"answers": [], "agreed": 3}, ("agreed", LIST_NEEDED, "3")),
        ({"answers": [], "agreed": [{"question": "a", "value": 4}]}, ("agreed[0].value", NO_OPTION, "4")),
        ({"answers": [], "comments": []}, ("comments", UNKNOWN_KEY, "comments")),
        ({"answers": [], "municipality": {"member": []}}, ("municipality.member", UNKNOWN_KEY, "member")),
        ({"answers": [], "municipality": {"members": "x"}}, ("municipality.members", LIST_NEEDED, "x")),
        ({"answers": [], "municipality": {"members": [1]}}, ("municipality.members[0]", MAPPING_NEEDED, "1")),
        ({"answers": [], "municipality": {"name": 3}}, ("municipality.name", TEXT_NEEDED, "3")),
        (
            {"answers": [], "municipality": {"members": [{"key": "12"}, {"key": "1"}]}},
            ("municipality.members[1].key", "an official key has 2, 3, 5, 8, 9 or 12 digits (AGS or ARS).", "1"),
        ),
        (
            {"answers": [], "municipality": {"kind": ["town"]}},
            ("municipality.kind", "the framework knows no such kind of municipality.", "[…]"),
        ),
        ({"answers": [], "date": 2026}, ("date", TEXT_NEEDED, "2026")),
        ({"answers": [], "notice": ["x"]}, ("notice", TEXT_NEEDED, "[…]")),
        ({"answers": [], "framework": {}}, ("framework", TEXT_NEEDED, "{…}")),
        ({"answers": [], "groups": []}, ("groups", MAPPING_NEEDED, "[…]")),
        ({"answers": [], "groups": {"x": 3}}, ("groups.x", TEXT_NEEDED, "3")),
        ({"answers": [{"question": ["a"], "value": "4"}]}, ("answers[0].question", NO_QUESTION, "[…]")),
        ({"answers": [{"question": {"a": 1}, "value": "4"}]}, ("answers[0].question", NO_QUESTION, "{…}")),
        ({"answers": [{"question": 1, "value": "4"}]}, ("answers[0].question", NO_QUESTION, "1")),
        (one_answer(value=4), ("answers[0].value", NO_OPTION, "4")),
        (one_answer(value=["4"]), ("answers[0].value", NO_OPTION, "[…]")),
        (one_answer(value=True), ("answers[0].value", NO_OPTION, "True")),
        (one_answer(value=" 4"), ("answers[0].value", NO_OPTION, " 4")),
        (one_answer(value=""), ("answers[0].value", NO_OPTION, "")),
        (one_answer(respondent=True), ("answers[0].respondent", TEXT_NEEDED, "True")),
        (one_answer(respondent=1.5), ("answers[0].respondent", TEXT_NEEDED, "1.5")),
        (one_answer(respondent=[]), ("answers[0].respondent", TEXT_NEEDED, "[…]")),
        (one_answer(group={}), ("answers[0].group", TEXT_NEEDED, "{…}")),
        (one_answer(comment=["x"]), ("answers[0].comment", TEXT_NEEDED, "[…]")),
        (
            one_answer(comment="a\x00b"),
            ("answers[0].comment", "the text holds a character that cannot be shown.", r"'a\x00b'"),
        ),
        (
            one_answer(comment="\ud800"),
            ("answers[0].comment", "the text holds a character that cannot be shown.", r"'\ud800'"),
        ),
        (
            one_answer(comment="x" * 10_001),
            ("answers[0].comment", "the text has 10001 characters; 10000 are possible.", None),
        ),
        (one_answer(evidence={"rumour": "x"}), ("answers[0].evidence", "there is no such kind of evidence.", "rumour")),
        (one_answer(evidence={"data": 3}), ("answers[0].evidence", TEXT_NEEDED, "3")),
        (
            one_answer(evidence=[]),
            ("answers[0].evidence", "a text, or texts by kind of evidence, are needed here.", "[…]"),
        ),
    ],
)
def test_a_wrong_type_or_value_is_one_fault_with_its_place(value: object, fault: tuple[str, str, str | None]) -> None:
    assert faults_of(value) == [fault]


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (None, ("", MAPPING_NEEDED, "null")),
        ({"answers": [None]}, ("answers[0]", MAPPING_NEEDED, "null")),
        ({"answers": [], "municipality": None}, ("municipality", MAPPING_NEEDED, "null")),
        ({"answers": [{"question": None, "value": "4"}]}, ("answers[0].question", NO_QUESTION, "null")),
        (one_answer(value=None), ("answers[0].value", NO_OPTION, "null")),
    ],
)
def test_a_null_is_shown_as_null(value: object, fault: tuple[str, str, str | None]) -> None:
    assert faults_of(value) == [fault]


def test_two_answers_without_a_name_to_one_question_need_names() -> None:
    value = {"answers": [{"question": "a", "value": "4"}, {"question": "a", "value": "4", "respondent": " "}]}
    assert faults_of(value) == [
        (
            "answers[1].question",
            "this question is answered twice without a respondent, first at answers[0].question. "
            "Several people need a respondent each.",
            "a",
        )
    ]


def test_a_number_and_the_same_in_words_are_one_respondent() -> None:
    value = {
        "answers": [
            {"question": "a", "value": "4", "respondent": 7},
            {"question": "a", "value": "4", "respondent": "7"},
        ]
    }
    assert len(faults_of(value)) == 1


def test_what_is_absent_may_be_null_or_empty() -> None:
    empty = dict.fromkeys(("respondent", "group", "comment", "evidence"))
    blank = dict.fromkeys(("respondent", "group", "comment", "evidence"), "")
    plain = AnswerSheet((Answer("a", "4"),))
    assert sheet_from_json(one_answer(**empty), MADE, "x") == plain
    assert sheet_from_json(one_answer(**blank), MADE, "x") == plain


FULL = AnswerSheet(
    answers=(
        Answer("a", "4", "ann", "head", "Beschluss „2026/4“", {"document": "minutes"}),
        Answer("a", "dk", "bob", "social"),
        Answer("c", "na", None, None, "", {"document": "plan", "data": "12 %"}),
    ),
    agreed={"c": Agreed("c", "yes", "agreed on 3 May"), "a": Agreed("a", "3")},
    municipality=Municipality(
        "Donnersbergkreis",
        "07333",
        "county",
        "wappen.svg",
        (Municipality("Winnweiler", "07 333 502", "town"), Municipality("Eisenberg")),
    ),
    framework="sample@1.0",
    date="2026-11-22",
    notice="Invented answers.",
    groups={"head": "Leitung", "social": "Soziales"},
)


@pytest.mark.parametrize("given", [FULL, AnswerSheet(()), AnswerSheet((Answer("a", "0"),), groups={"x": ""})])
def test_a_round_trip_loses_nothing(given: AnswerSheet) -> None:
    text = json.dumps(sheet_as_json(given))
    assert sheet_from_json(parse_json(text, "x.json"), MADE, "x.json") == given


def test_evidence_without_a_kind_survives_the_round_trip() -> None:
    given = sheet_from_json(one_answer(evidence="minutes"), MADE, "x.json")
    assert sheet_from_json(sheet_as_json(given), MADE, "x.json") == given


def test_what_is_not_known_is_not_written() -> None:
    assert sheet_as_json(AnswerSheet((Answer("a", "0"),))) == {"answers": [{"question": "a", "value": "0"}]}


@pytest.mark.parametrize(
    "value", [{"answers": None}, {"answers": [], "agreed": None}, {"answers": [], "municipality": {"members": {}}}]
)
def test_nothing_is_no_list(value: object) -> None:
    assert [sentence for _, sentence, _ in faults_of(value)] == [LIST_NEEDED]


def parse_fault(text: str) -> tuple[str, str | None, str | None]:
    with pytest.raises(FaultyInput) as faulty:
        parse_json(text, "x.json")
    (fault,) = faulty.value.faults
    return str(fault.message), str(fault.place) if fault.place else None, fault.found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ("the file is not valid JSON here.", "line 1", None)),
        ('{"answers": [],\n\n}', ("the file is not valid JSON here.", "line 3", None)),
        ('{"answers": []}\nx', ("the file is not valid JSON here.", "line 2", "x")),
        ('{"date": "a\nb"}', ("the file is not valid JSON here.", "line 1", '{"date": "a')),
        ('{"a": NaN}', ("this is not a number that JSON knows.", None, "NaN")),
        ('{"a": -Infinity}', ("this is not a number that JSON knows.", None, "-Infinity")),
        ('{"a": 1, "b": 2, "a": 1}', ("a key stands twice in the same place.", None, "a")),
        ('{"x": [{"q": 1, "q": 2}]}', ("a key stands twice in the same place.", None, "q")),
        ("[" * 100_000, ("the file is nested too deeply.", None, None)),
        ('{"a":' * 100_000, ("the file is nested too deeply.", None, None)),
    ],
)
def test_a_text_that_is_not_json_is_one_fault(text: str, fault: tuple[str, str | None, str | None]) -> None:
    found = parse_fault(text)
    assert found[:2] == fault[:2]
    assert fault[2] is None or found[2] == fault[2]


def test_a_number_of_many_digits_is_a_fault_and_no_crash() -> None:
    with pytest.raises(FaultyInput):
        sheet_from_json(parse_json('{"answers": [{"question": "a", "value": ' + "9" * 5000 + "}]}", "x"), MADE, "x")


@pytest.mark.parametrize(
    "value",
    [
        {"answers": [{"question": "\ud800", "value": "4"}]},
        {"answers": [{"question": "a", "value": "\udfff"}]},
        {"answers": [{"question": "a", "value": "4", "group": "\ud800"}]},
        {"answers": [], "\ud800": 1},
    ],
)
def test_a_fault_about_half_a_character_can_be_printed(value: object) -> None:
    with pytest.raises(FaultyInput) as faulty:
        sheet_from_json(value, MADE, "x.json")
    for fault in faulty.value.faults:
        assert fault.sentence().encode("utf-8")


def test_towns_within_towns_without_end_are_a_fault_and_no_crash() -> None:
    municipality: dict[str, object] = {"name": "innermost"}
    for _ in range(3000):
        municipality = {"members": [municipality]}
    with pytest.raises(FaultyInput):
        sheet_from_json({"answers": [], "municipality": municipality}, MADE, "x.json")


def test_a_sheet_may_name_its_schema_and_write_days_in_german() -> None:
    sheet = sheet_from_json({"$schema": "answers.schema.json", "date": "5.3.2026", "answers": []}, MADE, "x.json")

    assert sheet.date == "2026-03-05"


@pytest.mark.parametrize("written", ["gestern", "2026-02-30", "31.02.2026", "5/3/2026"])
def test_what_is_no_day_is_a_fault(written: str) -> None:
    assert faults_of({"date": written, "answers": []}) == [("date", "this is no day.", written)]
