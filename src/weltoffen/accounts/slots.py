"""A named place on the account page that later rooms fill: where the person belongs."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from weltoffen.accounts.models import Person
from weltoffen.foundation.slots import Slot


class Belonging(NamedTuple):
    """Somewhere a person has a role: what it is called, the role, and where it is."""

    label: str
    role: str
    href: str


BELONGING_SOURCES: Slot[Callable[[Person], Iterable[Belonging]]] = Slot()


def belongings_of(person: Person) -> list[Belonging]:
    """Everywhere this person belongs, as the later rooms say."""
    return [belonging for source in BELONGING_SOURCES for belonging in source(person)]
