"""Comparison with an earlier evaluation: over the common questions, and refused in a plain sentence otherwise."""

import dataclasses
from collections.abc import Callable
from fractions import Fraction

import pytest
from tests.selfcheck.building import HEAD, as_json, evaluated, framework, sheet

from selfcheck import (
    Change,
    Evaluation,
    Framework,
    Municipality,
    Refusal,
    compare,
    evaluate,
    sheet_from_json,
    sheet_of_evaluation,
)

FIELDS = """
    - key: f
      goals:
        - {key: x, questions: [{key: a}, {key: b}]}
        - {key: y, questions: [{key: c}]}
    - {key: g, questions: [{key: d}]}
"""
OLD = framework(FIELDS)


def newer(fields: str = FIELDS, *, renamed: str = "{}", changed: str = "", **sections: str) -> Framework:
    """Version 2.0 of the sample, which says what it has in common with 1.0."""
    also = f", changed: [{changed}]" if changed else ""
    earlier = f'[{{version: "1.0", renamed: {renamed}{also}}}]'
    return framework(fields, version='"2.0"', earlier_versions=earlier, **sections)


def test_two_evaluations_of_one_version() -> None:
    then = evaluate(OLD, dataclasses.replace(sheet("a=0 b=2 c=4 d=1"), date="2024-05-01"))
    found = compare(evaluated(OLD, "a=2 b=4 c=3 d=1"), then)
    assert (found.earlier, found.earlier_date, found.equivalent) == ("sample@1.0", "2024-05-01", 4)
    assert found.compared == ("a", "b", "c", "d")
    assert (found.new, found.dropped, found.changed) == ((), (), ())
    # x from 1/4 to 3/4, y from 1 to 3/4, so f from 5/8 to 3/4; total with g at 1/4 both times.
    assert found.goals == {
        "x": Change("x", 2, Fraction(1, 4), Fraction(3, 4)),
        "y": Change("y", 1, Fraction(1), Fraction(3, 4)),
    }
    assert found.fields == (
        Change("f", 3, Fraction(5, 8), Fraction(3, 4)),
        Change("g", 1, Fraction(1, 4), Fraction(1, 4)),
    )
    assert found.total == Change("", 4, Fraction(7, 16), Fraction(1, 2))
    assert [change.difference for change in found.fields] == [Fraction(1, 8), 0]


def test_only_questions_answered_both_times_enter() -> None:
    found = compare(evaluated(OLD, "a=4 b=4 c=dk d=4"), evaluated(OLD, "a=0 c=4 d=na"))
    assert (found.equivalent, found.compared) == (4, ("a",))
    assert found.goals == {"x": Change("x", 1, Fraction(0), Fraction(1)), "y": Change("y", 0, None, None)}
    assert found.fields == (Change("f", 1, Fraction(0), Fraction(1)), Change("g", 0, None, None))
    assert found.fields[1].difference is None


def test_a_renamed_question_is_the_same_one() -> None:
    made = newer(FIELDS.replace("{key: b}", "{key: b-new}"), renamed="{b-new: b}")
    found = compare(evaluated(made, "b-new=4 d=4"), evaluated(OLD, "b=1 d=4"))
    assert (found.equivalent, found.compared, found.new, found.dropped) == (4, ("b-new", "d"), (), ())
    assert found.goals["x"] == Change("x", 1, Fraction(1, 4), Fraction(1))


def test_questions_can_swap_their_keys() -> None:
    made = newer(renamed="{a: b, b: a}")
    found = compare(evaluated(made, "a=4 b=0"), evaluated(OLD, "a=0 b=4"))
    assert found.goals["x"] == Change("x", 2, Fraction(1, 2), Fraction(1, 2))


def test_a_key_that_was_given_away_is_a_new_question() -> None:
    made = newer(FIELDS.replace("{key: b}", "{key: b}, {key: e}"), renamed="{e: a}")
    found = compare(evaluated(made, "a=0 b=4 e=4"), evaluated(OLD, "a=4 b=4"))
    assert (found.compared, found.new, found.equivalent) == (("b", "e"), ("a",), 4)


def test_a_changed_question_is_left_out_and_named() -> None:
    found = compare(evaluated(newer(changed="a"), "a=4 b=4"), evaluated(OLD, "a=0 b=4"))
    assert (found.equivalent, found.compared, found.changed) == (3, ("b",), ("a",))
    assert (found.new, found.dropped) == ((), ())


def test_a_renamed_and_changed_question_is_neither_new_nor_dropped() -> None:
    made = newer(FIELDS.replace("{key: a}", "{key: a-new}"), renamed="{a-new: a}", changed="a-new")
    found = compare(evaluated(made, "b=4"), evaluated(OLD, "b=4"))
    assert (found.changed, found.new, found.dropped) == (("a-new",), (), ())


@pytest.mark.parametrize(
    "scale",
    [
        '{key: "0", points: 0}, {key: "4", points: 4}',
        '{key: "0", points: 0}, {key: "1", points: 1}, {key: "2", points: 2}, {key: "4", points: 4}',
        '{key: "0", points: 0}, {key: "4", points: 5}',
    ],
)
def test_a_question_on_another_scale_is_a_changed_one(scale: str) -> None:
    scales = HEAD["scales"] + f"\n        other: {{options: [{scale}]}}\n"
    made = newer(FIELDS.replace("{key: a}", "{key: a, scale: other}"), scales=scales)
    found = compare(evaluated(made, "a=4 b=4"), evaluated(OLD, "a=4 b=4"))
    assert (found.equivalent, found.changed, found.compared) == (3, ("a",), ("b",))


def test_a_scale_with_another_way_not_to_answer_is_the_same_scale() -> None:
    scales = HEAD["scales"].replace("{key: dk, means: not_known}", "{key: unsure, means: not_known}")
    found = compare(evaluated(newer(scales=scales), "a=4"), evaluated(OLD, "a=4"))
    assert (found.equivalent, found.changed, found.compared) == (4, (), ("a",))


def test_new_and_dropped_questions_are_named() -> None:
    made = newer(FIELDS.replace("{key: c}", "{key: e}").replace("{key: d}", "{key: d}, {key: h}"))
    found = compare(evaluated(made, "a=4 e=4 h=0"), evaluated(OLD, "a=4 c=4"))
    assert (found.equivalent, found.new, found.dropped) == (3, ("e", "h"), ("c",))


def test_both_times_the_rules_of_the_later_version_apply() -> None:
    made = newer(FIELDS.replace("{key: b}", "{key: b, weight: 3}"))
    found = compare(evaluated(made, "a=0 b=4"), evaluated(OLD, "a=0 b=4"))
    assert found.goals["x"] == Change("x", 2, Fraction(3, 4), Fraction(3, 4))


def test_a_question_that_moved_is_compared_where_it_is_now() -> None:
    made = newer(
        """
        - {key: f, questions: [{key: a}]}
        - {key: g, questions: [{key: b}, {key: c}, {key: d}]}
        """
    )
    found = compare(evaluated(made, "a=4 b=4 d=0"), evaluated(OLD, "a=0 b=0 d=0"))
    assert found.fields == (Change("f", 1, Fraction(0), Fraction(1)), Change("g", 2, Fraction(0), Fraction(1, 2)))


def test_a_profile_has_no_change_of_the_whole() -> None:
    made = framework(FIELDS, scoring="{goal: mean_of_questions, field: mean_of_parts, total: none}")
    assert compare(evaluated(made, "a=4"), evaluated(made, "a=0")).total is None


def of(name: str, key: str) -> Evaluation:
    return evaluate(OLD, dataclasses.replace(sheet("a=4"), municipality=Municipality(name=name, key=key)))


LATER = newer()
REFUSED: dict[str, tuple[Callable[[], tuple[Evaluation, Evaluation]], str]] = {
    "another instrument": (
        lambda: (evaluated(OLD, "a=4"), evaluated(framework(FIELDS, id="other"), "a=4")),
        "sample@1.0 and other@1.0 are different instruments and cannot be compared.",
    ),
    "unknown version": (
        lambda: (evaluated(framework(FIELDS, version='"3.0"'), "a=4"), evaluated(OLD, "a=4")),
        "sample@3.0 does not say which of its questions sample@1.0 had too, so the two cannot be compared.",
    ),
    "the wrong way round": (
        lambda: (evaluated(OLD, "a=4"), evaluated(LATER, "a=4")),
        "sample@2.0 is the later version: compare it with sample@1.0, not the other way round.",
    ),
    "another municipality": (
        lambda: (of("Winnweiler", "07333502"), of("Eisenberg", "07333501")),
        "The answers belong to different municipalities (Winnweiler 07333502 and Eisenberg 07333501) "
        "and cannot be compared.",
    ),
    "nothing in common": (
        lambda: (evaluated(OLD, "a=4 c=dk"), evaluated(OLD, "b=4 c=4")),
        "The two cannot be compared: no question was answered both times.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_comparison_that_is_not_allowed_is_refused_in_a_sentence(case: str) -> None:
    pair, sentence = REFUSED[case]
    with pytest.raises(Refusal) as refusal:
        compare(*pair())
    assert refusal.value.reason.in_language("en") == sentence


def test_spaces_in_an_official_key_and_a_missing_one_do_not_matter() -> None:
    assert compare(of("A", "07 333 502"), of("B", "07333502")).compared == ("a",)
    assert compare(of("A", "07333502"), of("B", "")).compared == ("a",)


def test_an_evaluation_that_was_written_can_be_compared_with() -> None:
    then, now = evaluated(OLD, "a=0 b=dk c=4 d=na"), evaluated(OLD, "a=2 b=4 c=4 d=4")
    written = sheet_of_evaluation(as_json(then))
    read = evaluate(OLD, sheet_from_json(written, OLD, "earlier.json"))
    assert compare(now, read) == compare(now, then)
