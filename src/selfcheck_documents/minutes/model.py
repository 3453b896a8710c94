"""What the minutes are made of. Whoever fills this in has decided already what may be shown of small perspectives.

Confidential rounds have no place here at all: they are never exported.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from selfcheck_documents.charts.perspectives import Choice, Own, View
from selfcheck_documents.perspective_words import Gap


class StatusKind(StrEnum):
    """How far the minutes are."""

    DRAFT = "draft"
    CORRECTED = "corrected"
    AGREED = "agreed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """How far the minutes are, since when and by whom; both are needed of what is corrected or agreed."""

    kind: StatusKind = StatusKind.DRAFT
    day: date | None = None
    by: str = ""


class Guests(NamedTuple):
    """How many of a perspective came, as it may be shown: "9", or "fewer than 5"."""

    perspective: str
    number: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundResult:
    """One question or field as it was rated. `agreement` is that of all votes, −1 to 1."""

    question: str
    choices: tuple[Choice, ...]
    views: tuple[View, ...]
    administration: Own | None = None
    gaps: tuple[Gap, ...] = ()
    agreement: Fraction | None = None
    note: str = ""


class Cluster(NamedTuple):
    """Ideas that were moved together; without a name, those that stand alone."""

    name: str
    ideas: tuple[str, ...]


class Priority(NamedTuple):
    """One topic: its rank as counted ("1", "2" for two that are even), the total, and that of each perspective."""

    rank: str
    topic: str
    total: int
    by_perspective: tuple[int | None, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Priorities:
    """What matters most, in its order. `voters` is how many gave points or ranks."""

    question: str
    rows: tuple[Priority, ...]
    perspectives: tuple[str, ...] = ()
    voters: int | None = None
    rule: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreedStep:
    """What was agreed. `trace` says where it comes from: question, rating, priority."""

    what: str
    who: str = ""
    until: date | None = None
    first_step: str = ""
    helpers: str = ""
    trace: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MinutesItem:
    """One item of the agenda. `notes` is what people typed; an empty line parts paragraphs.

    `number` is the one on agenda and ballots; items of a working group follow the item in which everybody parts.
    """

    heading: str
    number: str = ""
    activity: str = ""
    starts: time | None = None
    ends: time | None = None
    group: str = ""
    notes: str = ""
    results: tuple[RoundResult, ...] = ()
    ideas: tuple[Cluster, ...] = ()
    priorities: tuple[Priorities, ...] = ()
    agreements: tuple[AgreedStep, ...] = ()

    @property
    def name(self) -> str:
        """What it is called, with its number."""
        return f"{self.number} {self.heading}" if self.number else self.heading

    @property
    def is_empty(self) -> bool:
        """Whether nothing came out of it that could be told."""
        return not (self.notes.strip() or self.results or self.ideas or self.priorities or self.agreements)


@dataclass(frozen=True, kw_only=True, slots=True)
class Minutes:
    """The minutes of a workshop. `besides` are names of items about which there is nothing to say."""

    title: str
    municipality: str
    day: date
    starts: time
    ends: time
    place: str = ""
    facilitator: str = ""
    guests: tuple[Guests, ...] = ()
    guests_total: str = ""
    introduction: str = ""
    items: tuple[MinutesItem, ...] = ()
    besides: tuple[str, ...] = ()
    outlook: str = ""
    attachments: tuple[str, ...] = ()
    status: Status = Status()
