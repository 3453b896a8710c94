"""What is streamed, to whom, and where it comes from: whoever knows the workshops puts a source here (`apps.py`).

The database is the bus: a source reads what is on from there, so that several processes stream the same.
"""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from weltoffen.foundation.slots import Slot

if TYPE_CHECKING:  # a server fills in a source before Django knows its models
    from weltoffen.workshops.models import Workshop


class Audience(StrEnum):
    """Who looks at a running workshop."""

    PHONE = "phone"
    STAGE = "stage"
    CONSOLE = "console"


class Topic(NamedTuple):
    """What all who get the same have in common; group 0 is the whole room."""

    workshop: int
    audience: Audience
    group: int = 0
    language: str = "de"


class Line(NamedTuple):
    """Streams that are counted together, whatever their language."""

    workshop: int
    audience: Audience
    group: int = 0


class Mark(NamedTuple):
    """By what one sees that something changed: `on` for all, `casts` for stage and console, `line` for the console."""

    on: int
    casts: int = 0
    line: int = 0


class Source(Protocol):
    """Where states come from. Each call may raise what the database raises; the next one comes on the same thread or
    another one, and must find a sound connection again. Connections belong to threads that live as long as the process.
    """

    def topic_of(self, token: str) -> Topic | None:
        """What this signed token lets somebody follow; None for an unknown or too old one. In the server's threads."""

    def marks(self, workshops: Collection[int]) -> Mapping[int, Mark]:
        """The present mark of each of these workshops; one that is missing does not run any more. In one thread."""

    def state_for(self, topic: Topic) -> str | None:
        """What is on, as those of this topic may know it; None where there is nothing to follow (any more)."""

    def report_connected(self, counts: Mapping[Line, int]) -> None:
        """How many streams this process has open, of every workshop that had one since the last report."""


SOURCES: Slot[Source] = Slot()
STARTS_OVER: "Slot[Callable[[Workshop], None]]" = Slot()
"""What later rooms keep of a workshop that starts over: each erases it, or refuses where it must stay."""
SETTLES: "Slot[Callable[[Workshop], bool]]" = Slot()
"""Who knows that a workshop's outcome is agreed and stays as it is."""
