"""A named place on the account page that later rooms fill: where the person belongs."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from weltoffen.accounts.models import Person


class Belonging(NamedTuple):
    """Somewhere a person has a role: what it is called, the role, and where it is."""

    label: str
    role: str
    href: str


BELONGING_SOURCES: list[Callable[[Person], Iterable[Belonging]]] = []


def belongings_of(person: Person) -> list[Belonging]:
    """Everywhere this person belongs, as the later rooms say."""
    return [belonging for source in BELONGING_SOURCES for belonging in source(person)]
