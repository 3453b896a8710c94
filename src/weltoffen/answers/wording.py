"""A questionnaire in the words of one language, as pages show it; made by the bridge, once in a process.

Compared by identity, so that what a page makes of a question can be kept beside it (pages.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class WordedOption:
    """A choice in words."""

    key: str
    label: str
    description: str


@dataclass(frozen=True, slots=True, eq=False)
class WordedScale:
    """The choices of a question: the answers from worst to best, then what says that there is none."""

    answers: tuple[WordedOption, ...]
    others: tuple[WordedOption, ...]

    @property
    def options(self) -> tuple[WordedOption, ...]:
        """All of them."""
        return self.answers + self.others

    @property
    def is_explained(self) -> bool:
        """Whether the questionnaire says what the choices mean."""
        return any(option.description for option in self.options)


@dataclass(frozen=True, slots=True, eq=False)
class WordedCondition:
    """After which answers to which question another one is asked; `said` has their labels as a sentence names them."""

    question: str
    options: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True, eq=False)
class WordedQuestion:
    """A question in words. `evidence`: what counts, with the kind's label where there are kinds."""

    key: str
    text: str
    short: str
    explanation: str
    evidence: tuple[tuple[str, str], ...]
    departments: tuple[str, ...]
    conditions: tuple[WordedCondition, ...]
    scale: WordedScale
    is_mandatory: bool

    @property
    def only_if(self) -> str:
        """The conditions for the script: question=option,option; …"""
        return ";".join(f"{condition.question}={','.join(condition.options)}" for condition in self.conditions)

    def label_of(self, value: str) -> str:
        """An option's label; empty when none is chosen."""
        return next((option.label for option in self.scale.options if option.key == value), "")


@dataclass(frozen=True, slots=True, eq=False)
class WordedGroup:
    """A goal with its questions; without a label where questions stand in the field directly."""

    key: str
    label: str
    description: str
    questions: tuple[WordedQuestion, ...]


@dataclass(frozen=True, slots=True, eq=False)
class WordedField:
    """A field of action as a round asks it; `scales` are those of its questions, each once."""

    key: str
    label: str
    description: str
    groups: tuple[WordedGroup, ...]
    scales: tuple[WordedScale, ...]

    @property
    def questions(self) -> Iterator[WordedQuestion]:
        """Its questions in order."""
        return (question for group in self.groups for question in group.questions)


@dataclass(frozen=True, slots=True, eq=False)
class WordedQuestionnaire:
    """What a kind of municipality is asked, in one language. Evidence kinds are pairs of key and label."""

    how_to_answer: str
    fields: Mapping[str, WordedField]
    evidence_kinds: tuple[tuple[str, str], ...]
    questions: Mapping[str, WordedQuestion]
