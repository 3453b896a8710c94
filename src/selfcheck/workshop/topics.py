"""What a workshop should discuss: which fields of action, which of their questions, why, and what to be glad about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from selfcheck.evaluation.comparison import Comparison
from selfcheck.evaluation.findings import KINDS
from selfcheck.evaluation.model import Evaluation, FindingKind, PartResult, QuestionResult, State
from selfcheck.frameworks.model import Question

HALF = Fraction(1, 2)
CHANGED_FROM = Fraction(1, 10)
USUAL_FIELDS, USUAL_QUESTIONS = 3, 3
NO_SPREAD: Mapping[str, Fraction] = {}


class ReasonKind(StrEnum):
    """Why something is worth discussing."""

    NEED_FOR_ACTION = "need_for_action"
    POTENTIAL = "potential"
    DISAGREEMENT = "disagreement"
    NOT_KNOWN = "not_known"
    CHANGED = "changed"
    STRENGTH = "strength"


class Reason(NamedTuple):
    """One reason and its figure, a fraction.

    `value` is a score 0..1 (need for action, potential, strength), how much people or departments differ 0..1
    (disagreement of a question), the share of questions 0..1 (disagreement of a field, not known), or now minus then
    -1..1 (changed). `questions` are those it rests on, in the order of the questionnaire.
    """

    kind: ReasonKind
    value: Fraction
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A field or a question to discuss: why, most telling reason first, and for a field with which questions.

    `urgency` orders the topics; it is the sum of the three distances in docs/calculation.md, section 12.
    """

    key: str
    urgency: Fraction
    reasons: tuple[Reason, ...]
    questions: tuple["Topic", ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to discuss, most urgent field first, and one field that works to begin with, with its reason."""

    fields: tuple[Topic, ...]
    strength: Topic | None = None


def proposal(
    evaluation: Evaluation,
    *,
    fields: int = USUAL_FIELDS,
    questions: int = USUAL_QUESTIONS,
    comparison: Comparison | None = None,
    departments_apart: Mapping[str, Fraction] = NO_SPREAD,
) -> Proposal:
    """At most so many fields with at most so many questions each; always the same for the same input.

    `departments_apart` says of questions how far the answers of departments lie apart, 0..1, where they are not agreed.
    Fields for which nothing speaks are not proposed. Raises `ValueError` for numbers below one.
    """
    if fields < 1 or questions < 1:
        raise ValueError(f"{fields} fields and {questions} questions are wanted; possible: 1 or more of each")
    found = _Finder(evaluation, departments_apart, _changes(comparison))
    topics = [found.field(part, questions) for part in evaluation.fields if part.is_asked]
    chosen = tuple(sorted((topic for topic in topics if topic.reasons), key=lambda topic: -topic.urgency)[:fields])
    return Proposal(chosen, _strength(evaluation, {topic.key for topic in chosen}))


def _changes(comparison: Comparison | None) -> dict[str, Fraction]:
    changes = comparison.fields if comparison else ()
    found = {change.key: change.difference for change in changes}
    return {key: value for key, value in found.items() if value is not None and abs(value) >= CHANGED_FROM}


class _Finder(NamedTuple):
    evaluation: Evaluation
    apart: Mapping[str, Fraction]
    changes: Mapping[str, Fraction]

    def field(self, part: PartResult, most: int) -> Topic:
        topics = [self.question(key) for key in part.questions if self._is_asked(key)]
        urgent = sorted((topic for topic in topics if topic.reasons), key=lambda topic: -topic.urgency)
        counted = part.counts.applicable
        differing = _with(topics, ReasonKind.DISAGREEMENT)
        not_known = _with(topics, ReasonKind.NOT_KNOWN)
        shares = {
            ReasonKind.DISAGREEMENT: Reason(ReasonKind.DISAGREEMENT, Fraction(len(differing), counted), differing),
            ReasonKind.NOT_KNOWN: Reason(ReasonKind.NOT_KNOWN, Fraction(len(not_known), counted), not_known),
        }
        reasons = [reason for reason in shares.values() if reason.questions]
        change = self.changes.get(part.key)
        if change is not None:
            reasons.append(Reason(ReasonKind.CHANGED, change))
        distance = HALF if part.score is None else 1 - part.score
        urgency = distance + sum((reason.value for reason in shares.values()), Fraction(0)) + max(-(change or 0), 0)
        level = self._reason_of_level(part)
        return Topic(part.key, Fraction(urgency), tuple(sorted((*level, *reasons), key=_weight)), tuple(urgent[:most]))

    def _reason_of_level(self, part: PartResult) -> list[Reason]:
        """What the level says; a field without a finding still has room to the top."""
        if part.score is None:
            return []
        levels = self.evaluation.framework.levels.fields
        tendency = next((level.tendency for level in levels if level.key == part.level.level), None)
        needs = tendency is not None and KINDS[tendency] is FindingKind.NEED_FOR_ACTION
        kind = ReasonKind.NEED_FOR_ACTION if needs else ReasonKind.POTENTIAL
        return [Reason(kind, part.score)] if part.score < 1 else []

    def _is_asked(self, key: str) -> bool:
        state = self.evaluation.questions[key].state
        is_open = state.is_open or state is State.ANSWERED
        return is_open and self.evaluation.framework.questions[key].is_scored

    def question(self, key: str) -> Topic:
        result, question = self.evaluation.questions[key], self.evaluation.framework.questions[key]
        reasons = []
        low = _low(result, question)
        if low is not None:
            reasons.append(Reason(ReasonKind.NEED_FOR_ACTION if low < HALF else ReasonKind.POTENTIAL, low))
        apart = self._apart(result)
        if apart is not None:
            reasons.append(Reason(ReasonKind.DISAGREEMENT, apart))
        if result.state.is_open:
            reasons.append(Reason(ReasonKind.NOT_KNOWN, Fraction(1)))
        distance = HALF if result.value is None else 1 - result.value
        urgency = distance + (apart or 0) + (1 if result.state.is_open else 0)
        return Topic(key, urgency, tuple(sorted(reasons, key=_weight)))

    def _apart(self, result: QuestionResult) -> Fraction | None:
        """How far people, groups or departments lie apart, 0..1, where it is a disagreement; the widest counts."""
        rules, voices = self.evaluation.framework.finding_rules, result.voices
        found = [self.apart.get(result.key, Fraction(0))]
        if voices.agreement is not None and rules.disagreement_below is not None:
            found += [(1 - voices.agreement) / 2] if voices.agreement < rules.disagreement_below else []
        if voices.gap is not None and rules.group_gap_from is not None:
            found += [voices.gap] if voices.gap >= rules.group_gap_from else []
        return max(found) or None


def _low(result: QuestionResult, question: Question) -> Fraction | None:
    """The value of an answer for which the framework has a next step, or that lies in the lower half."""
    option = question.scale.by_key.get(result.settled.option or "")
    if result.value is None or option is None:
        return None
    return result.value if option.next_step is not None or result.value < HALF else None


def _with(topics: Sequence[Topic], kind: ReasonKind) -> tuple[str, ...]:
    return tuple(topic.key for topic in topics if any(reason.kind is kind for reason in topic.reasons))


def _weight(reason: Reason) -> Fraction:
    """Smaller is more telling: by how much the reason raises the urgency."""
    is_score = reason.kind in (ReasonKind.NEED_FOR_ACTION, ReasonKind.POTENTIAL)
    return reason.value - 1 if is_score else -abs(reason.value)


def _strength(evaluation: Evaluation, chosen: set[str]) -> Topic | None:
    """The highest field, outside the chosen ones where there is one; none with nothing done.

    Findings of strength go first; where there are none, what is best so far is worth a word too.
    """
    found = {finding.part for finding in evaluation.findings_of(FindingKind.STRENGTH)}
    parts = [part for part in evaluation.fields if part.score]
    if not parts:
        return None
    part = min(parts, key=lambda one: (one.key not in found, one.key in chosen, -(one.score or 0)))
    best = [key for key in part.questions if (evaluation.questions[key].value or 0) >= (part.score or 0)]
    return Topic(part.key, Fraction(0), (Reason(ReasonKind.STRENGTH, part.score or Fraction(0), tuple(best)),))
