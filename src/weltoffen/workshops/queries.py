"""Reading workshops, their groups and agendas."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation.composed import Composed
from weltoffen.foundation.scoping import municipality_in_scope
from weltoffen.journal.models import Entry
from weltoffen.journal.queries import entries_here
from weltoffen.workshops.choices import Phase, WorkshopEvent
from weltoffen.workshops.models import AgendaItem, AgendaTemplate, WorkingGroup, Workshop


def workshops_here() -> "QuerySet[Workshop]":
    """The workshops of the municipality in scope, newest first, with their rounds."""
    return Workshop.objects.select_related("evaluation__round__framework_version").defer(
        "evaluation__sheet", "evaluation__result", "evaluation__round__framework_version__files"
    )


def workshop_with_number(number: int) -> Workshop | None:
    """The workshop of the municipality in scope with this number."""
    return workshops_here().filter(number=number).first()


def ended_about(stored: StoredEvaluation) -> Sequence[Workshop]:
    """The workshops about an evaluation that are over, the newest day first."""
    found = list(Workshop.objects.filter(evaluation=stored, phase=Phase.ENDED).order_by("-begins_at", "-number"))
    for workshop in found:
        workshop.evaluation = stored
    return found


def next_number() -> int:
    """The number of the next workshop of the municipality in scope."""
    newest = Workshop.objects.order_by("-number").first()
    return newest.number + 1 if newest else 1


def held(workshop: Workshop) -> Workshop:
    """The workshop as it is now, held until the transaction ends."""
    return Workshop.objects.select_for_update().get(pk=workshop.pk)


def items_of(workshop: Workshop) -> Sequence[AgendaItem]:
    """The whole agenda: the items of everybody, then those of the groups."""
    return list(AgendaItem.objects.filter(workshop=workshop).select_related("group"))


def groups_of(workshop: Workshop) -> Sequence[WorkingGroup]:
    """Its working groups, in order."""
    return _GROUPS(municipality_in_scope(), workshop.pk)


def item_with_number(workshop: Workshop, number: int) -> AgendaItem | None:
    """One item of its agenda."""
    return AgendaItem.objects.filter(workshop=workshop, number=number).select_related("group").first()


def group_with_number(workshop: Workshop, number: int) -> WorkingGroup | None:
    """One of its working groups."""
    return WorkingGroup.objects.filter(workshop=workshop, number=number).first()


class InOrder(NamedTuple):
    """All that run, those to come with the next one first, and the others with the newest first."""

    running: Sequence[Workshop]
    to_come: Sequence[Workshop]
    past: Sequence[Workshop]


def workshops_in_order(now: datetime) -> InOrder:
    """All workshops of the municipality in scope; one of today is to come until the day is over."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    found = sorted(workshops_here(), key=lambda one: (one.begins_at, one.number))
    running = [one for one in found if one.is_running]
    to_come = [one for one in found if one.is_planned and one.begins_at >= today]
    past = [one for one in reversed(found) if one not in running and one not in to_come]
    return InOrder(running, to_come, past)


def next_workshop(now: datetime) -> Workshop | None:
    """The workshop that runs, or the one that begins next."""
    found = workshops_in_order(now)
    return next(iter([*found.running, *found.to_come]), None)


def agenda_entries(workshop: Workshop, since: int) -> Sequence[Entry]:
    """What was done to its agenda since a version, oldest first."""
    mine = entries_here().filter(details__workshop=workshop.number)
    begun = mine.filter(event=WorkshopEvent.WORKSHOP_PLANNED).first()
    later = mine.filter(event=WorkshopEvent.AGENDA_CHANGED, details__version__gt=since)
    # The number of a discarded workshop can be given again.
    return list(reversed(later.filter(pk__gt=begun.pk if begun else 0)))


def next_item_number(workshop: Workshop) -> int:
    """The number of the next item of its agenda."""
    newest = AgendaItem.objects.filter(workshop=workshop).order_by("-number").first()
    return newest.number + 1 if newest else 1


def next_group_number(workshop: Workshop) -> int:
    """The number of the next of its working groups."""
    newest = WorkingGroup.objects.filter(workshop=workshop).order_by("-number").first()
    return newest.number + 1 if newest else 1


def templates_here() -> "QuerySet[AgendaTemplate]":
    """The agendas that the municipality in scope kept, by title."""
    return AgendaTemplate.objects.all()


def is_code_taken(code: str) -> bool:
    """Whether some workshop of any municipality has this code."""
    with scopes_disabled():  # codes are typed without knowing a municipality, so each exists once
        return Workshop.objects.filter(code=code).exists()


def _groups(municipality: int, workshop: int) -> "QuerySet[WorkingGroup]":
    with scope(municipality=municipality):
        return WorkingGroup.objects.filter(workshop_id=workshop)


_GROUPS = Composed(_groups)
