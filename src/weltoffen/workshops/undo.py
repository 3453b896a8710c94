"""The item that somebody removed last, kept in their session, so that it can come back with one button."""

from typing import Any, NamedTuple

from django.contrib.sessions.backends.base import SessionBase

from weltoffen.workshops.actions import PlannedItem
from weltoffen.workshops.agenda import Place, Removed
from weltoffen.workshops.models import Workshop

KEY = "workshop-removed"


class Kept(NamedTuple):
    """What stands in the session: of which workshop, at which version of its agenda."""

    workshop: int
    version: int
    number: int
    item: dict[str, Any]
    place: tuple[int, int]


def keep_removed(session: SessionBase, workshop: Workshop, removed: Removed) -> None:
    """Remember what was removed, until the agenda changes again."""
    item = removed.item._asdict()
    kept = Kept(workshop.pk, workshop.agenda_version, removed.number, item, removed.place)
    session[KEY] = [*kept]


def kept_removed(session: SessionBase, workshop: Workshop) -> Removed | None:
    """What can come back; None once the agenda has changed since."""
    if KEY not in session:
        return None
    kept = Kept(*session[KEY])
    if (kept.workshop, kept.version) != (workshop.pk, workshop.agenda_version):
        return None
    return Removed(kept.number, PlannedItem(**kept.item), Place(*kept.place))


def forget_removed(session: SessionBase) -> None:
    """Nothing can come back any more."""
    session.pop(KEY, None)
