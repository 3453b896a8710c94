"""When each agenda item begins and ends, and how far the agenda is from the planned length."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, WorkingGroup, Workshop


class Timed(NamedTuple):
    """An item with its time; None for items of groups while the agenda has no time for groups."""

    item: AgendaItem
    begins_at: datetime | None
    ends_at: datetime | None


class GroupPlan(NamedTuple):
    """What a working group does. `difference`: how many minutes more than there is time for groups (below 0: fewer)."""

    group: WorkingGroup
    timed: Sequence[Timed]
    minutes: int
    difference: int


@dataclass(frozen=True)
class Timetable:
    """The whole agenda in order; `groups_item` is where everybody parts into groups, if anywhere."""

    planned: int
    everybody: Sequence[Timed]
    groups: Sequence[GroupPlan]
    groups_item: AgendaItem | None

    @property
    def minutes(self) -> int:
        """How long everything for everybody takes."""
        return sum(timed.item.minutes for timed in self.everybody)

    @property
    def difference(self) -> int:
        """How many minutes the agenda is longer than planned; below 0: shorter."""
        return self.minutes - self.planned

    @property
    def is_empty(self) -> bool:
        """Whether nothing is planned yet."""
        return not self.everybody and not any(plan.timed for plan in self.groups)


def timetable_of(workshop: Workshop, items: Sequence[AgendaItem], groups: Sequence[WorkingGroup]) -> Timetable:
    """One item after the other from the beginning on; those of groups from when everybody parts."""
    everybody = list(_timed((one for one in items if one.group_id is None), workshop.begins_at))
    parting = next((timed for timed in everybody if timed.item.activity == Activity.GROUPS), None)
    plans = [_plan(group, [one for one in items if one.group_id == group.pk], parting) for group in groups]
    return Timetable(workshop.minutes, everybody, plans, parting.item if parting else None)


def _plan(group: WorkingGroup, items: Sequence[AgendaItem], parting: Timed | None) -> GroupPlan:
    minutes = sum(item.minutes for item in items)
    difference = minutes - parting.item.minutes if parting else 0
    return GroupPlan(group, list(_timed(items, parting.begins_at if parting else None)), minutes, difference)


def _timed(items: Iterable[AgendaItem], begins_at: datetime | None) -> Iterator[Timed]:
    for item in items:
        ends_at = begins_at + timedelta(minutes=item.minutes) if begins_at else None
        yield Timed(item, begins_at, ends_at)
        begins_at = ends_at
