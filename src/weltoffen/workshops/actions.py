"""Preparing workshops: planning, changing and discarding them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.journal.actions import record
from weltoffen.workshops.choices import Kind, StandardPerspective, Venue, WorkshopEvent
from weltoffen.workshops.models import LOWEST_THRESHOLD, AgendaItem, WorkingGroup, Workshop
from weltoffen.workshops.plans import PlannedGroup as PlannedGroup
from weltoffen.workshops.plans import PlannedItem as PlannedItem
from weltoffen.workshops.queries import held, is_code_taken, next_number
from weltoffen.workshops.rules import new_code, require_nobody_waits, require_planned


class WorkshopContent(NamedTuple):
    """What somebody says about a workshop."""

    title: str
    begins_at: datetime
    minutes: int
    kind: str = Kind.WORKSHOP
    purpose: str = ""
    venue: str = Venue.ROOM
    place: str = ""
    link: str = ""
    facilitator: str = ""


@transaction.atomic
def plan_workshop(
    evaluation: StoredEvaluation, content: WorkshopContent, groups: Sequence[PlannedGroup] = (),
    items: Sequence[PlannedItem] = (), *, by: Person | None, threshold: int = LOWEST_THRESHOLD,
) -> Workshop:  # fmt: skip
    """Begin to prepare a workshop about an evaluation, with the standard perspectives."""
    workshop = Workshop(
        municipality_id=evaluation.municipality_id, evaluation=evaluation, number=next_number(), code=free_code(),
        perspectives=[{"key": key.value, "label": "", "label_en": ""} for key in StandardPerspective],
        threshold=max(LOWEST_THRESHOLD, threshold),
    )  # fmt: skip
    _fill(workshop, content)
    workshop.save(force_insert=True)
    store_agenda(workshop, groups, items)
    _record(WorkshopEvent.WORKSHOP_PLANNED, workshop, by)
    return workshop


@transaction.atomic
def change_workshop(workshop: Workshop, content: WorkshopContent, *, by: Person | None) -> Workshop:
    """Change what is known about a workshop that has not begun."""
    locked = held(workshop)
    require_planned(locked)
    _fill(locked, content)
    locked.save()
    _record(WorkshopEvent.WORKSHOP_CHANGED, locked, by)
    return locked


@transaction.atomic
def discard_workshop(workshop: Workshop, *, by: Person | None) -> None:
    """Remove a workshop that has not begun, with all that was prepared for it."""
    locked = held(workshop)
    require_planned(locked)
    require_nobody_waits(locked)
    _record(WorkshopEvent.WORKSHOP_DISCARDED, locked, by)
    locked.delete()


def store_agenda(workshop: Workshop, groups: Sequence[PlannedGroup], items: Sequence[PlannedItem]) -> None:
    """Put groups and items to a workshop that has none. Part of a deed: it records nothing."""
    stored = [
        WorkingGroup.objects.create(
            municipality_id=workshop.municipality_id, workshop=workshop, number=number, **group._asdict()
        )
        for number, group in enumerate(groups, 1)
    ]
    for number, item in enumerate(items, 1):
        AgendaItem.objects.create(
            municipality_id=workshop.municipality_id, workshop=workshop, number=number, position=number,
            group=stored[item.group - 1] if item.group else None, activity=item.activity, title=item.title,
            minutes=item.minutes, notes=item.notes, subjects=list(item.subjects), reasons=list(item.reasons),
            options=dict(item.options), is_fixed=item.is_fixed,
        )  # fmt: skip


def _fill(workshop: Workshop, content: WorkshopContent) -> None:
    for name, value in content._asdict().items():
        setattr(workshop, name, value)


def free_code() -> str:
    """A code that no other workshop has."""
    while is_code_taken(code := new_code()):
        pass
    return code


def _record(event: WorkshopEvent, workshop: Workshop, by: Person | None) -> None:
    details = {"workshop": workshop.number}
    record(event, by=by, municipality=workshop.municipality_id, subject=workshop.title, details=details)
