"""Which single answer would change the level of a part.

For each question the nearest step down and the nearest step up are sought, also for questions outside the part that its
conditions or its levels name. Where the score is a mean, a floating-point estimate decides if it lies farther from
every threshold than its error can be; every closer case is computed exactly.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from selfcheck.evaluation.levels import LevelJudge
from selfcheck.evaluation.model import Evaluation, LevelResult, Settled, State
from selfcheck.evaluation.scoring import ScoredPart, Scorer
from selfcheck.evaluation.settling import apply_conditions
from selfcheck.frameworks.model import FieldOfAction, Goal, Level, Option, Question, ScoringRule

TOLERANCE = 1e-9
ALWAYS = -1
"""A floor below every score."""
TOTAL = ""
"""The key of the whole."""
Rescore = Callable[[Scorer, Question], ScoredPart]
"""Scores the part anew after the answer to one question changed."""


class LevelChange(NamedTuple):
    """One answer that alone would change a level: to which option, and to which level (None: to none)."""

    question: str
    option: str
    level: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A part with the level that it has, and the way to score it again."""

    levels: Sequence[Level]
    part: ScoredPart
    result: LevelResult
    rescore: Rescore


def level_changes(evaluation: Evaluation) -> dict[str, tuple[LevelChange, ...]]:
    """For each field, goal and the whole (key ""), the single answers that would change its level."""
    scorer = Scorer(evaluation.framework, {key: result.settled for key, result in evaluation.questions.items()})
    sensitivity = Sensitivity(evaluation, scorer)
    return {judged.part.key: sensitivity.changes(judged) for judged in _judged_parts(evaluation, scorer)}


def _judged_parts(evaluation: Evaluation, scorer: Scorer) -> Iterator[Judged]:
    framework = evaluation.framework
    levels = framework.levels
    fields = scorer.fields()
    for part, scored, result in zip(framework.fields, fields, evaluation.fields, strict=True):
        rescore = _rescore_field(part, scored, frozenset(framework.conditioned))
        yield Judged(levels.fields, scored, result.level, rescore)
        for goal, inner, inner_result in zip(part.goals, scored.goals, result.goals, strict=True):
            yield Judged(levels.goals, inner, inner_result.level, _rescore_goal(goal))
    if evaluation.total is not None:
        whole = scorer.total(fields)
        yield Judged(levels.total, whole, evaluation.total.level, lambda changed, _: changed.total(changed.fields()))


def _rescore_field(part: FieldOfAction, scored: ScoredPart, conditioned: frozenset[str]) -> Rescore:
    def rescore(scorer: Scorer, question: Question) -> ScoredPart:
        # A question that others depend on can change more than its own goal.
        if question.key in conditioned:
            return scorer.field(part)
        return scorer.field(part, {goal.key: goal for goal in scored.goals if goal.key != question.goal})

    return rescore


def _rescore_goal(goal: Goal) -> Rescore:
    return lambda scorer, _: scorer.goal(goal)


class Sensitivity:
    """Tries other answers against one evaluation."""

    def __init__(self, evaluation: Evaluation, scorer: Scorer) -> None:
        self.evaluation = evaluation
        self.framework = scorer.framework
        self.settled = scorer.settled
        self.scorer = scorer

    def changes(self, judged: Judged) -> tuple[LevelChange, ...]:
        """For each question, the smallest step down and the smallest step up that change the level."""
        if not judged.levels or judged.part.counts.answered == 0:
            return ()
        estimate = self._estimate(judged)
        found: list[LevelChange] = []
        for question in self._candidates(judged):
            for options in self._steps(question):
                found.extend(self._changes(question, options, judged, estimate))
        return tuple(found)

    def _candidates(self, judged: Judged) -> Iterator[Question]:
        """The questions whose answers can move the part: its own, those its levels name, and those conditions name."""
        wanted = {question.key for question in judged.part.questions}
        for level in judged.levels:
            wanted.update(level.answers)
            named = [field for field in self.framework.fields if field.key in level.fields_from]
            wanted.update(question.key for field in named for question in field.questions)
        # Conditions look back only, so one walk from the last question to the first finds all of them.
        for question in reversed(tuple(self.framework.questions.values())):
            if question.key in wanted:
                wanted.update(condition.question for condition in question.conditions)
        return (question for question in self.framework.questions.values() if question.key in wanted)

    def _steps(self, question: Question) -> Iterator[Sequence[Option]]:
        """The other answers: below and above the present one, from near to far; from worst to best where it is open."""
        state, option, _ = self.settled[question.key]
        answers = question.scale.answers
        if state is State.ANSWERED:
            present = next(number for number, answer in enumerate(answers) if answer.key == option)
            yield answers[:present][::-1]
            yield answers[present + 1 :]
        elif state.is_open and state is not State.UNDETERMINED:
            yield answers

    def _changes(
        self, question: Question, options: Sequence[Option], judged: Judged, estimate: "Estimate | None"
    ) -> Iterator[LevelChange]:
        """The first of `options` that gives another level; of an open question the first for each other level.

        Answers run from near to far, so the last one tells if any gives another level. That does not hold where other
        questions are asked or not after it, nor for an open question, whose options lie on both sides.
        """
        present = judged.result.level
        is_answered = self.settled[question.key].state is State.ANSWERED
        runs_one_way = is_answered and question.key not in self.framework.conditioned
        if options and runs_one_way and self._probable_level(question, options[-1], judged, estimate) == present:
            return
        seen = {present}
        for option in options:
            level = self._probable_level(question, option, judged, estimate)
            if level in seen:
                continue
            seen.add(level)
            yield LevelChange(question.key, option.key, level)
            if is_answered:
                return

    def _probable_level(
        self, question: Question, option: Option, judged: Judged, estimate: "Estimate | None"
    ) -> str | None:
        if estimate is not None and question.key in estimate.shares:
            score = estimate.score_with(question, option)
            if estimate.is_sure(score):
                return estimate.level(score)
        return self._level_with(question, option, judged)

    def _level_with(self, question: Question, option: Option, judged: Judged) -> str | None:
        changed = {question.key: Settled(State.ANSWERED, option.key, self.settled[question.key].formation)}
        if question.key in self.framework.conditioned:
            kind = self.evaluation.sheet.municipality.kind
            settled = apply_conditions(self.framework, {**self.evaluation.given, **changed}, kind)
            changed = {key: answer for key, answer in settled.items() if answer != self.settled[key]}
        scorer = self.scorer.with_answers(changed)
        part = judged.rescore(scorer, question)
        asks_fields = any(level.fields_from for level in judged.levels)
        fields = {field.key: field.standing for field in scorer.fields()} if asks_fields else {}
        judge = LevelJudge(scorer.settled, fields)
        minimum_coverage = self.framework.scoring.minimum_coverage
        return judge.reached(judged.levels, part.questions, part.standing, part.counts, minimum_coverage)

    def _estimate(self, judged: Judged) -> "Estimate | None":
        """An estimate where the score alone decides and is a mean; None where only trying helps."""
        score = judged.part.standing.score
        asks_score_alone = all(_asks_score_alone(level) for level in judged.levels)
        shares = _shares(judged.part)
        if score is None or shares is None or judged.result.reason is not None or not asks_score_alone:
            return None
        for key in self.framework.conditioned:
            shares.pop(key, None)
        values = {}
        for question in judged.part.questions:
            option = self.settled[question.key].option
            if option is not None and question.key in shares:
                values[question.key] = float(question.scale.by_key[option].value or 0)
        floors = [ALWAYS if level.score_from is None else level.score_from for level in judged.levels]
        thresholds = tuple((float(floor), level.key) for floor, level in zip(floors, judged.levels, strict=True))
        return Estimate(float(score), thresholds, shares, values)


@dataclass(frozen=True, slots=True)
class Estimate:
    """How the score of a part would move: `shares` say how much of it hangs on each answered question."""

    score: float
    floors: tuple[tuple[float, str], ...]
    shares: Mapping[str, float]
    values: Mapping[str, float]

    def score_with(self, question: Question, option: Option) -> float:
        """The score of the part if the question had this option."""
        return self.score + self.shares[question.key] * (float(option.value or 0) - self.values[question.key])

    def is_sure(self, score: float) -> bool:
        """Whether a score lies farther from every threshold than the estimate can err."""
        return all(abs(score - floor) > TOLERANCE for floor, _ in self.floors)

    def level(self, score: float) -> str | None:
        """The level that a score reaches."""
        return next((key for floor, key in reversed(self.floors) if score >= floor), None)


def _asks_score_alone(level: Level) -> bool:
    counts = level.met_from is not None or level.all_mandatory or level.tiers_to is not None
    return not (counts or level.answers or level.fields_from)


def _shares(part: ScoredPart) -> dict[str, float] | None:
    """How much of a part's score hangs on each question; None where the rule is no mean."""
    if part.trace.rule == ScoringRule.WEAKEST_PART:
        return None
    whole = float(sum(term.weight for term in part.trace.terms))
    counts_questions = part.trace.rule in (ScoringRule.MEAN_OF_QUESTIONS, ScoringRule.POINTS)
    inner = {} if counts_questions else {goal.key: goal for goal in part.goals}
    shares: dict[str, float] = {}
    for term in part.trace.terms:
        share = float(term.weight) / whole
        if term.key not in inner:
            shares[term.key] = share
            continue
        below = _shares(inner[term.key])
        if below is None:
            return None
        shares.update({key: share * portion for key, portion in below.items()})
    return shares
