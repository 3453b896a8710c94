"""What a workshop should discuss, and why."""

from fractions import Fraction

import pytest
from tests.selfcheck.building import BANDS, evaluated, framework, voices_sheets

from selfcheck import (
    AnswerSheet,
    Change,
    Comparison,
    Evaluation,
    Municipality,
    Proposal,
    Reason,
    ReasonKind,
    Topic,
    evaluate,
    proposal,
)

LEVELS = f"{{fields: {BANDS}, goals: as_fields}}"
FIELDS = """
    - key: f
      goals:
        - {key: x, questions: [{key: a}, {key: b}]}
        - {key: y, questions: [{key: c}, {key: d}]}
    - {key: g, questions: [{key: k}, {key: l}]}
    - {key: h, questions: [{key: m}, {key: n, weight: 0}]}
"""
RULES = "{disagreement_below: 0.3, group_gap_from: 30, not_known_from: 30}"
TREE = framework(FIELDS, levels=LEVELS, findings=RULES)
PLAIN = framework(FIELDS)
HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


def keys(found: Proposal) -> list[str]:
    return [topic.key for topic in found.fields]


def changed(**differences: tuple[int, int]) -> Comparison:
    changes = tuple(Change(key, 1, Fraction(then, 100), Fraction(now, 100)) for key, (then, now) in differences.items())
    return Comparison("sample@1.0", "2025-01-01", 1, ("a",), changes, {}, None, (), (), ())


def one_field(evaluation: Evaluation, key: str, **options: object) -> Topic:
    found = proposal(evaluation, **options)  # type: ignore[arg-type]
    return next(topic for topic in found.fields if topic.key == key)


def test_the_lowest_field_comes_first_and_says_why() -> None:
    found = proposal(evaluated(TREE, "a=4 b=4 c=3 d=3 k=0 l=1 m=2"), fields=2)
    assert found.fields[0] == Topic(
        "g",
        Fraction(7, 8),
        (Reason(ReasonKind.NEED_FOR_ACTION, Fraction(1, 8)),),
        (
            Topic("k", Fraction(1), (Reason(ReasonKind.NEED_FOR_ACTION, Fraction(0)),)),
            Topic("l", Fraction(3, 4), (Reason(ReasonKind.NEED_FOR_ACTION, QUARTER),)),
        ),
    )
    assert (keys(found), found.fields[1].reasons) == (["g", "h"], (Reason(ReasonKind.POTENTIAL, HALF),))


def test_what_nobody_knows_is_worth_discussing() -> None:
    # g: 1 - 3/4 + 1/2 open = 3/4; h: 1 - 1/2; f: 1 - 3/4.
    found = proposal(evaluated(TREE, "a=3 b=3 c=3 d=3 k=dk l=3 m=2"))
    assert keys(found) == ["g", "h", "f"]
    assert found.fields[0].reasons == (
        Reason(ReasonKind.NOT_KNOWN, HALF, ("k",)),
        Reason(ReasonKind.POTENTIAL, Fraction(3, 4)),
    )
    assert [topic.key for topic in found.fields[0].questions] == ["k"]


def test_what_people_or_departments_see_differently_is_worth_discussing() -> None:
    people = voices_sheets({"m": {"s": "0 0 0 4 4 4"}}, agreed="a=3 b=3 c=3 d=3 k=3 l=3 m=3")
    field = one_field(evaluate(TREE, people), "h")
    assert field.questions[0].reasons == (Reason(ReasonKind.DISAGREEMENT, Fraction(1)),)
    assert field.reasons == (
        Reason(ReasonKind.DISAGREEMENT, Fraction(1), ("m",)),
        Reason(ReasonKind.POTENTIAL, Fraction(3, 4)),
    )
    groups = voices_sheets({"m": {"s": "3 3 3 3 3", "t": "1 1 1 1 1"}}, agreed="m=3")
    assert one_field(evaluate(TREE, groups), "h").questions[0].reasons == (Reason(ReasonKind.DISAGREEMENT, HALF),)
    apart = one_field(evaluated(TREE, "m=4"), "h", departments_apart={"m": Fraction(3, 4)})
    assert apart.reasons == (Reason(ReasonKind.DISAGREEMENT, Fraction(1), ("m",)),)
    assert apart.questions == (Topic("m", Fraction(3, 4), (Reason(ReasonKind.DISAGREEMENT, Fraction(3, 4)),)),)


def test_a_field_that_changed_much_says_so_and_a_fall_makes_it_more_urgent() -> None:
    same = evaluated(TREE, "a=3 b=3 c=3 d=3 k=3 l=3 m=3")
    assert keys(proposal(same)) == ["f", "g", "h"]
    found = proposal(same, comparison=changed(f=(50, 75), g=(80, 75), h=(95, 75)))
    assert keys(found) == ["h", "f", "g"]
    assert found.fields[0].reasons == (
        Reason(ReasonKind.POTENTIAL, Fraction(3, 4)),
        Reason(ReasonKind.CHANGED, Fraction(-1, 5)),
    )
    assert Reason(ReasonKind.CHANGED, QUARTER) in found.fields[1].reasons
    assert [reason.kind for reason in found.fields[2].reasons] == [ReasonKind.POTENTIAL]


def test_one_strength_is_there_to_be_glad_about_if_possible_outside_the_chosen_fields() -> None:
    strong = evaluated(TREE, "a=4 b=4 c=0 d=0 k=3 l=3 m=2")
    found = proposal(strong, fields=1)
    assert keys(found) == ["f"]
    assert found.strength == Topic("g", Fraction(0), (Reason(ReasonKind.STRENGTH, Fraction(3, 4), ("k", "l")),))
    everywhere = proposal(strong)
    assert everywhere.strength is not None
    assert everywhere.strength.key == "g"


def test_without_findings_what_is_best_so_far_is_named_and_with_nothing_done_nothing() -> None:
    weak = proposal(evaluated(PLAIN, "a=1 b=0 k=0 m=1"))
    assert weak.strength is not None
    assert weak.strength.key == "h"
    assert proposal(evaluated(PLAIN, "a=0 k=0 m=0")).strength is None
    assert proposal(evaluated(PLAIN, "")).strength is None


def test_unanswered_fields_are_proposed_and_never_those_unasked_or_without_a_flaw() -> None:
    found = proposal(evaluated(TREE, "a=4 b=4 c=4 d=4 k=0 l=0 m=na"))
    assert keys(found) == ["g"]
    silent = proposal(evaluated(TREE, "k=4 l=4 m=4"))
    assert silent.fields[0].reasons == (Reason(ReasonKind.NOT_KNOWN, Fraction(1), ("a", "b", "c", "d")),)


def test_the_numbers_wanted_are_upper_limits() -> None:
    low = evaluated(TREE, "a=0 b=0 c=0 d=0 k=0 l=0 m=0")
    assert [len(topic.questions) for topic in proposal(low, fields=2, questions=1).fields] == [1, 1]
    assert len(proposal(low, fields=9, questions=9).fields) == 3
    for numbers in ((0, 1), (1, 0)):
        with pytest.raises(ValueError, match="possible"):
            proposal(low, fields=numbers[0], questions=numbers[1])


def test_the_order_of_answers_does_not_matter() -> None:
    answers = "a=1 b=2 c=dk d=0 k=1 l=4 m=2"
    there = proposal(evaluated(TREE, answers))
    back = proposal(evaluated(TREE, " ".join(reversed(answers.split()))))
    assert there == back
    assert proposal(evaluate(TREE, AnswerSheet((), {}, Municipality()))).fields != ()
