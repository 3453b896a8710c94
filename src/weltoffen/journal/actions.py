"""Writing an entry. Called by each deed, inside its transaction."""

from collections.abc import Mapping
from typing import Protocol

from weltoffen.foundation import clock
from weltoffen.journal.models import Entry

THE_SYSTEM = "–"


class Actor(Protocol):
    """Somebody who can have done something."""

    pk: int

    def __str__(self) -> str: ...


def record(
    event: str,
    *,
    by: Actor | None,
    municipality: int | None,
    subject: str,
    details: Mapping[str, object] | None = None,
) -> Entry:
    """Add an entry: a past-tense event, who, in which municipality, about what; `details` say before and after.

    `by` None means a command of the operator.
    """
    return Entry.objects.create(
        at=clock.now(),
        event=event,
        actor=str(by) if by is not None else THE_SYSTEM,
        actor_id=by.pk if by is not None else None,
        municipality_id=municipality,
        subject=subject,
        details=dict(details or {}),
    )
