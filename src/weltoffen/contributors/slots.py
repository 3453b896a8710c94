"""The place on the page behind a personal link that the room of answers fills: the way to the questions."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise

from weltoffen.contributors.guest import Guest
from weltoffen.foundation.slots import Slot


class WayOn(NamedTuple):
    """Where somebody answers, what the button says, and how far they are."""

    href: str
    label: str | Promise
    answered: int
    asked: int


ANSWERING: Slot[Callable[[Guest], WayOn | None]] = Slot()


def way_on(guest: Guest) -> WayOn | None:
    """How this guest goes on, as the room that knows the answers says; None where there is nothing to answer."""
    return next((way for source in ANSWERING if (way := source(guest)) is not None), None)
