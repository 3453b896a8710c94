"""Several people send a file each: nothing is lost, and every contradiction is told."""

import pytest

from selfcheck import Agreed, Answer, AnswerSheet, FaultyInput, Municipality, merge_sheets

YOUTH = AnswerSheet(
    (Answer("a", "1", group="youth"), Answer("b", "2", group="youth", comment="since May")),
    municipality=Municipality(kind="town"),
    date="2026-10-01",
    notice="invented",
)
HEALTH = AnswerSheet(
    (Answer("a", "3", "Health office"),),
    {"a": Agreed("a", "2", "meeting of 3 November")},
    Municipality(name="Beispielstadt", key="07333"),
    date="2026-11-05",
    notice="invented",
    groups={"youth": "Youth office"},
)


def test_one_sheet_stays_as_it_is() -> None:
    assert merge_sheets([("youth.xlsx", YOUTH)]) is YOUTH


def test_answers_of_all_stand_in_one_sheet_and_files_name_whoever_gave_no_name() -> None:
    merged = merge_sheets([("youth.xlsx", YOUTH), ("health.ods", HEALTH)])

    assert merged == AnswerSheet(
        (
            Answer("a", "1", "youth.xlsx", "youth"),
            Answer("b", "2", "youth.xlsx", "youth", "since May"),
            Answer("a", "3", "Health office"),
        ),
        {"a": Agreed("a", "2", "meeting of 3 November")},
        Municipality(name="Beispielstadt", key="07333", kind="town"),
        date="2026-11-05",
        notice="invented",
        groups={"youth": "Youth office"},
    )


def test_the_order_of_files_does_not_change_who_answered_what() -> None:
    one = merge_sheets([("youth.xlsx", YOUTH), ("health.ods", HEALTH)])
    other = merge_sheets([("health.ods", HEALTH), ("youth.xlsx", YOUTH)])

    assert set(map(repr, one.answers)) == set(map(repr, other.answers))
    assert (one.agreed, one.municipality, one.date) == (other.agreed, other.municipality, other.date)


def test_every_contradiction_is_told_at_once() -> None:
    other = AnswerSheet(
        (Answer("a", "4", "Health office"), Answer("b", "0", "Health office")),
        {"a": Agreed("a", "3")},
        Municipality(key="07334", kind="county"),
    )

    with pytest.raises(FaultyInput) as refused:
        merge_sheets([("youth.xlsx", YOUTH), ("health.ods", HEALTH), ("again.json", other)])

    assert [fault.sentence() for fault in refused.value.faults] == [
        "again.json, a: the same respondent answers this question in health.ods too. Found: “Health office”.",
        "again.json, a: health.ods says another agreed answer. Found: “3”. Possible: 2.",
        "again.json, municipality.key: the files belong to different municipalities. Found: “07334”. Possible: 07333.",
        "again.json, municipality.kind: the files name different kinds of municipality. "
        "Found: “county”. Possible: town.",
    ]


def test_reasons_of_the_same_agreed_answer_are_kept() -> None:
    one, other = (AnswerSheet((), {"a": Agreed("a", "2", reason)}) for reason in ("first", "second"))

    assert merge_sheets([("one.json", one), ("other.json", other)]).agreed == {"a": Agreed("a", "2", "first\nsecond")}


def test_the_same_place_may_be_written_in_several_ways() -> None:
    keys = ("07333004", "073330039004", "07 333 004")
    sheets = [
        (f"{number}.json", AnswerSheet((), municipality=Municipality(key=key))) for number, key in enumerate(keys)
    ]

    assert merge_sheets(sheets).municipality.key == "07333004"


def test_other_names_without_a_key_are_a_contradiction() -> None:
    sheets = [(name, AnswerSheet((), municipality=Municipality(name=name))) for name in ("Eisenberg", "Winnweiler")]

    with pytest.raises(FaultyInput) as refused:
        merge_sheets(sheets)

    assert [fault.key for fault in refused.value.faults] == ["municipality.name"]
