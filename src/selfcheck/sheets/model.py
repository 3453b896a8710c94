"""An answer sheet: every respondent's answers as given, the agreed answers, and whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Answer(NamedTuple):
    """One respondent's answer to one question: `value` is the key of an option of its scale."""

    question: str
    value: str
    respondent: str | None = None
    group: str | None = None
    comment: str = ""
    evidence: Mapping[str, str] = {}


class Agreed(NamedTuple):
    """The answer that the municipality agreed on, with its reason."""

    question: str
    value: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Municipality:
    """Whose self-check it is. `key` is the official key (AGS or ARS); `members`: towns that take part with it."""

    name: str = ""
    key: str = ""
    kind: str | None = None
    coat_of_arms: str = ""
    members: tuple["Municipality", ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """The answers to one framework version. The order of answers carries no meaning."""

    answers: tuple[Answer, ...]
    agreed: Mapping[str, Agreed] = field(default_factory=dict)
    municipality: Municipality = field(default_factory=Municipality)
    framework: str = ""
    date: str = ""
    notice: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def respondents(self) -> frozenset[str | None]:
        """Who answered; None stands for one respondent without a name."""
        return frozenset(answer.respondent for answer in self.answers)
