"""Named places on a workshop's pages that later rooms fill: invitations, the running session, minutes.

This room knows none of them; they add themselves when Django starts (`apps.py`).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from weltoffen.foundation.slots import Slot
from weltoffen.municipalities.access import Here
from weltoffen.workshops.models import Workshop


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


WORKSHOP_LINKS: Slot[Callable[[Here, Workshop], Iterable[WorkshopLink]]] = Slot()
GUEST_PATHS: Slot[Callable[[Workshop], str]] = Slot()
"""Where guests join: the path of a page, to be printed with its QR code. The first one counts."""
GUEST_NAMES: Slot[Callable[[Workshop], Iterable[GuestName]]] = Slot()


def links_of(here: Here, workshop: Workshop) -> Sequence[WorkshopLink]:
    """What later rooms offer to this person."""
    return sorted((link for source in WORKSHOP_LINKS for link in source(here, workshop)), key=lambda link: link.order)


def guest_path(workshop: Workshop) -> str:
    """Where guests join; empty where no room leads a running workshop."""
    return next((path(workshop) for path in GUEST_PATHS), "")


def guest_names(workshop: Workshop) -> Sequence[GuestName]:
    """Who is expected, as far as anybody knows."""
    return [guest for source in GUEST_NAMES for guest in source(workshop)]
