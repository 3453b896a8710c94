"""A named place on an earlier room's pages that later rooms fill when Django starts (`apps.py`)."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Slot(Generic[T]):
    """Things in the order in which they came, each once: Django may start a room more than once in a process."""

    def __init__(self, *things: T) -> None:
        self._things = dict.fromkeys(things)

    def fill(self, *things: T) -> None:
        """Add what is not there yet."""
        self._things.update(dict.fromkeys(things))

    def take_away(self, *things: T) -> None:
        """Remove what is there: for tests that plant something."""
        for thing in things:
            self._things.pop(thing, None)

    def __iter__(self) -> Iterator[T]:
        return iter(self._things)
