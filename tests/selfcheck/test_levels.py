"""Levels: thresholds exactly met, all-of, count, tiers, required answers, minimum coverage, levels at the bounds."""

import pytest
from tests.selfcheck.building import BANDS, evaluated, framework

from selfcheck import Evaluation, Framework, NoLevel, PartResult
from selfcheck.evaluation.model import LevelResult


def total_of(result: Evaluation) -> PartResult:
    assert result.total is not None
    return result.total


def three(level: LevelResult) -> tuple[str | None, str | None, str | None]:
    """The level with those at its bounds."""
    return level.low, level.level, level.high


def total_levels(made: Framework, answers: str) -> tuple[str | None, str | None, str | None]:
    return three(total_of(evaluated(made, answers)).level)


TEN = "{ten: {options: [" + ", ".join(f"{{key: n{n}, points: {n}}}" for n in range(11)) + "]}}"
FINE = framework(
    "[{key: f, questions: [{key: a}]}]",
    scales=TEN,
    default_scale="ten",
    levels=f"{{fields: {BANDS}, goals: as_fields}}",
)


@pytest.mark.parametrize(
    ("points", "level"),
    [(0, "low"), (3, "low"), (4, "mid"), (6, "mid"), (7, "top"), (10, "top")],
)
def test_a_threshold_is_reached_when_it_is_exactly_met(points: int, level: str) -> None:
    assert evaluated(FINE, f"a=n{points}").fields[0].level == LevelResult(level, level, level)


def test_thresholds_are_exact_thirds() -> None:
    made = framework(
        "[{key: f, questions: [{key: a}, {key: b}, {key: c}]}]",
        levels="{fields: [{key: low}, {key: third, score_from: 100/3}]}",
    )
    assert evaluated(made, "a=4 b=0 c=0").fields[0].level.level == "third"


def test_without_a_lowest_level_there_may_be_none() -> None:
    made = framework(levels="{fields: [{key: half, score_from: 50}, {key: most, score_from: 75}]}")
    assert evaluated(made, "a=1 b=2").fields[0].level == LevelResult(None, None, None, NoLevel.NONE_REACHED)
    assert evaluated(made, "a=2 b=2").fields[0].level == LevelResult("half", "half", "half")
    assert evaluated(made, "a=2 b=4").fields[0].level == LevelResult("most", "most", "most")


def test_a_part_without_level_set_has_no_level_and_no_reason() -> None:
    assert evaluated(framework(), "a=4").fields[0].level == LevelResult()


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ("", LevelResult(reason=NoLevel.NOTHING_ANSWERED, missing_answers=3)),
        ("a=dk b=dk c=dk d=dk e=dk", LevelResult(reason=NoLevel.NOTHING_ANSWERED, missing_answers=3)),
        ("a=na b=na c=na d=na e=na", LevelResult(reason=NoLevel.NOTHING_APPLIES)),
        ("a=4 b=4", LevelResult(None, "mid", "top", NoLevel.COVERAGE, 1)),
        ("a=4", LevelResult(None, "low", "top", NoLevel.COVERAGE, 2)),
        ("a=4 b=4 c=4", LevelResult("top", "mid", "top")),
        # Two of four that apply: three are needed (60 % of 4 is 2.4).
        ("a=4 b=4 c=na", LevelResult(None, "mid", "top", NoLevel.COVERAGE, 1)),
        # Two of three that apply: 60 % of 3 is 1.8, so two are enough.
        ("a=4 b=4 c=na d=na", LevelResult("top", "mid", "top")),
    ],
)
def test_under_the_minimum_coverage_there_is_no_level(answers: str, level: LevelResult) -> None:
    made = framework(
        "[{key: f, questions: [{key: a}, {key: b}, {key: c}, {key: d}, {key: e}]}]",
        scoring="{field: mean_of_questions, total: none, minimum_coverage: 60}",
        levels=f"{{fields: {BANDS}}}",
    )
    assert evaluated(made, answers).fields[0].level == level


def test_without_a_minimum_coverage_one_answer_is_still_needed() -> None:
    made = framework(levels=f"{{fields: {BANDS}}}")
    assert evaluated(made, "").fields[0].level == LevelResult(reason=NoLevel.NOTHING_ANSWERED, missing_answers=1)


def test_the_minimum_coverage_is_half_when_nothing_is_said() -> None:
    made = framework(scoring="{field: mean_of_parts, total: none}", levels=f"{{fields: {BANDS}}}")
    assert evaluated(made, "a=4").fields[0].level.level == "top"
    made = framework(
        "[{key: f, questions: [{key: a}, {key: b}, {key: c}]}]",
        scoring="{field: mean_of_parts, total: none}",
        levels=f"{{fields: {BANDS}}}",
    )
    assert evaluated(made, "a=4").fields[0].level.reason is NoLevel.COVERAGE


STANDARD = framework(
    """
    - key: f
      questions:
        - {key: a, scale: yesno, mandatory: true}
        - {key: b, scale: yesno, mandatory: true}
        - {key: c, scale: yesno}
        - {key: d, scale: yesno}
    """,
    scoring="{field: mean_of_questions, total: none, minimum_coverage: 0}",
    levels="""
        total:
          - {key: base}
          - {key: member, met_from: 2}
          - {key: excellent, mandatory: all, met_from: 3}
    """,
)


@pytest.mark.parametrize(
    ("answers", "levels"),
    [
        ("a=yes b=yes c=yes d=no", ("excellent", "excellent", "excellent")),
        ("a=yes b=no c=yes d=yes", ("member", "member", "member")),
        ("a=yes b=yes c=no d=no", ("member", "member", "member")),
        ("a=yes b=no c=no d=no", ("base", "base", "base")),
        ("a=yes b=yes", ("member", "member", "excellent")),
        ("a=yes b=dk c=yes", ("member", "member", "excellent")),
        # A mandatory item that does not apply asks nothing of anybody; it is not met either.
        ("a=na b=yes c=yes d=yes", ("excellent", "excellent", "excellent")),
        ("a=na b=yes c=yes d=no", ("member", "member", "member")),
    ],
)
def test_levels_by_count_with_all_mandatory(answers: str, levels: tuple[str, str, str]) -> None:
    assert total_levels(STANDARD, answers) == levels


STARS = framework(
    """
    - key: f
      questions:
        - {key: a, scale: yesno, tier: 1}
        - {key: b, scale: yesno, tier: 2}
        - {key: c, scale: yesno, tier: 2}
        - {key: d, scale: yesno, tier: 3}
        - {key: e, scale: yesno}
    """,
    scoring="{field: mean_of_questions, total: none, minimum_coverage: 0}",
    levels="{total: [{key: one, tiers_to: 1}, {key: two, tiers_to: 2}, {key: three, tiers_to: 3}]}",
)


@pytest.mark.parametrize(
    ("answers", "levels"),
    [
        ("a=yes b=yes c=yes d=yes e=no", ("three", "three", "three")),
        ("a=yes b=yes c=yes d=no e=yes", ("two", "two", "two")),
        ("a=yes b=yes c=no d=yes e=yes", ("one", "one", "one")),
        ("a=no b=yes c=yes d=yes e=yes", (None, None, None)),
        ("a=yes b=yes", ("one", "one", "three")),
        ("a=yes b=yes d=no", ("one", "one", "two")),
        ("a=yes b=yes c=na d=no", ("two", "two", "two")),
    ],
)
def test_a_star_needs_its_tier_and_those_below(answers: str, levels: tuple[str | None, str | None, str | None]) -> None:
    assert total_levels(STARS, answers) == levels


AWARD = framework(
    """
    - {key: f, questions: [{key: a}, {key: b}]}
    - {key: g, questions: [{key: c}]}
    """,
    scoring="{field: points, total: points, minimum_coverage: 0}",
    levels="""
        total:
          - {key: start}
          - {key: silver, score_from: 50, fields_from: {f: 50}}
          - {key: gold, score_from: 75, fields_from: {f: 75, g: 25}, answers: {b: ["3", "4"]}}
    """,
)


@pytest.mark.parametrize(
    ("answers", "levels"),
    [
        # 9 of 12 points, f 8 of 8, g 1 of 4: everything exactly met.
        ("a=4 b=4 c=1", ("gold", "gold", "gold")),
        # 8 of 12.
        ("a=4 b=4 c=0", ("silver", "silver", "silver")),
        # 10 of 12, but the answer to b is too low.
        ("a=4 b=2 c=4", ("silver", "silver", "silver")),
        # 7 of 12 and f below a half.
        ("a=3 b=0 c=4", ("start", "start", "start")),
        # c open: 8 of 8 now, 8 of 12 at worst, 12 of 12 at best; g has no score yet.
        ("a=4 b=4", ("silver", "silver", "gold")),
        # b open: at worst 4 of 8 in f.
        ("a=4 c=4", ("silver", "silver", "gold")),
        # b does not apply: 8 of 8, and no answer to b is demanded.
        ("a=4 b=na c=4", ("gold", "gold", "gold")),
    ],
)
def test_levels_with_several_requirements(answers: str, levels: tuple[str, str, str]) -> None:
    assert total_levels(AWARD, answers) == levels


def test_goals_may_have_levels_of_their_own_or_those_of_fields() -> None:
    fields = "[{key: f, goals: [{key: x, questions: [{key: a}]}, {key: y, questions: [{key: b}]}]}]"
    same = framework(fields, levels=f"{{fields: {BANDS}, goals: as_fields}}")
    assert [goal.level.level for goal in evaluated(same, "a=4 b=0").fields[0].goals] == ["top", "low"]
    own = framework(fields, levels=f"{{fields: {BANDS}, goals: [{{key: open}}, {{key: done, score_from: 100}}]}}")
    field = evaluated(own, "a=4 b=3").fields[0]
    assert (field.level.level, [goal.level.level for goal in field.goals]) == ("top", ["done", "open"])


def test_levels_at_the_bounds_of_a_field() -> None:
    made = framework(levels=f"{{fields: {BANDS}}}")
    assert three(evaluated(made, "a=2").fields[0].level) == ("low", "mid", "top")
    assert three(evaluated(made, "a=4").fields[0].level) == ("mid", "top", "top")
    assert three(evaluated(made, "a=0").fields[0].level) == ("low", "low", "mid")


def test_the_level_at_the_lower_bound_is_never_above_the_level() -> None:
    made = framework(
        "[{key: f, questions: [{key: a}]}, {key: g, questions: [{key: b}]}]",
        levels="{total: [{key: base}, {key: good, fields_from: {g: 0}}]}",
    )
    assert total_levels(made, "a=4") == ("base", "base", "good")
