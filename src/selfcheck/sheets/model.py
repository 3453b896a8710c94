"""An answer sheet: every respondent's answers as given, the agreed answers, and whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

LENGTH_OF_ARS = 12


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


def same_place(one: str, other: str) -> bool:
    """Whether two official keys mean the same place; an ARS of twelve digits holds the AGS (first five, last three)."""
    return _short_key(one) == _short_key(other)


def _short_key(key: str) -> str:
    digits = key.replace(" ", "")
    return digits[:5] + digits[9:] if len(digits) == LENGTH_OF_ARS else digits


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """The answers to one framework version. The order of answers carries no meaning.

    `is_accountable`: respondents are offices that answer by their name, such as departments, and no single people.
    """

    answers: tuple[Answer, ...]
    agreed: Mapping[str, Agreed] = field(default_factory=dict)
    municipality: Municipality = field(default_factory=Municipality)
    framework: str = ""
    date: str = ""
    notice: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    is_accountable: bool = False

    @property
    def respondents(self) -> frozenset[str | None]:
        """Who answered; None stands for one respondent without a name."""
        return frozenset(answer.respondent for answer in self.answers)

    @property
    def is_of_one_person(self) -> bool:
        """Whether all answers can be one person's: then comments are that person's own and may be shown.

        Answers without a respondent are taken as one person's only where they are of one group.
        """
        return len({(answer.respondent, answer.group) for answer in self.answers}) <= 1

    @property
    def shows_comments(self) -> bool:
        """Whether what respondents wrote may be shown: they answer for it by name, or all of it is one person's."""
        return self.is_accountable or self.is_of_one_person
