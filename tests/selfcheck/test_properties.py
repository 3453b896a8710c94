"""What must hold for every framework and every sheet: small random ones, with conditions, kinds, people and groups."""

import dataclasses
import json
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from typing import TypeVar

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.selfcheck.building import BANDS, framework

from selfcheck import (
    Agreed,
    Answer,
    AnswerSheet,
    Evaluation,
    Framework,
    Municipality,
    PartResult,
    State,
    evaluate,
    parse_json,
    sheet_as_json,
    sheet_from_json,
)

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]
ZERO, ONE = Fraction(0), Fraction(1)
RULES = ("mean_of_parts", "mean_of_questions", "points", "weakest_part")
SCALES = """
    five:
      options:
        - {key: "0", points: 0}
        - {key: "1", points: 1}
        - {key: "2", points: 3}
        - {key: dk, means: not_known}
        - {key: na, means: not_applicable}
    yesno:
      options:
        - {key: "0", points: 0}
        - {key: "2", points: 5, met: true}
        - {key: dk, means: not_known}
"""
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def questions(draw: st.DrawFn, first: int, conditions: bool) -> str:
    """One to three questions, numbered from `first`."""
    found = []
    for number in range(first, first + draw(st.integers(1, 3))):
        parts = [f"key: q{number}", f"weight: {draw(st.sampled_from(['1', '1', '2', '1/3', '0']))}"]
        if draw(st.booleans()):
            parts.append("scale: yesno")
        if conditions and number and draw(st.integers(0, 2)) == 0:
            parts.append(f"only_if: {{q{draw(st.integers(0, number - 1))}: ['2']}}")
        if conditions and draw(st.integers(0, 4)) == 0:
            parts.append("kinds: [town]")
        found.append("{" + ", ".join(parts) + "}")
    return "[" + ", ".join(found) + "]"


@st.composite
def frameworks(draw: st.DrawFn, conditions: bool = True) -> Framework:
    """One to three fields, with goals or without, by any rules."""
    fields, number = [], 0
    for field in range(draw(st.integers(1, 3))):
        weight = draw(st.sampled_from(["1", "2", "0.5"]))
        lists = []
        for _ in range(draw(st.integers(1, 2))):
            lists.append(draw(questions(number, conditions)))
            number += lists[-1].count("key: ")
        goals = ", ".join(f"{{key: g{field}-{place}, questions: {found}}}" for place, found in enumerate(lists))
        below = f"questions: {lists[0]}" if len(lists) == 1 else f"goals: [{goals}]"
        fields.append(f"{{key: f{field}, weight: {weight}, {below}}}")
    goal, rule, total = (draw(st.sampled_from(RULES)) for _ in range(3))
    return framework(
        "[" + ", ".join(fields) + "]",
        scales=SCALES,
        kinds="[town, county]",
        scoring=f"{{goal: {goal}, field: {rule}, total: {total}, minimum_coverage: {draw(st.sampled_from([0, 50]))}}}",
        levels=f"{{fields: {BANDS}, goals: as_fields, total: {BANDS}}}",
        findings="{disagreement_below: 0.3, group_gap_from: 30, not_known_from: 30}",
    )


def options(made: Framework, key: str) -> list[str]:
    return [option.key for option in made.questions[key].scale.options]


@st.composite
def sheets(draw: st.DrawFn, made: Framework, people: int = 7) -> AnswerSheet:
    """Answers of some people in two groups, of which some are agreed."""
    answers, agreed = [], {}
    number = draw(st.integers(1, people))
    for key in made.questions:
        choice = st.one_of(st.none(), st.sampled_from(options(made, key)))
        for person in range(number):
            value = draw(choice)
            if value is not None:
                answers.append(Answer(key, value, f"p{person}", draw(st.sampled_from(["x", "y", None]))))
        value = draw(choice) if draw(st.booleans()) else None
        if value is not None:
            agreed[key] = Agreed(key, value)
    kind = draw(st.sampled_from([None, "town", "county"]))
    return AnswerSheet(tuple(answers), agreed, Municipality(kind=kind))


def every_part(result: Evaluation) -> list[PartResult]:
    return [*result.parts.values(), *([result.total] if result.total else [])]


def agreeing(given_sheet: AnswerSheet, answers: dict[str, str]) -> AnswerSheet:
    """The sheet with some answers agreed."""
    agreed = {key: Agreed(key, value) for key, value in answers.items()}
    return dataclasses.replace(given_sheet, agreed={**given_sheet.agreed, **agreed})


def figures(result: Evaluation) -> object:
    """Everything that an evaluation says, without its sheet."""
    return (result.fields, result.composites, result.total, result.questions, result.findings, result.respondents)


@FEW
@given(st.data())
def test_the_order_of_answers_never_matters(data: st.DataObject) -> None:
    made = data.draw(frameworks())
    sheet = data.draw(sheets(made))
    mixed = dataclasses.replace(
        sheet,
        answers=tuple(data.draw(st.permutations(sheet.answers))),
        agreed=dict(data.draw(st.permutations(list(sheet.agreed.items())))),
    )
    assert figures(evaluate(made, mixed)) == figures(evaluate(made, sheet))


@FEW
@given(st.data())
def test_an_answer_more_never_lowers_the_coverage(data: st.DataObject) -> None:
    made = data.draw(frameworks(conditions=False))
    sheet = data.draw(sheets(made, people=1))
    before = evaluate(made, sheet)
    still_open = [key for key, question in before.questions.items() if question.state.is_open]
    assume(still_open)
    key = data.draw(st.sampled_from(still_open))
    value = data.draw(st.sampled_from([option.key for option in made.questions[key].scale.answers]))
    after = evaluate(made, agreeing(sheet, {key: value}))
    assert all(
        later.coverage >= earlier.coverage for later, earlier in zip(every_part(after), every_part(before), strict=True)
    )
    assert after.counts.answered == before.counts.answered + made.questions[key].is_scored


@FEW
@given(frameworks(), st.sampled_from([None, "town", "county"]))
def test_the_best_answers_everywhere_give_the_top_level_and_a_hundred(made: Framework, kind: str | None) -> None:
    best = {key: Agreed(key, question.scale.best.key) for key, question in made.questions.items()}
    result = evaluate(made, AnswerSheet((), best, Municipality(kind=kind)))
    for part in every_part(result):
        if part.is_asked:
            assert (part.score, part.low, part.high, part.coverage, part.level.level) == (ONE, ONE, ONE, ONE, "top")
    assert {finding.kind.value for finding in result.findings} <= {"strength"}


@FEW
@given(frameworks(), st.sampled_from([None, "town", "county"]))
def test_the_worst_answers_everywhere_give_nought(made: Framework, kind: str | None) -> None:
    worst = {key: Agreed(key, question.scale.worst.key) for key, question in made.questions.items()}
    for part in every_part(evaluate(made, AnswerSheet((), worst, Municipality(kind=kind)))):
        if part.is_asked:
            assert (part.score, part.low, part.high, part.level.level) == (ZERO, ZERO, ZERO, "low")


LADDER = (None, "low", "mid", "top")


@FEW
@given(st.data())
def test_the_bounds_always_enclose_the_score_and_the_level(data: st.DataObject) -> None:
    made = data.draw(frameworks())
    for part in every_part(evaluate(made, data.draw(sheets(made)))):
        if part.score is None:
            assert (part.low, part.high, part.counts.answered) == (None, None, 0)
            continue
        assert part.low is not None
        assert part.high is not None
        assert 0 <= part.low <= part.score <= part.high <= 1
        if part.level.level is not None:
            assert LADDER.index(part.level.low) <= LADDER.index(part.level.level) <= LADDER.index(part.level.high)
        if part.coverage == 1:
            assert part.low == part.score == part.high


def completed(made: Framework, sheet: AnswerSheet, which: Callable[[Sequence[str]], str]) -> Evaluation:
    """The evaluation once every open question is answered as `which` chooses among its answers."""
    for _ in made.questions:
        result = evaluate(made, sheet)
        still_open = [key for key, question in result.questions.items() if question.state.is_open]
        if not still_open:
            break
        # One after the other, because an answer may decide whether the next question is asked at all.
        key = next(key for key in still_open if result.questions[key].state is not State.UNDETERMINED)
        keys = [option.key for option in made.questions[key].scale.answers]
        sheet = agreeing(sheet, {key: which(keys)})
    return evaluate(made, sheet)


@FEW
@given(st.data())
def test_the_bounds_are_reached_where_no_condition_is_involved(data: st.DataObject) -> None:
    made = data.draw(frameworks(conditions=False))
    sheet = data.draw(sheets(made, people=2))
    now = evaluate(made, sheet)
    worst, best = (completed(made, sheet, which) for which in (lambda keys: keys[0], lambda keys: keys[-1]))
    for part, low, high in zip(every_part(now), every_part(worst), every_part(best), strict=True):
        if part.score is not None:
            assert (low.score, high.score) == (part.low, part.high)
            assert (low.level.level, high.level.level) == (part.level.low, part.level.high)


@FEW
@given(st.data())
def test_every_completion_lies_within_the_bounds(data: st.DataObject) -> None:
    made = data.draw(frameworks())
    sheet = data.draw(sheets(made, people=2))
    now = evaluate(made, sheet)
    later = completed(made, sheet, lambda keys: data.draw(st.sampled_from(keys)))
    for part, whole in zip(every_part(now), every_part(later), strict=True):
        if part.low is None or part.high is None or whole.score is None:
            continue
        assert part.low <= whole.score <= part.high
        assert LADDER.index(part.level.low) <= LADDER.index(whole.level.level) <= LADDER.index(part.level.high)
        assert whole.coverage == 1


@FEW
@given(st.data())
def test_agreed_answers_win(data: st.DataObject) -> None:
    made = data.draw(frameworks())
    sheet = data.draw(sheets(made))
    others = data.draw(sheets(made))
    answered = {answer.question for answer in sheet.answers}
    agreed = {key: sheet.agreed.get(key, Agreed(key, options(made, key)[0])) for key in answered | set(sheet.agreed)}
    first = evaluate(made, dataclasses.replace(sheet, agreed=agreed))
    # Other people's answers to what is agreed change nothing that counts.
    kept = tuple(answer for answer in others.answers if answer.question in agreed)
    second = evaluate(made, dataclasses.replace(sheet, agreed=agreed, answers=kept))
    assert {key: result.settled for key, result in first.questions.items()} == {
        key: result.settled for key, result in second.questions.items()
    }
    assert [part.score for part in every_part(first)] == [part.score for part in every_part(second)]
    assert not first.is_preliminary


@FEW
@given(st.data())
def test_every_answer_raises_what_it_improves(data: st.DataObject) -> None:
    made = data.draw(frameworks(conditions=False))
    sheet = data.draw(sheets(made, people=1))
    key = data.draw(st.sampled_from(sorted(made.questions)))
    keys = [option.key for option in made.questions[key].scale.answers]
    lower, higher = (evaluate(made, agreeing(sheet, {key: value})) for value in (keys[0], keys[-1]))
    for below, above in zip(every_part(lower), every_part(higher), strict=True):
        assert (below.score or 0) <= (above.score or 0)


@FEW
@given(st.data())
def test_what_is_shown_of_groups_is_never_of_few(data: st.DataObject) -> None:
    made = data.draw(frameworks())
    result = evaluate(made, data.draw(sheets(made, people=16)))
    for question in result.questions.values():
        voices = question.voices
        shown = sum(view.respondents for view in voices.groups)
        assert all(view.respondents >= 5 for view in voices.groups)
        assert not voices.groups or voices.respondents - shown == 0 or voices.respondents - shown >= 5
        if voices.distribution is not None:
            assert sum(voices.distribution.values()) == voices.respondents
            assert sum(voices.distribution[option.key] for option in made.questions[question.key].scale.answers) >= 5


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12).map(
    str.strip
)


@FEW
@given(st.data())
def test_a_round_trip_of_the_sheet_loses_nothing(data: st.DataObject) -> None:
    made = data.draw(frameworks())
    sheet = data.draw(sheets(made))
    comments = tuple(answer._replace(comment=data.draw(WORDS)) for answer in sheet.answers)
    full = dataclasses.replace(
        sheet,
        answers=comments,
        municipality=Municipality(
            data.draw(WORDS), "07333", sheet.municipality.kind, "", (Municipality(data.draw(WORDS)),)
        ),
        notice=data.draw(WORDS),
        groups={"x": data.draw(WORDS)},
    )
    written = json.dumps(sheet_as_json(full), ensure_ascii=data.draw(st.booleans()))
    assert sheet_from_json(parse_json(written, "x.json"), made, "x.json") == full


def test_bounds_by_trying_every_completion() -> None:
    made = framework(
        """
        - key: f
          goals:
            - {key: x, questions: [{key: a}, {key: b, weight: 2}]}
            - {key: y, questions: [{key: c, scale: yesno}]}
        """,
        scales=SCALES,
    )
    sheet = AnswerSheet((Answer("a", "1"),))
    now = evaluate(made, sheet).fields[0]
    scores = {
        evaluate(made, agreeing(sheet, {"b": b, "c": c})).fields[0].score
        for b, c in product(("0", "1", "2"), ("0", "2"))
    }
    assert (now.score, now.low, now.high) == (Fraction(1, 3), Fraction(1, 18), Fraction(8, 9))
    assert (min(score for score in scores if score is not None), max(score or 0 for score in scores)) == (
        now.low,
        now.high,
    )
