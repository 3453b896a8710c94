"""What an evaluation says: immutable values, one object for screen, report, export and JSON.

Scores are fractions from 0 to 1, exact; they are rounded where they are shown (`selfcheck.exact`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from selfcheck.frameworks.model import Framework
from selfcheck.sheets.model import AnswerSheet


class State(StrEnum):
    """What became of a question. The three kinds of nothing are kept apart from each other and from zero."""

    ANSWERED = "answered"
    NOT_KNOWN = "not_known"
    UNANSWERED = "unanswered"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"

    @property
    def is_open(self) -> bool:
        """Whether an answer could still come: it counts for coverage and bounds, not for the score."""
        return self in OPEN_STATES


OPEN_STATES = frozenset({State.NOT_KNOWN, State.UNANSWERED, State.UNDETERMINED})


class Formation(StrEnum):
    """How the answer that counts was formed."""

    AGREED = "agreed"
    SINGLE = "single"
    MEDIAN = "median"


class Settled(NamedTuple):
    """The answer that counts for one question, and how it came about."""

    state: State
    option: str | None = None
    formation: Formation | None = None


class GroupView(NamedTuple):
    """What one group of respondents answered to one question; only ever of at least the anonymity threshold."""

    group: str
    respondents: int
    distribution: Mapping[str, int]
    median: str
    mean: Fraction


class Voices(NamedTuple):
    """Who answered a question how. `distribution` and what follows is None or empty under the anonymity threshold."""

    respondents: int
    distribution: Mapping[str, int] | None = None
    agreement: Fraction | None = None
    groups: tuple[GroupView, ...] = ()
    gap: Fraction | None = None


class Term(NamedTuple):
    """One summand of a score: a question or a part, its weight in this rule, its value."""

    key: str
    weight: Fraction
    value: Fraction


class Trace(NamedTuple):
    """Why a score is what it is: the rule and everything that entered it."""

    rule: str
    terms: tuple[Term, ...]


class Counts(NamedTuple):
    """How many of the scored questions of a part are in which state, and how many were settled without agreement."""

    answered: int = 0
    not_known: int = 0
    unanswered: int = 0
    not_applicable: int = 0
    preliminary: int = 0

    @property
    def applicable(self) -> int:
        """The questions that coverage refers to."""
        return self.answered + self.not_known + self.unanswered

    @property
    def coverage(self) -> Fraction:
        """Answered questions among applicable ones, 0..1; 1 where nothing applies and so nothing is open."""
        return Fraction(self.answered, self.applicable) if self.applicable else Fraction(1)

    def __add__(self, other: tuple[int, ...]) -> "Counts":  # type: ignore[override]
        return Counts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class Standing(NamedTuple):
    """A score with its bounds: what it would be if everything open were answered worst, and best.

    `score` is None when nothing is answered; `low` and `high` are None when nothing applies.
    """

    score: Fraction | None
    low: Fraction | None
    high: Fraction | None


class NoLevel(StrEnum):
    """Why a part has no level."""

    NOTHING_APPLIES = "nothing_applies"
    NOTHING_ANSWERED = "nothing_answered"
    COVERAGE = "coverage"
    NONE_REACHED = "none_reached"


class LevelResult(NamedTuple):
    """The level of a part and the levels at its bounds.

    `reason` says why there is none; `missing_answers` how many answers the minimum coverage still needs.
    """

    level: str | None = None
    low: str | None = None
    high: str | None = None
    reason: NoLevel | None = None
    missing_answers: int = 0


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question: the answer that counts, its points and value (0..1), and the voices behind it.

    `is_disregarded` says that somebody answered although the question is not asked here.
    """

    key: str
    settled: Settled
    points: Fraction | None
    value: Fraction | None
    voices: Voices
    is_disregarded: bool = False

    @property
    def state(self) -> State:
        """What became of the question."""
        return self.settled.state

    @property
    def is_preliminary(self) -> bool:
        """Whether several answered and nothing is agreed yet."""
        return self.settled.formation is Formation.MEDIAN


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The view of one group of respondents on a part, over the questions where the group may be shown."""

    group: str
    score: Fraction
    questions: int


@dataclass(frozen=True, slots=True)
class PartResult:
    """A field of action, a goal, a composite or the whole: score, bounds, coverage, level, trace."""

    key: str
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    counts: Counts
    level: LevelResult
    trace: Trace
    goals: tuple["PartResult", ...] = ()
    questions: tuple[str, ...] = ()
    groups: tuple[GroupScore, ...] = ()
    group_gap: Fraction | None = None

    @property
    def coverage(self) -> Fraction:
        """Answered questions among applicable ones, 0..1."""
        return self.counts.coverage

    @property
    def is_asked(self) -> bool:
        """Whether any of its questions applies here."""
        return self.counts.applicable > 0

    @property
    def is_preliminary(self) -> bool:
        """Whether any answer in it is not agreed yet although several people gave one."""
        return self.counts.preliminary > 0


class FindingKind(StrEnum):
    """What a finding is."""

    STRENGTH = "strength"
    POTENTIAL = "potential"
    NEED_FOR_ACTION = "need_for_action"
    DISAGREEMENT = "disagreement"
    BLIND_SPOT = "blind_spot"


class Figure(StrEnum):
    """What the value of a finding is: a score 0..1, van der Eijk's A -1..1, a gap between groups or a share 0..1."""

    SCORE = "score"
    AGREEMENT = "agreement"
    GAP = "gap"
    SHARE = "share"


class Suggestion(NamedTuple):
    """What to do next about one question: the name of the step, whose words the framework's texts hold."""

    question: str
    step: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth saying about a part, the questions that cause it and the suggestions that follow.

    `part` is the key of a goal or field. `value` is the part's score (strength, potential, need for action), van der
    Eijk's A or the gap between groups (disagreement), or the share of questions not known (blind spot); `figure`
    says which.
    """

    kind: FindingKind
    part: str
    field: str
    questions: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    value: Fraction
    figure: Figure
    is_preliminary: bool = False


@dataclass(frozen=True)
class Evaluation:
    """Everything that the calculation says about one answer sheet.

    `given` holds the answers that count before conditions are looked at; `questions` what became of them.
    """

    framework: Framework
    sheet: AnswerSheet
    engine: str
    anonymity_threshold: int
    respondents: int
    fields: tuple[PartResult, ...]
    composites: tuple[PartResult, ...]
    total: PartResult | None
    questions: Mapping[str, QuestionResult]
    given: Mapping[str, Settled]
    findings: tuple[Finding, ...]

    @property
    def is_preliminary(self) -> bool:
        """Whether any counted answer is not agreed yet although several people gave one."""
        return any(part.is_preliminary for part in self.fields)

    @cached_property
    def counts(self) -> Counts:
        """The states of all scored questions together."""
        return sum((part.counts for part in self.fields), Counts())

    @cached_property
    def parts(self) -> Mapping[str, PartResult]:
        """Fields, goals and composites by their keys."""
        return {part.key: part for part in self._walk()}

    def _walk(self) -> Iterator[PartResult]:
        for part in self.fields:
            yield part
            yield from part.goals
        yield from self.composites

    def findings_of(self, kind: FindingKind) -> tuple[Finding, ...]:
        """The findings of one kind, most telling first."""
        return tuple(finding for finding in self.findings if finding.kind is kind)
