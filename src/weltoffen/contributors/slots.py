"""Places on the page behind a personal link that later rooms fill: the way to the questions, and what else is asked."""

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


class Task(NamedTuple):
    """Something else that somebody is asked."""

    text: str
    href: str
    label: str | Promise


ANSWERING: Slot[Callable[[Guest], WayOn | None]] = Slot()
TASKS: Slot[Callable[[Guest], Task | None]] = Slot()


def way_on(guest: Guest) -> WayOn | None:
    """How this guest goes on, as the room that knows the answers says; None where there is nothing to answer."""
    return next((way for source in ANSWERING if (way := source(guest)) is not None), None)


def tasks(guest: Guest) -> list[Task]:
    """What else this guest is asked now."""
    return [task for source in TASKS if (task := source(guest)) is not None]
