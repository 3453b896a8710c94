"""Named places on the account page that later rooms fill: where the person belongs, and what can be chosen there."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from weltoffen.accounts.models import Person
from weltoffen.foundation.slots import Slot


class Belonging(NamedTuple):
    """Somewhere a person has a role: what it is called, the role, and where it is."""

    label: str
    role: str
    href: str


class Way(NamedTuple):
    """Something that a person can choose on a page of its own."""

    heading: str
    text: str
    href: str
    action: str


BELONGING_SOURCES: Slot[Callable[[Person], Iterable[Belonging]]] = Slot()
WAYS: Slot[Callable[[Person], Iterable[Way]]] = Slot()


def belongings_of(person: Person) -> list[Belonging]:
    """Everywhere this person belongs, as the later rooms say."""
    return [belonging for source in BELONGING_SOURCES for belonging in source(person)]


def ways_of(person: Person) -> list[Way]:
    """What else this person can choose, as the later rooms say."""
    return [way for source in WAYS for way in source(person)]
