"""Which single answer would change a level: compared with trying every answer by a whole new evaluation."""

import dataclasses
import random
from collections.abc import Iterator, Sequence

import pytest
from tests.selfcheck.building import BANDS, evaluated, framework, sheet

from selfcheck import (
    Agreed,
    AnswerSheet,
    Evaluation,
    Framework,
    LevelChange,
    Municipality,
    State,
    evaluate,
    level_changes,
)

LEVELS = f"{{fields: {BANDS}, goals: as_fields, total: {BANDS}}}"


def level_of(result: Evaluation, part: str) -> str | None:
    if part:
        return result.parts[part].level.level
    return result.total.level.level if result.total else None


def with_answer(result: Evaluation, question: str, option: str) -> Evaluation:
    agreed = {**result.sheet.agreed, question: Agreed(question, option)}
    return evaluate(result.framework, dataclasses.replace(result.sheet, agreed=agreed))


def directions(result: Evaluation, question: str) -> Iterator[Sequence[str]]:
    """The other answers, below and above the present one from near to far; from worst to best where it is open."""
    settled = result.questions[question].settled
    keys = [option.key for option in result.framework.questions[question].scale.answers]
    if settled.state is State.ANSWERED and settled.option is not None:
        place = keys.index(settled.option)
        yield from (keys[:place][::-1], keys[place + 1 :])
    elif settled.state in (State.UNANSWERED, State.NOT_KNOWN):
        yield keys


def tried(result: Evaluation) -> dict[str, tuple[LevelChange, ...]]:
    """The same as `level_changes`, by brute force."""
    parts = {part.key: part for part in result.fields for part in (part, *part.goals)}
    if result.total is not None:
        parts[""] = result.total
    changes: dict[str, list[LevelChange]] = {key: [] for key in parts}
    other = {
        (question, option): with_answer(result, question, option)
        for question in result.questions
        for options in directions(result, question)
        for option in options
    }
    for key, part in parts.items():
        if part.counts.answered == 0:
            continue
        for question in result.questions:
            for options in directions(result, question):
                seen = {part.level.level}
                for option in options:
                    level = level_of(other[question, option], key)
                    if level not in seen:
                        seen.add(level)
                        changes[key].append(LevelChange(question, option, level))
                        if result.questions[question].state is State.ANSWERED:
                            break
    return {key: tuple(found) for key, found in changes.items()}


def always_the_same(seed: int) -> random.Random:
    """Chance that comes out alike in every run."""
    return random.Random(seed)  # noqa: S311


def random_sheet(made: Framework, chance: random.Random, kind: str | None = None) -> AnswerSheet:
    """One answer per question, some missing, some not known, some not applicable."""
    answers = []
    for key, question in made.questions.items():
        options = [option.key for option in question.scale.options]
        if chance.random() < 0.85:
            answers.append(f"{key}={chance.choice(options[:-2] * 3 + options[-2:])}")
    return sheet(" ".join(answers), kind=kind)


NESTED = """
    - key: f
      weight: 2
      goals:
        - {key: x, weight: 3, questions: [{key: a, weight: 2}, {key: b}, {key: c, weight: 0}]}
        - {key: y, questions: [{key: d}, {key: e, scale: yesno, weight: 1/3}]}
    - key: g
      questions: [{key: h}, {key: i, kinds: [town]}]
"""
RULES = ["mean_of_parts", "mean_of_questions", "points", "weakest_part"]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("minimum", [0, 60])
def test_changes_are_those_that_trying_finds(rule: str, minimum: int) -> None:
    scoring = f"{{goal: {rule}, field: {rule}, total: {rule}, minimum_coverage: {minimum}}}"
    made = framework(NESTED, scoring=scoring, levels=LEVELS, kinds="[town, county]")
    chance = always_the_same(7)
    for number in range(6):
        result = evaluate(made, random_sheet(made, chance, ("town", "county", None)[number % 3]))
        assert level_changes(result) == tried(result)


CONDITIONED = """
    - key: f
      goals:
        - {key: x, questions: [{key: a}, {key: b, only_if: {a: ["3", "4"]}}]}
        - {key: y, questions: [{key: c}, {key: d, only_if: {b: ["2", "3", "4"], c: ["1", "2", "3", "4"]}}]}
"""


@pytest.mark.parametrize("rule", RULES)
def test_changes_through_conditions_are_those_that_trying_finds(rule: str) -> None:
    scoring = f"{{goal: {rule}, field: {rule}, total: {rule}, minimum_coverage: 50}}"
    made = framework(CONDITIONED, scoring=scoring, levels=LEVELS)
    chance = always_the_same(11)
    for _ in range(25):
        result = evaluate(made, random_sheet(made, chance))
        assert level_changes(result) == tried(result), result.sheet.answers


COUNTED = """
    total:
      - {key: base}
      - {key: one, met_from: 2, tiers_to: 1}
      - {key: two, score_from: 50, fields_from: {f: 50, g: 25}, answers: {a: ["3", "4"]}}
      - {key: three, mandatory: all, score_from: 75, tiers_to: 2}
    fields: [{key: few}, {key: some, met_from: 1}]
"""
MET = """
    five:
      options:
        - {key: "0", points: 0}
        - {key: "1", points: 1}
        - {key: "2", points: 2}
        - {key: "3", points: 3, met: true}
        - {key: "4", points: 4, met: true}
        - {key: dk, means: not_known}
        - {key: na, means: not_applicable}
"""


@pytest.mark.parametrize("total", ["points", "none"])
def test_changes_of_levels_that_count_are_those_that_trying_finds(total: str) -> None:
    made = framework(
        """
        - {key: f, questions: [{key: a, mandatory: true, tier: 1}, {key: b, tier: 1}, {key: c, tier: 2}]}
        - {key: g, questions: [{key: d, mandatory: true}, {key: e, tier: 2}]}
        """,
        scales=MET,
        scoring=f"{{field: points, total: {total}, minimum_coverage: 40}}",
        levels=COUNTED
        if total == "points"
        else COUNTED.replace("score_from: 50, ", "").replace("score_from: 75, ", ""),
    )
    chance = always_the_same(5)
    for _ in range(15):
        result = evaluate(made, random_sheet(made, chance))
        assert level_changes(result) == tried(result), result.sheet.answers


def test_questions_and_goals_of_one_name_are_not_mixed_up() -> None:
    made = framework(
        """
        - key: f
          goals:
            - {key: a, questions: [{key: a}, {key: b}, {key: c}, {key: d}]}
            - {key: e, questions: [{key: g}]}
        """,
        scoring="{goal: mean_of_questions, field: mean_of_questions, total: none, minimum_coverage: 0}",
        levels=LEVELS.replace(f", total: {BANDS}", ""),
    )
    chance = always_the_same(3)
    for _ in range(10):
        result = evaluate(made, random_sheet(made, chance))
        assert level_changes(result) == tried(result), result.sheet.answers


def test_an_answer_elsewhere_that_asks_a_question_here_changes_the_level_here() -> None:
    made = framework(
        "[{key: f, questions: [{key: a}]}, {key: g, questions: [{key: b, only_if: {a: ['4']}}, {key: c}]}]",
        levels=f"{{fields: {BANDS}}}",
    )
    result = evaluated(made, "a=4 b=0 c=4")
    assert [level_of(result, "g"), level_of(with_answer(result, "a", "3"), "g")] == ["mid", "top"]
    assert LevelChange("a", "3", "top") in level_changes(result)["g"]


def test_the_nearest_step_down_and_up_by_hand() -> None:
    made = framework(levels=f"{{fields: {BANDS}}}")
    # 4 + 2 of 8 is 75: top. Down: a to 3 is 62.5, b to 1 is 62.5; nothing is above.
    assert level_changes(evaluated(made, "a=4 b=2")) == {
        "f": (LevelChange("a", "3", "mid"), LevelChange("b", "1", "mid")),
        "": (),
    }
    # 2 + 2 is 50: mid. Down to under 40: 1 + 2 is 37.5; up to 70: 4 + 2.
    assert level_changes(evaluated(made, "a=2 b=2"))["f"] == (
        LevelChange("a", "1", "low"),
        LevelChange("a", "4", "top"),
        LevelChange("b", "1", "low"),
        LevelChange("b", "4", "top"),
    )


def test_an_open_question_can_bring_the_missing_coverage() -> None:
    made = framework(
        scoring="{field: mean_of_parts, total: none, minimum_coverage: 100}", levels=f"{{fields: {BANDS}}}"
    )
    assert level_changes(evaluated(made, "a=4 b=dk"))["f"] == (
        LevelChange("b", "0", "mid"),
        LevelChange("b", "2", "top"),
    )


def test_a_part_without_answers_or_levels_has_no_changes() -> None:
    made = framework(levels=f"{{fields: {BANDS}}}")
    assert level_changes(evaluated(made, "")) == {"f": (), "": ()}
    assert level_changes(evaluated(framework(), "a=4")) == {"f": (), "": ()}


def test_what_is_not_asked_or_waits_for_a_condition_cannot_change_anything() -> None:
    made = framework(
        "[{key: f, questions: [{key: a}, {key: b, only_if: {a: ['4']}}, {key: c, kinds: [town]}, {key: d}]}]",
        levels=f"{{fields: {BANDS}}}",
        kinds="[town, county]",
    )
    result = evaluate(made, dataclasses.replace(sheet("d=2"), municipality=Municipality(kind="county")))
    assert {change.question for change in level_changes(result)["f"]} == {"a", "d"}


def test_a_score_beside_a_threshold_is_computed_exactly() -> None:
    # A third of 100 exactly: an estimate in floating point alone could fall on either side.
    made = framework(
        "[{key: f, questions: [{key: a}, {key: b}, {key: c}]}]",
        levels="{fields: [{key: low}, {key: third, score_from: 100/3}, {key: two_thirds, score_from: 200/3}]}",
    )
    assert level_changes(evaluated(made, "a=0 b=0 c=0"))["f"] == tuple(
        LevelChange(key, "4", "third") for key in ("a", "b", "c")
    )


def test_the_shipped_example_is_what_trying_finds(example_evaluation: Evaluation) -> None:
    found = level_changes(example_evaluation)
    sample = [(part, change) for part, changes in found.items() for change in changes][::9]
    assert len(sample) > 5
    for part, change in sample:
        assert level_of(with_answer(example_evaluation, change.question, change.option), part) == change.level
        assert change.level != level_of(example_evaluation, part)
