"""The shape of a framework: fields of action, goals, questions, scales, scoring rules and levels; no words.

Values are immutable. Scores inside the calculation are fractions from 0 to 1; thresholds in framework files are
written from 0 to 100 and stored here as fractions from 0 to 1.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

LOWEST_ANONYMITY_THRESHOLD = 5
"""Nothing is ever shown of fewer people; a framework or a setting can ask for more."""


class Meaning(StrEnum):
    """What choosing an option says."""

    ANSWER = "answer"
    NOT_KNOWN = "not_known"
    NOT_APPLICABLE = "not_applicable"


class ScoringRule(StrEnum):
    """How the score of a part comes from what lies below it; the closed list (docs/calculation.md)."""

    MEAN_OF_PARTS = "mean_of_parts"
    MEAN_OF_QUESTIONS = "mean_of_questions"
    POINTS = "points"
    WEAKEST_PART = "weakest_part"


class Tendency(StrEnum):
    """What reaching a level says about a part, in the words of the findings."""

    STRENGTH = "strength"
    POTENTIAL = "potential"
    NEED_FOR_ACTION = "need_for_action"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a scale. `points` and `value` (points mapped to 0..1) are None unless it means an answer."""

    key: str
    meaning: Meaning
    points: Fraction | None = None
    value: Fraction | None = None
    next_step: str | None = None
    is_met: bool = False


@dataclass(frozen=True)
class Scale:
    """The options of a question, the answers among them in order from worst to best."""

    key: str
    options: tuple[Option, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Option]:
        """The options by their keys."""
        return {option.key: option for option in self.options}

    @cached_property
    def answers(self) -> tuple[Option, ...]:
        """The options that mean an answer, from worst to best."""
        return tuple(option for option in self.options if option.meaning is Meaning.ANSWER)

    @property
    def worst(self) -> Option:
        """The answer with the fewest points."""
        return self.answers[0]

    @property
    def best(self) -> Option:
        """The answer with the most points."""
        return self.answers[-1]


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only if an earlier question was answered with one of these options."""

    question: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `weight` 0 means: asked, but not part of any score or coverage."""

    key: str
    scale: Scale
    weight: Fraction
    field: str
    goal: str | None
    departments: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    is_mandatory: bool = False
    tier: int | None = None
    references: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)

    @property
    def is_scored(self) -> bool:
        """Whether its answer enters a score."""
        return bool(self.weight)


@dataclass(frozen=True, slots=True)
class Goal:
    """A group of questions inside a field of action."""

    key: str
    weight: Fraction
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class FieldOfAction:
    """A top part: a field of action, an indicator, a category. It has goals, or questions directly."""

    key: str
    weight: Fraction
    goals: tuple[Goal, ...]
    own_questions: tuple[Question, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All its questions, those of its goals included, in order."""
        return self.own_questions or tuple(question for goal in self.goals for question in goal.questions)


@dataclass(frozen=True, slots=True)
class Composite:
    """A figure made of some fields, beside the fields themselves."""

    key: str
    rule: ScoringRule
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A named band. It is reached when each of its requirements holds; none means: always."""

    key: str
    tendency: Tendency | None = None
    score_from: Fraction | None = None
    met_from: int | None = None
    all_mandatory: bool = False
    tiers_to: int | None = None
    fields_from: Mapping[str, Fraction] = dataclasses.field(default_factory=dict)
    answers: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scoring:
    """Which rule forms which figure; `total` None means: a profile, no overall figure."""

    goal: ScoringRule
    field: ScoringRule
    total: ScoringRule | None
    minimum_coverage: Fraction


@dataclass(frozen=True, slots=True)
class Levels:
    """The level sets, each from lowest to highest; empty means: no levels there."""

    goals: tuple[Level, ...] = ()
    fields: tuple[Level, ...] = ()
    total: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingRules:
    """When something becomes a finding. Agreement is van der Eijk's A (-1..1); the others are shares 0..1."""

    disagreement_below: Fraction | None = None
    group_gap_from: Fraction | None = None
    not_known_from: Fraction | None = None


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """What an earlier version of the same framework has in common with this one.

    Equal keys are the same question, except those in `changed`; `renamed` maps a key of this version to the key
    of the same question in the earlier one.
    """

    version: str
    renamed: Mapping[str, str]
    changed: frozenset[str]


@dataclass(frozen=True)
class Framework:
    """One version of one instrument, without its words."""

    key: str
    version: str
    status: str
    languages: tuple[str, ...]
    licence: str
    kinds: tuple[str, ...]
    departments: tuple[str, ...]
    evidence_kinds: tuple[str, ...]
    references: Mapping[str, tuple[str, ...]]
    scales: Mapping[str, Scale]
    scoring: Scoring
    levels: Levels
    finding_rules: FindingRules
    anonymity_threshold: int
    fields: tuple[FieldOfAction, ...]
    composites: tuple[Composite, ...]
    earlier_versions: tuple[EarlierVersion, ...]
    checksum: str

    @property
    def name(self) -> str:
        """`id@version`."""
        return f"{self.key}@{self.version}"

    @property
    def is_draft(self) -> bool:
        """Whether its authors still work on it."""
        return self.status == "draft"

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its key, in order."""
        return {question.key: question for part in self.fields for question in part.questions}

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """Every goal by its key, in order."""
        return {goal.key: goal for part in self.fields for goal in part.goals}

    @cached_property
    def conditioned(self) -> Mapping[str, tuple[str, ...]]:
        """Which questions depend on a question: its key to the keys of those asked only after it."""
        depending: dict[str, tuple[str, ...]] = {}
        for question in self.questions.values():
            for condition in question.conditions:
                depending[condition.question] = (*depending.get(condition.question, ()), question.key)
        return depending

    def questions_for(
        self, *, kind: str | None = None, department: str | None = None, field: str | None = None
    ) -> Iterator[Question]:
        """The questions that a kind of municipality is asked, that a kind of department usually knows, of one field."""
        for question in self.questions.values():
            if kind is not None and question.kinds and kind not in question.kinds:
                continue
            if department is not None and department not in question.departments:
                continue
            if field is not None and field != question.field:
                continue
            yield question
