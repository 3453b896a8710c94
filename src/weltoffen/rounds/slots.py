"""Named places on a round's pages that later rooms fill: how far it is, and what can be done with it.

This room knows neither answers nor evaluations; their rooms add themselves when Django starts (`apps.py`).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from weltoffen.foundation.slots import Slot
from weltoffen.municipalities.access import Here
from weltoffen.rounds.models import Round


class FieldProgress(NamedTuple):
    """How far a field of action is. `href` leads to its questions, `first_open` to the first one without an answer.

    Both are empty for those who may not read them.
    """

    answered: int
    asked: int
    href: str = ""
    first_open: str = ""


class Progress(NamedTuple):
    """How far a round is, by its fields' keys in order; `minutes_left` is None where nobody can tell.

    Which questions are asked depends on answers, so their number is only for those who may read answers: `is_exact`.
    """

    fields: Mapping[str, FieldProgress]
    minutes_left: int | None = None
    is_exact: bool = True

    @property
    def answered(self) -> int:
        """Questions with an answer."""
        return sum(field.answered for field in self.fields.values())

    @property
    def asked(self) -> int:
        """Questions that are asked."""
        return sum(field.asked for field in self.fields.values())

    @property
    def tenths(self) -> int:
        """The answered share in whole tenths; ten only when nothing is open."""
        return 10 if self.is_complete else 10 * self.answered // self.asked

    @property
    def bar(self) -> tuple[int, int]:
        """What a bar shows: how much of how much."""
        return (self.answered, self.asked) if self.is_exact else (self.tenths, 10)

    @property
    def is_complete(self) -> bool:
        """Whether every question that is asked has an answer."""
        return self.answered == self.asked

    @property
    def next_field(self) -> str | None:
        """The field to go on with: the first that was begun, else the first that is open."""
        left = [key for key, field in self.fields.items() if field.answered < field.asked]
        begun = [key for key in left if self.fields[key].answered]
        return next(iter([*begun, *left]), None)


class RoundLink(NamedTuple):
    """Something that can be done with a round, in order; `is_next_step`: on top, once nothing is left to answer."""

    order: int
    label: str
    text: str
    href: str
    is_next_step: bool = False


PROGRESS_SOURCES: Slot[Callable[[Here, Round], Progress]] = Slot()
LINK_SOURCES: Slot[Callable[[Here, Round], Iterable[RoundLink]]] = Slot()


def progress_of(here: Here, round_: Round) -> Progress:
    """How far the round is, as the room that knows the answers says."""
    return next(iter(PROGRESS_SOURCES))(here, round_)


def links_of(here: Here, round_: Round) -> list[RoundLink]:
    """What this person can do with the round."""
    return sorted((link for source in LINK_SOURCES for link in source(here, round_)), key=lambda link: link.order)
