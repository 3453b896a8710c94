"""Findings: what is worth saying, which questions cause it, and what to do next."""

import dataclasses
from fractions import Fraction

from tests.selfcheck.building import BANDS, evaluated, framework, sheet, voices_sheet, voices_sheets

from selfcheck import Evaluation, Finding, FindingKind, Suggestion, evaluate, highlights, proposed_steps
from selfcheck.evaluation.model import Figure

LEVELS = f"{{fields: {BANDS}, goals: as_fields}}"
GOALS = """
    - key: f
      goals:
        - {key: x, questions: [{key: a}, {key: b, weight: 2}, {key: c}]}
        - {key: y, questions: [{key: d}]}
"""
TREE = framework(GOALS, levels=LEVELS)


def brief(result: Evaluation) -> list[tuple[str, str, str]]:
    """Kind, part and value of every finding, in order."""
    return [(finding.kind.value, finding.part, str(finding.value)) for finding in result.findings]


def test_a_level_with_a_tendency_is_a_finding_about_field_and_goals() -> None:
    # x = (4 + 2·3 + 4)/16 = 7/8, y = 1/4, f = 9/16.
    result = evaluated(TREE, "a=4 b=3 c=4 d=1")
    assert brief(result) == [("strength", "x", "7/8"), ("potential", "f", "9/16"), ("need_for_action", "y", "1/4")]


def test_a_finding_says_everything_about_itself() -> None:
    # x = (0 + 2·2 + 1)/16 = 5/16: pulls a 5/16, b negative, c 1/16.
    result = evaluated(TREE, "a=0 b=2 c=1 d=4")
    assert result.findings_of(FindingKind.NEED_FOR_ACTION) == (
        Finding(
            FindingKind.NEED_FOR_ACTION,
            part="x",
            field="f",
            questions=("a", "c"),
            suggestions=(Suggestion("a", "start"), Suggestion("c", "start"), Suggestion("b", "widen")),
            value=Fraction(5, 16),
            figure=Figure.SCORE,
            is_preliminary=False,
        ),
    )


def test_the_causes_stand_by_the_strength_of_their_pull() -> None:
    # x = (4 + 2·4 + 3)/16 = 15/16: a pulls 1/16, b 2/16, c down.
    strength = evaluated(TREE, "a=4 b=4 c=3 d=0").findings_of(FindingKind.STRENGTH)[0]
    assert (strength.questions, strength.suggestions) == (("b", "a"), ())


def test_answers_high_enough_have_no_suggestion() -> None:
    potential = evaluated(TREE, "a=3 b=2 c=dk d=0").findings_of(FindingKind.POTENTIAL)
    # (3 + 2·2)/12; c is not known and gets none.
    assert [(finding.part, finding.value) for finding in potential] == [("x", Fraction(7, 12))]
    assert potential[0].suggestions == (Suggestion("b", "widen"),)


def test_questions_of_no_weight_cause_nothing_but_may_have_a_next_step() -> None:
    made = framework("[{key: f, questions: [{key: a}, {key: b, weight: 0}]}]", levels=LEVELS)
    need = evaluated(made, "a=1 b=0").findings[0]
    assert need.questions == ("a",)
    assert need.suggestions == (Suggestion("b", "start"), Suggestion("a", "start"))


def test_a_part_without_level_is_no_finding() -> None:
    made = framework(levels=LEVELS, scoring="{field: mean_of_parts, total: none, minimum_coverage: 100}")
    assert evaluated(made, "a=4").findings == ()
    assert evaluated(made, "").findings == ()
    assert evaluated(framework(levels="{fields: [{key: base}]}"), "a=4 b=4").findings == ()


def test_findings_stand_by_kind_and_then_by_how_telling_they_are() -> None:
    made = framework(
        """
        - {key: f, questions: [{key: a}]}
        - {key: g, questions: [{key: b}]}
        - {key: h, questions: [{key: c}]}
        - {key: i, questions: [{key: d}]}
        - {key: j, questions: [{key: e}]}
        - {key: k, questions: [{key: l}]}
        """,
        levels=f"{{fields: {BANDS}}}",
    )
    result = evaluated(made, "a=1 b=3 c=4 d=0 e=4 l=1")
    assert [(finding.kind.value, finding.part) for finding in result.findings] == [
        ("strength", "h"),
        ("strength", "j"),
        ("strength", "g"),
        ("need_for_action", "i"),
        ("need_for_action", "f"),
        ("need_for_action", "k"),
    ]


VOICES = framework(GOALS, findings="{disagreement_below: 0.3, group_gap_from: 50}")


def disagreements(answers: dict[str, str]) -> list[tuple[str, tuple[str, ...], Figure, Fraction]]:
    result = evaluate(VOICES, voices_sheet("a", {key or None: value for key, value in answers.items()}))
    found = result.findings_of(FindingKind.DISAGREEMENT)
    return [(finding.part, finding.questions, finding.figure, finding.value) for finding in found]


def test_people_who_disagree_are_a_finding() -> None:
    assert disagreements({"": "0 0 0 4 4 4"}) == [("x", ("a",), Figure.AGREEMENT, Fraction(-1))]
    assert disagreements({"": "2 2 2 2 3 3"}) == []
    assert disagreements({"": "0 0 4 4"}) == []


def test_the_threshold_of_disagreement_is_not_met_when_it_is_exactly_reached() -> None:
    made = framework(GOALS, findings="{disagreement_below: 0.5}")
    # Three neighbours of five have A = 1/2.
    three = evaluate(made, voices_sheet("a", {None: "1 1 2 2 3 3"}))
    assert three.questions["a"].voices.agreement == Fraction(1, 2)
    assert three.findings == ()


def test_groups_that_see_it_differently_are_a_finding() -> None:
    # The gap is 2/4, exactly at the threshold, while all answers together agree well enough.
    assert disagreements({"x": "1 1 1 1 1", "y": "3 3 3 3 3", "z": "2 2 2 2 2"}) == [
        ("x", ("a",), Figure.GAP, Fraction(1, 2))
    ]
    assert disagreements({"x": "1 1 1 1 1", "y": "2 2 2 2 2"}) == []


def test_the_widest_disagreement_stands_first() -> None:
    result = evaluate(
        VOICES, voices_sheets({"a": {None: "0 0 0 1 3 4"}, "b": {None: "0 0 0 4 4 4"}, "d": {None: "0 1 2 3 4"}})
    )
    found = result.findings_of(FindingKind.DISAGREEMENT)
    # b splits between both ends, d spreads evenly; a: four of six in TTUTT (U = -5/9, A = -5/36), two alone (A = 1).
    assert [(finding.questions, finding.value) for finding in found] == [
        (("b",), Fraction(-1)),
        (("d",), Fraction(0)),
        (("a",), Fraction(13, 54)),
    ]


def test_without_rules_nobody_disagrees_and_nothing_is_blind() -> None:
    made = framework(GOALS)
    given = voices_sheet("a", {"x": "0 0 0 0 0", "y": "4 4 4 4 4"}, agreed="b=dk c=dk d=dk")
    assert evaluate(made, given).findings == ()


BLIND = framework(GOALS, findings="{not_known_from: 50}")


def test_much_that_is_not_known_is_a_blind_spot() -> None:
    result = evaluated(BLIND, "a=dk b=0 c=na d=0")
    assert [dataclasses.astuple(finding) for finding in result.findings] == [
        (FindingKind.BLIND_SPOT, "x", "f", ("a",), (), Fraction(1, 2), Figure.SHARE, False)
    ]


def test_little_that_is_not_known_is_none_and_unanswered_is_not_not_known() -> None:
    assert evaluated(BLIND, "a=dk b=0 c=0 d=0").findings == ()
    assert evaluated(BLIND, "b=0").findings == ()


def test_blind_spots_of_a_field_without_goals_are_about_the_field() -> None:
    made = framework(
        "[{key: f, questions: [{key: a}, {key: b, weight: 0}]}, {key: g, questions: [{key: c}, {key: d}]}]",
        findings="{not_known_from: 50}",
    )
    result = evaluated(made, "a=0 b=dk c=dk d=dk")
    assert [(finding.part, finding.questions, finding.value) for finding in result.findings] == [
        ("g", ("c", "d"), Fraction(1))
    ]


def test_findings_from_several_unagreed_answers_are_preliminary() -> None:
    made = framework(levels=LEVELS)
    several = evaluate(made, voices_sheet("a", {None: "0 0"}))
    assert [finding.is_preliminary for finding in several.findings] == [True]
    agreed = evaluate(made, voices_sheet("a", {None: "0 0"}, agreed="a=0"))
    assert [finding.is_preliminary for finding in agreed.findings] == [False]


MIXED = framework(
    """
    - key: f
      goals:
        - {key: x, questions: [{key: a}, {key: b}]}
        - {key: y, questions: [{key: c}, {key: d}]}
        - {key: z, questions: [{key: e}]}
    - {key: g, questions: [{key: h}]}
    """,
    levels=LEVELS,
)


def test_highlights_are_about_the_finest_parts() -> None:
    result = evaluate(MIXED, sheet("a=0 b=1 c=1 d=1 e=2 h=0"))
    assert [finding.part for finding in result.findings_of(FindingKind.NEED_FOR_ACTION)] == ["g", "x", "y", "f"]
    assert [finding.part for finding in highlights(result, FindingKind.NEED_FOR_ACTION)] == ["g", "x", "y"]
    assert [finding.part for finding in highlights(result, FindingKind.NEED_FOR_ACTION, 1)] == ["g"]
    assert highlights(result, FindingKind.STRENGTH) == ()


def test_the_first_steps_come_one_from_each_goal_in_need_and_then_from_potential() -> None:
    result = evaluate(MIXED, sheet("a=1 b=0 c=1 d=1 e=2 h=4"))
    assert proposed_steps(result) == (Suggestion("b", "start"), Suggestion("c", "start"), Suggestion("e", "widen"))
    assert proposed_steps(result, 1) == (Suggestion("b", "start"),)
    assert proposed_steps(evaluate(MIXED, sheet("a=4 b=4 c=4 d=4 e=4 h=4"))) == ()
