"""Who takes part in a workshop that has not begun, in general: its perspectives and its working groups."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import NamedTuple

from weltoffen.accounts.models import Person
from weltoffen.workshops.actions import PlannedGroup
from weltoffen.workshops.agenda import changing
from weltoffen.workshops.choices import AgendaDeed, StandardPerspective
from weltoffen.workshops.models import WorkingGroup, Workshop
from weltoffen.workshops.queries import group_with_number, groups_of, next_group_number
from weltoffen.workshops.rules import MOST_GROUPS, MOST_PERSPECTIVES, ItemIsGone, TooManyGroups, TooManyPerspectives

OWN = "own_"
"""How the keys of a workshop's own perspectives begin."""


class PlannedPerspective(NamedTuple):
    """A perspective as somebody wants it; an own one that is new has no key, a standard one as it is has no labels."""

    key: str
    label: str = ""
    label_en: str = ""


def set_perspectives(
    workshop: Workshop, perspectives: Sequence[PlannedPerspective], *, by: Person | None, seen: int | None = None
) -> None:
    """Say which perspectives there are, in order. Nothing happens where all is as it was."""
    if not 1 <= len(perspectives) <= MOST_PERSPECTIVES:
        raise TooManyPerspectives
    keyed = _keyed(perspectives, workshop.perspective_keys)
    if keyed == workshop.perspectives:
        return
    with changing(workshop, AgendaDeed.PERSPECTIVES_CHANGED, seen=seen, by=by) as locked:
        locked.perspectives = keyed
    workshop.perspectives = keyed


def missing_perspectives(workshop: Workshop) -> Sequence[StandardPerspective]:
    """The standard perspectives that were removed and could come back."""
    return [one for one in StandardPerspective if one not in workshop.perspective_keys]


def add_group(workshop: Workshop, group: PlannedGroup, *, by: Person | None, seen: int | None = None) -> WorkingGroup:
    """Add a working group."""
    with changing(workshop, AgendaDeed.GROUPS_CHANGED, seen=seen, by=by) as locked:
        if len(groups_of(locked)) >= MOST_GROUPS:
            raise TooManyGroups
        return WorkingGroup.objects.create(
            municipality_id=locked.municipality_id, workshop=locked, number=next_group_number(locked),
            **group._asdict(),
        )  # fmt: skip


def change_groups(
    workshop: Workshop, groups: Mapping[int, PlannedGroup], *, by: Person | None, seen: int | None = None
) -> None:
    """Change title, field and place of groups, by their numbers. Nothing happens where all is as it was."""
    changed = [one for one in groups_of(workshop) if one.number in groups and _planned(one) != groups[one.number]]
    if not changed:
        return
    with changing(workshop, AgendaDeed.GROUPS_CHANGED, seen=seen, by=by):
        for one in changed:
            one.title, one.field, one.place = groups[one.number]
            one.save()


def remove_group(workshop: Workshop, number: int, *, by: Person | None, seen: int | None = None) -> None:
    """Remove a working group with its items."""
    group = group_with_number(workshop, number)
    if group is None:
        raise ItemIsGone
    with changing(workshop, AgendaDeed.GROUPS_CHANGED, seen=seen, by=by):
        group.delete()


def _planned(group: WorkingGroup) -> PlannedGroup:
    return PlannedGroup(group.title, group.field, group.place)


def _keyed(perspectives: Sequence[PlannedPerspective], taken: Sequence[str]) -> list[dict[str, str]]:
    """The perspectives as they are stored; new ones, and a key's second, get one that no other has or just had."""
    used = {*taken, *(one.key for one in perspectives)}
    free = (key for number in count(1) if (key := f"{OWN}{number}") not in used)
    keyed: dict[str, dict[str, str]] = {}
    for one in perspectives:
        key = one.key if one.key and one.key not in keyed else next(free)
        keyed[key] = one._replace(key=key)._asdict()
    return list(keyed.values())
