"""Each deed of the console is kept with the values it replaced, so that it can be taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from weltoffen.live.choices import Deed
from weltoffen.live.models import Cluster, Idea, Poll, Scene, Session
from weltoffen.live.rules import MOST_DEEDS_TO_UNDO, NothingToUndo, VotesWereCast

CHANGED: Mapping[str, models.Manager[Any]] = {
    "scene": Scene.objects, "poll": Poll.objects, "idea": Idea.objects, "cluster": Cluster.objects,
}  # fmt: skip
MADE = "made"


class Change:
    """One deed of the console of everybody or of a group: sets columns, remembers what stood there, stores both."""

    def __init__(self, session: Session, deed: Deed, group: int) -> None:
        self.session, self.group, self._deed = session, group, deed
        self._before: list[list[Any]] = []

    def set(self, kind: str, row: models.Model, **values: Any) -> None:
        """Change columns of a row; foreign keys by their column (`item_id`)."""
        before = {name: _storable(getattr(row, name)) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        if kind != "session":
            row.save(update_fields=[name.removesuffix("_id") for name in values])
        self._before.append([kind, row.pk, before])

    def made(self, kind: str, row: models.Model) -> None:
        """Remember a row that this deed added."""
        self._before.append([kind, row.pk, MADE])

    def done(self) -> None:
        """Keep it, and tell everybody by the version that something is new."""
        entry = {"deed": self._deed.value, "group": self.group, "before": self._before}
        self.session.history = [*self.session.history, entry][-MOST_DEEDS_TO_UNDO:]
        tell(self.session, self.group)

    def begin_anew(self) -> None:
        """From here on this console can take nothing back that it did before."""
        self.session.history = [entry for entry in self.session.history if entry["group"] != self.group]


def _storable(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def tell(session: Session, group: int) -> None:
    """Let every page know by the version that something is new, and the group's consoles that they must look again."""
    session.version += 1
    session.save()
    Scene.objects.filter(workshop_id=session.pk, group=group).update(touched=session.version)


def last_deed(session: Session, group: int) -> dict[str, Any] | None:
    """What the console of everybody or of a group did last; None where it can take nothing back."""
    return next((entry for entry in reversed(session.history) if entry["group"] == group), None)


def take_back(session: Session, group: int) -> Deed:
    """Undo what a console did last; answers which. Raises `NothingToUndo` and `VotesWereCast`, and changes nothing."""
    entry = last_deed(session, group)
    if entry is None:
        raise NothingToUndo
    for kind, pk, before in reversed(entry["before"]):
        if before == MADE:
            _remove(kind, pk)
        elif kind == "session":
            for name, value in before.items():
                setattr(session, name, value)
        else:
            CHANGED[kind].filter(pk=pk).update(**before)
    session.history = [one for one in session.history if one is not entry]
    tell(session, group)
    return Deed(entry["deed"])


def _remove(kind: str, pk: int) -> None:
    row = CHANGED[kind].select_for_update().filter(pk=pk).first()
    if isinstance(row, Poll) and row.votes:
        raise VotesWereCast
    if row is not None:
        row.delete()
