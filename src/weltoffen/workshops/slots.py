"""Named places on a workshop's pages that later rooms fill: invitations, the running session, minutes.

This room knows none of them; they add themselves when Django starts (`apps.py`).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from selfcheck_documents.workshop_papers import Ballot, BallotWords, Text
from weltoffen.foundation.slots import Slot
from weltoffen.municipalities.access import Here
from weltoffen.workshops.models import AgendaItem, Workshop


class WorkshopLink(NamedTuple):
    """Something that can be done with a workshop, in order.

    `is_next_step`: the next step, once the agenda is ready; of several the first in order. `heading` says then what
    is to be done; without it the label does. `is_urgent`: it goes before the agenda, because somebody waits to be told.
    """

    order: int
    label: str
    text: str
    href: str
    is_next_step: bool = False
    heading: str = ""
    is_urgent: bool = False


class GuestName(NamedTuple):
    """Somebody for whom a name plate and a line of the sign-in list are printed; `perspective` is a key, or empty."""

    name: str
    organisation: str
    perspective: str


class ExpectedGuests(NamedTuple):
    """How many people of one perspective are on the list, come, and have not replied; `perspective` is a key."""

    perspective: str
    listed: int
    coming: int
    is_open: int


class NeedCount(NamedTuple):
    """How many need something: never who."""

    label: str
    number: int


class GuestLanguage(NamedTuple):
    """A language in which guests are asked: its tag, and what it calls itself."""

    tag: str
    name: str


class PaperRounds(NamedTuple):
    """The rounds of a workshop on paper, in one language."""

    words: BallotWords
    perspectives: Sequence[Text]
    ballots: Sequence[Ballot]


class Asking(Protocol):
    """Whoever asks guests by phone says what they are asked on paper: the same, in the same languages."""

    def languages(self) -> Sequence[GuestLanguage]:
        """Every language, in the order in which it is offered."""

    def has_ballot(self, item: AgendaItem) -> bool:
        """Whether guests are asked something during an item."""

    def rounds(self, workshop: Workshop, items: Sequence[AgendaItem], tag: str) -> PaperRounds:
        """The ballots of these items."""


WORKSHOP_LINKS: Slot[Callable[[Here, Workshop], Iterable[WorkshopLink]]] = Slot()
GUEST_PATHS: Slot[Callable[[Workshop], str]] = Slot()
"""Where guests join: the path of a page, to be printed with its QR code. The first one counts."""
GUEST_NAMES: Slot[Callable[[Workshop], Iterable[GuestName]]] = Slot()
EXPECTED_GUESTS: Slot[Callable[[Workshop], Iterable[ExpectedGuests]]] = Slot()
NEEDS_OF_GUESTS: Slot[Callable[[Workshop], Iterable[NeedCount]]] = Slot()
ASKING: Slot[Asking] = Slot()
"""The first one counts; without one there are no ballots."""


def links_of(here: Here, workshop: Workshop) -> Sequence[WorkshopLink]:
    """What later rooms offer to this person."""
    return sorted((link for source in WORKSHOP_LINKS for link in source(here, workshop)), key=lambda link: link.order)


def guest_path(workshop: Workshop) -> str:
    """Where guests join; empty where no room leads a running workshop."""
    return next((path(workshop) for path in GUEST_PATHS), "")


def guest_names(workshop: Workshop) -> Sequence[GuestName]:
    """Who is expected, as far as anybody knows."""
    return [guest for source in GUEST_NAMES for guest in source(workshop)]


def expected_guests(workshop: Workshop) -> Sequence[ExpectedGuests]:
    """Who is expected by perspective, those without guests left out; empty where nobody is invited."""
    found = (one for source in EXPECTED_GUESTS for one in source(workshop))
    return [one for one in found if one.listed]


def needs_of_guests(workshop: Workshop) -> Sequence[NeedCount]:
    """What guests need, as counts."""
    return [need for source in NEEDS_OF_GUESTS for need in source(workshop)]


def asking() -> Asking | None:
    """Who knows what guests are asked."""
    return next(iter(ASKING), None)


def guest_languages() -> Sequence[GuestLanguage]:
    """The languages in which guests are asked."""
    found = asking()
    return found.languages() if found else ()
