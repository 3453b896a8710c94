"""What was agreed, as measures in outline, and what was written down."""

from datetime import date
from typing import NamedTuple

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.journal.actions import record
from weltoffen.live.actions.undoing import tell
from weltoffen.live.choices import LiveEvent
from weltoffen.live.models import EVERYBODY, Note, Outline
from weltoffen.live.queries import held_session, next_of
from weltoffen.live.rules import SomebodyWasFaster, require_running
from weltoffen.workshops.models import AgendaItem, Workshop


class OutlineContent(NamedTuple):
    """What is agreed."""

    what: str
    who: str = ""
    until: date | None = None
    first_step: str = ""
    helpers: str = ""


@transaction.atomic
def agree(
    workshop: Workshop, item: AgendaItem | None, content: OutlineContent, *,
    source: dict[str, object], group: int = EVERYBODY, by: Person | None,
) -> Outline:  # fmt: skip
    """Note an agreement; it stands on the stage at once."""
    require_running(workshop)
    outline = Outline(
        municipality_id=workshop.municipality_id, workshop=workshop, item=item, group=group,
        number=next_of(Outline.objects.filter(workshop=workshop)), source=source, **content._asdict(),
    )  # fmt: skip
    tell(held_session(workshop), group)
    outline.save(force_insert=True)
    _record(workshop, outline, by)
    return outline


@transaction.atomic
def change_outline(workshop: Workshop, outline: Outline, content: OutlineContent, *, by: Person | None) -> None:
    """Correct an agreement."""
    for name, value in content._asdict().items():
        setattr(outline, name, value)
    tell(held_session(workshop), outline.group)
    outline.save()
    _record(workshop, outline, by)


@transaction.atomic
def remove_outline(workshop: Workshop, outline: Outline, *, by: Person | None) -> None:
    """Take an agreement back."""
    tell(held_session(workshop), outline.group)
    _record(workshop, outline, by, LiveEvent.OUTLINE_REMOVED)
    outline.delete()


@transaction.atomic
def write_note(workshop: Workshop, item: AgendaItem, text: str, *, version: int) -> Note:
    """Keep what was written down about an item. Raises `SomebodyWasFaster` where another text stands there by now."""
    held_session(workshop)
    note = Note.objects.filter(item=item).first()
    if (note.version if note else 0) != version:
        raise SomebodyWasFaster
    if note is None:
        return Note.objects.create(municipality_id=workshop.municipality_id, workshop=workshop, item=item, text=text)
    note.text, note.version = text, note.version + 1
    note.save()
    return note


def _record(
    workshop: Workshop, outline: Outline, by: Person | None, event: LiveEvent = LiveEvent.OUTLINE_AGREED
) -> None:
    details = {"workshop": workshop.number}
    record(event, by=by, municipality=workshop.municipality_id, subject=outline.what, details=details)
