"""Every scoring rule against results derived by hand, with bounds and coverage."""

from fractions import Fraction

import pytest
from tests.selfcheck.building import evaluated, framework

from selfcheck import Evaluation, Framework, PartResult

GOALS = """
    - key: f
      goals:
        - {key: x, questions: [{key: a}, {key: b}, {key: c}]}
        - {key: y, questions: [{key: d}]}
"""


def numbers(part: PartResult | None) -> tuple[str, str, str]:
    """Score, low and high as fractions."""
    assert part is not None
    return str(part.score), str(part.low), str(part.high)


def of_field(rule: str, answers: str, fields: str = GOALS) -> tuple[str, str, str]:
    made = framework(fields, scoring=f"{{goal: mean_of_questions, field: {rule}, total: none}}")
    return numbers(evaluated(made, answers).fields[0])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # x = (4 + 2 + 0)/12 = 1/2, y = 3/4.
        ("mean_of_parts", "5/8"),
        # (4 + 2 + 0 + 3)/16.
        ("mean_of_questions", "9/16"),
        ("points", "9/16"),
        ("weakest_part", "1/2"),
    ],
)
def test_a_field_by_each_rule(rule: str, expected: str) -> None:
    assert of_field(rule, "a=4 b=2 c=0 d=3") == (expected, expected, expected)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # x = 4/4 of one, worst (1+0+0)/3 = 1/3, best 1; y open: 0 to 1. Low (1/3 + 0)/2, high (1 + 1)/2.
        ("mean_of_parts", ("1", "1/6", "1")),
        # One of four answered: worst 1/4, best 4/4.
        ("mean_of_questions", ("1", "1/4", "1")),
        ("points", ("1", "1/4", "1")),
        ("weakest_part", ("1", "0", "1")),
    ],
)
def test_open_questions_widen_the_bounds_and_leave_the_score(rule: str, expected: tuple[str, str, str]) -> None:
    assert of_field(rule, "a=4 b=dk") == expected


def test_the_weakest_part_is_bounded_by_what_is_known_to_be_weak() -> None:
    # x is 1/4 and complete; y is open and can only be weaker, or better than that.
    assert of_field("weakest_part", "a=1 b=1 c=1") == ("1/4", "0", "1/4")


def test_what_does_not_apply_leaves_the_denominator() -> None:
    assert of_field("mean_of_questions", "a=4 b=na c=na d=2") == ("3/4", "3/4", "3/4")
    assert of_field("mean_of_parts", "a=na b=na c=na d=2") == ("1/2", "1/2", "1/2")
    assert of_field("weakest_part", "a=na b=na c=na d=2") == ("1/2", "1/2", "1/2")


def test_a_part_where_nothing_applies_has_no_score_and_no_bounds() -> None:
    part = evaluated(framework(GOALS), "a=na b=na c=na d=2").fields[0].goals[0]
    assert numbers(part) == ("None", "None", "None")
    assert (part.is_asked, part.coverage, part.counts.not_applicable) == (False, Fraction(1), 3)


def test_a_part_where_nothing_is_answered_implies_nothing() -> None:
    part = evaluated(framework(GOALS), "a=dk d=2").fields[0].goals[0]
    assert numbers(part) == ("None", "None", "None")
    assert (part.is_asked, part.coverage, part.counts.not_known, part.counts.unanswered) == (True, Fraction(0), 1, 2)


WEIGHTED = """
    - key: f
      weight: 3
      goals:
        - {key: x, weight: 2, questions: [{key: a, weight: 3}, {key: b, weight: 0.5}]}
        - {key: y, questions: [{key: c, weight: 1/3}]}
    - {key: g, questions: [{key: d}]}
"""


@pytest.mark.parametrize(
    ("rule", "field", "total"),
    [
        # x = (3·1 + ½·½)/3½ = 13/14, y = 1/4, f = (2·13/14 + ¼)/3 = 59/84; total = (3·59/84 + 0)/4.
        ("mean_of_parts", "59/84", "59/112"),
        # f = (3 + ¼ + 1/12)/(3 + ½ + 1/3) = (40/12)/(46/12); total adds d with weight 1: (40/12)/(58/12).
        ("mean_of_questions", "20/23", "20/29"),
        # All scales reach to 4, so points weigh the same as questions do.
        ("points", "20/23", "20/29"),
        # Weights do not enter a minimum.
        ("weakest_part", "1/4", "0"),
    ],
)
def test_weights_of_questions_goals_and_fields(rule: str, field: str, total: str) -> None:
    made = framework(WEIGHTED, scoring=f"{{goal: mean_of_questions, field: {rule}, total: {rule}}}")
    result = evaluated(made, "a=4 b=2 c=1 d=0")
    assert str(result.fields[0].score) == field
    assert result.total is not None
    assert str(result.total.score) == total


POINTS_SCALES = """
    ten: {options: [{key: none, points: 0}, {key: half, points: 5}, {key: all, points: 10}, {key: na, means: not_applicable}]}
    two: {options: [{key: "no", points: 0}, {key: "yes", points: 2}]}
"""  # noqa: E501


@pytest.mark.parametrize(
    ("answers", "score", "low", "high"),
    [
        # (5 + 2)/(10 + 2)
        ("a=half b=yes", "7/12", "7/12", "7/12"),
        # 2 of 2 reached; worst 2 of 12, best 12 of 12
        ("b=yes", "1", "1/6", "1"),
        ("a=half", "1/2", "5/12", "7/12"),
        ("a=na b=yes", "1", "1", "1"),
        ("a=none b=no", "0", "0", "0"),
    ],
)
def test_points_reached_are_divided_by_points_possible(answers: str, score: str, low: str, high: str) -> None:
    made = framework(
        "[{key: f, questions: [{key: a, scale: ten}, {key: b, scale: two}]}]",
        scales=POINTS_SCALES,
        default_scale=None,
        scoring="{field: points, total: none}",
    )
    assert numbers(evaluated(made, answers).fields[0]) == (score, low, high)


def test_mean_of_questions_does_not_care_for_the_length_of_a_scale() -> None:
    made = framework(
        "[{key: f, questions: [{key: a, scale: ten}, {key: b, scale: two}]}]",
        scales=POINTS_SCALES,
        default_scale=None,
        scoring="{field: mean_of_questions, total: none}",
    )
    assert evaluated(made, "a=half b=yes").fields[0].score == Fraction(3, 4)


def test_points_that_do_not_begin_at_nothing_are_spread_from_worst_to_best() -> None:
    scales = "{s: {options: [{key: a, points: 1}, {key: b, points: 2}, {key: c, points: 5}]}}"
    made = framework("[{key: f, questions: [{key: q}]}]", scales=scales, default_scale="s")
    scores = [str(evaluated(made, f"q={key}").fields[0].score) for key in "abc"]
    assert scores == ["0", "1/4", "1"]


def test_a_question_of_no_weight_enters_nothing() -> None:
    made = framework("[{key: f, questions: [{key: a}, {key: b, weight: 0}]}]")
    part = evaluated(made, "a=3 b=0").fields[0]
    assert numbers(part) == ("3/4", "3/4", "3/4")
    assert (part.counts.answered, part.coverage, len(part.trace.terms)) == (1, Fraction(1), 1)
    assert evaluated(made, "a=3 b=0").questions["b"].value == 0


def test_the_goal_may_be_its_weakest_question() -> None:
    made = framework(GOALS, scoring="{goal: weakest_part, field: mean_of_parts, total: none}")
    field = evaluated(made, "a=4 b=1 c=dk d=4").fields[0]
    assert numbers(field.goals[0]) == ("1/4", "0", "1/4")
    assert numbers(field) == ("5/8", "1/2", "5/8")


def test_coverage_is_answered_among_applicable() -> None:
    result = evaluated(framework(GOALS), "a=4 b=dk c=na")
    assert result.fields[0].coverage == Fraction(1, 3)
    assert result.fields[0].counts[:4] == (1, 1, 1, 1)
    assert result.counts == result.fields[0].counts


TWO_FIELDS = """
    - {key: f, questions: [{key: a}, {key: b}]}
    - {key: g, weight: 2, questions: [{key: c}]}
    - {key: h, questions: [{key: d}]}
"""
COMPOSITES = """
    - {key: fg, rule: mean_of_parts, fields: [f, g]}
    - {key: flat, rule: mean_of_questions, fields: [f, g]}
    - {key: weak, rule: weakest_part, fields: [h, f]}
"""


def composites(made: Framework, answers: str) -> dict[str, tuple[str, str, str]]:
    return {part.key: numbers(part) for part in evaluated(made, answers).composites}


def test_composites_are_made_of_some_fields() -> None:
    made = framework(TWO_FIELDS, composites=COMPOSITES)
    # f = (4 + 2)/8 = 3/4, g = 1, h = 1/4.
    assert composites(made, "a=4 b=2 c=4 d=1") == {
        "fg": ("11/12", "11/12", "11/12"),
        "flat": ("5/6", "5/6", "5/6"),
        "weak": ("1/4", "1/4", "1/4"),
    }
    assert composites(made, "a=4") == {
        "fg": ("1", "1/6", "1"),
        "flat": ("1", "1/3", "1"),
        "weak": ("1", "0", "1"),
    }


def test_a_profile_has_no_total() -> None:
    made = framework(scoring="{field: mean_of_parts, total: none}")
    assert evaluated(made, "a=4 b=4").total is None


def test_a_total_with_levels_and_no_rule_counts_without_a_score() -> None:
    made = framework(
        scoring="{field: mean_of_parts, total: none}", levels="{total: [{key: base}, {key: more, met_from: 1}]}"
    )
    total = evaluated(made, "a=4").total
    assert numbers(total) == ("None", "None", "None")
    assert total is not None
    assert (total.coverage, total.trace.rule, total.trace.terms) == (Fraction(1, 2), "none", ())


def recomputed(part: PartResult) -> Fraction | None:
    """The score from the trace alone."""
    if not part.trace.terms:
        return None
    if part.trace.rule == "weakest_part":
        return min(term.value for term in part.trace.terms)
    weights = sum((term.weight for term in part.trace.terms), Fraction(0))
    return sum((term.weight * term.value for term in part.trace.terms), Fraction(0)) / weights


def every_part(result: Evaluation) -> list[PartResult]:
    return [*result.parts.values(), *([result.total] if result.total else [])]


@pytest.mark.parametrize("rule", ["mean_of_parts", "mean_of_questions", "points", "weakest_part"])
def test_every_score_follows_from_its_trace(rule: str) -> None:
    made = framework(WEIGHTED, scoring=f"{{goal: mean_of_questions, field: {rule}, total: {rule}}}")
    for answers in ("a=4 b=2 c=1 d=0", "a=3 c=dk d=1", "b=na d=2", ""):
        for part in every_part(evaluated(made, answers)):
            assert recomputed(part) == part.score


def test_the_shipped_example_follows_from_its_traces(example_evaluation: Evaluation) -> None:
    scores = {part.key: part.score for part in every_part(example_evaluation)}
    assert {part.key: recomputed(part) for part in every_part(example_evaluation)} == scores
