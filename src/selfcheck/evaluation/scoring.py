"""Scores with their bounds, from questions over goals to fields and the whole (docs/calculation.md, section 3).

Every rule is a weighted mean or a minimum, so each answer can only raise what it improves: with everything open at
its worst the result is the lower bound, with everything open at its best the upper one.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from selfcheck.evaluation.model import Counts, Formation, Settled, Standing, State, Term, Trace
from selfcheck.frameworks.model import FieldOfAction, Framework, Goal, Question, ScoringRule

ZERO = Fraction(0)
ONE = Fraction(1)
NOTHING = Standing(None, None, None)
OPEN = Standing(None, ZERO, ONE)


class Weighed(NamedTuple):
    """Something that enters a rule: a question or a part with its weight and standing."""

    key: str
    weight: Fraction
    standing: Standing


@dataclass(frozen=True, slots=True)
class ScoredPart:
    """A part with everything that later steps need: what entered it, what came out, what it counts."""

    key: str
    weight: Fraction
    questions: tuple[Question, ...]
    standing: Standing
    trace: Trace
    counts: Counts
    goals: tuple["ScoredPart", ...] = ()

    @property
    def weighed(self) -> Weighed:
        """The part as something that enters the next rule."""
        return Weighed(self.key, self.weight, self.standing)


def standing_of(question: Question, settled: Settled) -> Standing:
    """Score and bounds of one question; the value of its option lies between 0 and 1."""
    if settled.state is State.ANSWERED and settled.option is not None:
        value = question.scale.by_key[settled.option].value
        return Standing(value, value, value)
    return OPEN if settled.state.is_open else NOTHING


def combine(rule: ScoringRule, parts: Sequence[Weighed]) -> Standing:
    """The standing that a rule makes of what enters it; parts to which nothing applies stay out."""
    if rule is ScoringRule.WEAKEST_PART:
        return _weakest(parts)
    answered = [(part.weight, part.standing.score) for part in parts if part.standing.score is not None]
    lows = [(part.weight, part.standing.low) for part in parts if part.standing.low is not None]
    if len(answered) == len(lows) and all(part.standing.low == part.standing.high for part in parts):
        score = weighted_mean(answered)
        return Standing(score, score, score)
    highs = [(part.weight, part.standing.high) for part in parts if part.standing.high is not None]
    return Standing(weighted_mean(answered), weighted_mean(lows), weighted_mean(highs))


def weighted_mean(values: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """The weighted mean of (weight, value) pairs; None of nothing.

    Sums over one common denominator and makes a fraction once: a tenth of the cost of adding fractions.
    """
    if not values:
        return None
    denominator = lcm(*(weight.denominator * value.denominator for weight, value in values))
    weight_denominator = lcm(*(weight.denominator for weight, _ in values))
    reached = sum(
        weight.numerator * value.numerator * (denominator // (weight.denominator * value.denominator))
        for weight, value in values
    )
    possible = sum(weight.numerator * (weight_denominator // weight.denominator) for weight, _ in values)
    return Fraction(reached * weight_denominator, denominator * possible)


def _weakest(parts: Iterable[Weighed]) -> Standing:
    standings = [part.standing for part in parts]
    scores = [standing.score for standing in standings if standing.score is not None]
    lows = [standing.low for standing in standings if standing.low is not None]
    highs = [standing.high for standing in standings if standing.high is not None]
    return Standing(min(scores, default=None), min(lows, default=None), min(highs, default=None))


def entering(
    rule: ScoringRule, parts: Sequence[Weighed], questions: Sequence[Weighed], framework: Framework
) -> Sequence[Weighed]:
    """What enters a rule: the direct parts, or all questions below, weighted by their points where the rule says so."""
    if rule is ScoringRule.MEAN_OF_QUESTIONS:
        return questions
    if rule is ScoringRule.POINTS:
        points = {key: framework.questions[key].scale.best.points or ZERO for key, _, _ in questions}
        return [Weighed(key, weight * points[key], standing) for key, weight, standing in questions]
    return parts


def _weigh(framework: Framework, settled: Mapping[str, Settled]) -> dict[str, Weighed]:
    questions = framework.questions
    return {
        key: Weighed(key, questions[key].weight, standing_of(questions[key], answer))
        for key, answer in settled.items()
        if questions[key].is_scored
    }


class Scorer:
    """Scores one set of settled answers against one framework."""

    def __init__(self, framework: Framework, settled: Mapping[str, Settled]) -> None:
        self.framework = framework
        self.settled = settled
        self.weighed = _weigh(framework, settled)

    def with_answers(self, answers: Mapping[str, Settled]) -> "Scorer":
        """A scorer of other answers; whoever changes a question that conditions name gives all that follows."""
        other = copy(self)
        other.settled = {**self.settled, **answers}
        other.weighed = {**self.weighed, **_weigh(self.framework, answers)}
        return other

    def fields(self) -> tuple[ScoredPart, ...]:
        """Every field of action with its goals."""
        return tuple(self.field(part) for part in self.framework.fields)

    def field(self, part: FieldOfAction, known_goals: Mapping[str, ScoredPart] | None = None) -> ScoredPart:
        """One field of action with its goals; those in `known_goals` are taken as they are."""
        known_goals = known_goals or {}
        goals = tuple(known_goals.get(goal.key) or self.goal(goal) for goal in part.goals)
        return self._part(self.framework.scoring.field, part.key, part.weight, part.questions, goals)

    def goal(self, goal: Goal) -> ScoredPart:
        """One goal."""
        return self._part(self.framework.scoring.goal, goal.key, goal.weight, goal.questions)

    def total(self, fields: Sequence[ScoredPart]) -> ScoredPart:
        """The whole; without a rule for it, it has counts and no score."""
        rule = self.framework.scoring.total
        questions = tuple(self.framework.questions.values())
        if rule is None:
            counts = sum((field.counts for field in fields), Counts())
            return ScoredPart("", ONE, questions, NOTHING, Trace("none", ()), counts)
        return self._part(rule, "", ONE, questions, tuple(fields))

    def composites(self, fields: Sequence[ScoredPart]) -> tuple[ScoredPart, ...]:
        """The figures made of some fields."""
        composites = []
        for composite in self.framework.composites:
            members = tuple(field for field in fields if field.key in composite.fields)
            questions = tuple(question for member in members for question in member.questions)
            composites.append(self._part(composite.rule, composite.key, ONE, questions, members))
        return tuple(composites)

    def _part(
        self,
        rule: ScoringRule,
        key: str,
        weight: Fraction,
        questions: tuple[Question, ...],
        parts: tuple[ScoredPart, ...] = (),
    ) -> ScoredPart:
        below = [self.weighed[question.key] for question in questions if question.key in self.weighed]
        direct = [part.weighed for part in parts] if parts else below
        entered = entering(rule, direct, below, self.framework)
        standing = combine(rule, entered)
        terms = tuple(
            Term(part.key, part.weight, part.standing.score) for part in entered if part.standing.score is not None
        )
        return ScoredPart(key, weight, questions, standing, Trace(str(rule), terms), self._counts(below), parts)

    def _counts(self, questions: Iterable[Weighed]) -> Counts:
        answered = not_known = unanswered = not_applicable = preliminary = 0
        for question in questions:
            state, _, formation = self.settled[question.key]
            preliminary += formation is Formation.MEDIAN
            if state is State.ANSWERED:
                answered += 1
            elif state is State.NOT_KNOWN:
                not_known += 1
            elif state is State.NOT_APPLICABLE:
                not_applicable += 1
            elif state is not State.NOT_ASKED:
                unanswered += 1
        return Counts(answered, not_known, unanswered, not_applicable, preliminary)
