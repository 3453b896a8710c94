"""Changing the agenda of a workshop that has not begun: its items, their order and times, agendas kept as templates.

`seen` is the version of the agenda that somebody looked at; where it has changed since, nothing is changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.journal.actions import record
from weltoffen.workshops.actions import PlannedGroup, PlannedItem, store_agenda
from weltoffen.workshops.choices import Activity, AgendaDeed, WorkshopEvent
from weltoffen.workshops.models import AgendaItem, AgendaTemplate, WorkingGroup, Workshop
from weltoffen.workshops.queries import group_with_number, held, item_with_number, items_of, next_item_number
from weltoffen.workshops.rules import (
    MOST_ITEMS,
    MOST_SUBJECTS,
    AgendaIsFull,
    GroupsInsideAGroup,
    ItemIsGone,
    OptionsAreFaulty,
    TitleIsTaken,
    is_subject,
    require_planned,
    require_seen,
    require_sound_options,
)


class Place(NamedTuple):
    """Where an item stands: in the agenda of a group (its number; 0: everybody), after which item (0: first)."""

    group: int = 0
    after: int = 0


class Removed(NamedTuple):
    """An item that was taken out, with what is needed to bring it back."""

    number: int
    item: PlannedItem
    place: Place


@contextmanager
def changing(
    workshop: Workshop, deed: AgendaDeed, *, seen: int | None, by: Person | None, item: str = ""
) -> Iterator[Workshop]:
    """The workshop, held while its agenda changes; afterwards the agenda has a new version. Part of a deed."""
    with transaction.atomic():
        locked = held(workshop)
        require_planned(locked)
        require_seen(locked, seen)
        yield locked
        locked.agenda_version += 1
        locked.save()
        details = {"workshop": locked.number, "version": locked.agenda_version, "deed": deed.value, "item": item}
        record(
            WorkshopEvent.AGENDA_CHANGED, by=by, municipality=locked.municipality_id, subject=locked.title,
            details=details,
        )  # fmt: skip
    workshop.agenda_version = locked.agenda_version


def add_item(
    workshop: Workshop, item: PlannedItem, place: Place | None = None, *, by: Person | None, seen: int | None = None
) -> AgendaItem:
    """Put an item into the agenda: at a place, or at its end."""
    with changing(workshop, AgendaDeed.ITEM_ADDED, seen=seen, by=by, item=item.title) as locked:
        return _insert(locked, item, place, next_item_number(locked))


def change_item(
    workshop: Workshop, number: int, item: PlannedItem, place: Place | None = None, *, by: Person | None,
    seen: int | None = None,
) -> AgendaItem:  # fmt: skip
    """Change what an item is, and where it stands; without a place it stays there."""
    with changing(workshop, AgendaDeed.ITEM_CHANGED, seen=seen, by=by, item=item.title) as locked:
        stored = _found(locked, number)
        place = place or place_of(stored, items_of(locked))
        group = _group(locked, place.group)
        _require_sound(item, group)
        _fill(stored, item)
        stored.group = group
        stored.save()
        _put(locked, stored, place.after)
        return stored


def move_item(workshop: Workshop, number: int, steps: int, *, by: Person | None, seen: int | None = None) -> None:
    """Move an item some places down (below 0: up) among those of the same people; at an end it stays."""
    item = _found(workshop, number)
    with changing(workshop, AgendaDeed.ITEM_MOVED, seen=seen, by=by, item=item.title) as locked:
        beside = [one for one in items_of(locked) if one.group_id == item.group_id]
        at = [one.number for one in beside].index(number)
        beside.insert(max(0, at + steps), beside.pop(at))
        _store_order(beside)


def copy_item(workshop: Workshop, number: int, *, by: Person | None, seen: int | None = None) -> AgendaItem:
    """Put the same item once more right after it."""
    item = _found(workshop, number)
    with changing(workshop, AgendaDeed.ITEM_COPIED, seen=seen, by=by, item=item.title) as locked:
        place = Place(item.group.number if item.group else 0, number)
        return _insert(locked, planned_of(item), place, next_item_number(locked))


def remove_item(workshop: Workshop, number: int, *, by: Person | None, seen: int | None = None) -> Removed:
    """Take an item out. What comes back is enough to restore it."""
    item = _found(workshop, number)
    with changing(workshop, AgendaDeed.ITEM_REMOVED, seen=seen, by=by, item=item.title) as locked:
        removed = Removed(number, planned_of(item), place_of(item, items_of(locked)))
        item.delete()
        return removed


def restore_item(workshop: Workshop, removed: Removed, *, by: Person | None, seen: int | None = None) -> AgendaItem:
    """Put an item back where it was, under its number where that is free."""
    with changing(workshop, AgendaDeed.ITEM_RESTORED, seen=seen, by=by, item=removed.item.title) as locked:
        is_taken = item_with_number(locked, removed.number) is not None
        number = next_item_number(locked) if is_taken else removed.number
        return _insert(locked, removed.item, removed.place, number)


def set_minutes(workshop: Workshop, minutes: Mapping[int, int], *, by: Person | None, seen: int | None = None) -> None:
    """Say how long items take, by their numbers; nothing happens where all is as it was."""
    changed = [one for one in items_of(workshop) if minutes.get(one.number, one.minutes) != one.minutes]
    if not changed:
        return
    with changing(workshop, AgendaDeed.TIMES_CHANGED, seen=seen, by=by):
        _store_minutes(changed, minutes)


def fit_times(workshop: Workshop, minutes: Mapping[int, int], *, by: Person | None, seen: int | None = None) -> None:
    """Store times that fit the length, as the calculation found them."""
    with changing(workshop, AgendaDeed.TIMES_FITTED, seen=seen, by=by) as locked:
        _store_minutes(items_of(locked), minutes)


def replace_agenda(
    workshop: Workshop, groups: Sequence[PlannedGroup], items: Sequence[PlannedItem], deed: AgendaDeed, *,
    by: Person | None, title: str = "", seen: int | None = None,
) -> None:  # fmt: skip
    """Put another agenda in the place of the present one, working groups included."""
    with changing(workshop, deed, seen=seen, by=by, item=title) as locked:
        AgendaItem.objects.filter(workshop=locked).delete()
        WorkingGroup.objects.filter(workshop=locked).delete()
        store_agenda(locked, groups, items)


@transaction.atomic
def keep_template(workshop: Workshop, title: str, *, by: Person | None) -> AgendaTemplate:
    """Keep the agenda to be used again: what is done how long and how, without subjects and working groups' fields."""
    if AgendaTemplate.objects.filter(title=title).exists():
        raise TitleIsTaken
    items = items_of(workshop)
    places = {number: place for place, number in enumerate(_groups_of(items), 1)}
    kept = AgendaTemplate.objects.create(
        municipality_id=workshop.municipality_id, title=title, minutes=workshop.minutes,
        items=[_kept(item, places) for item in items],
    )  # fmt: skip
    record(WorkshopEvent.TEMPLATE_KEPT, by=by, municipality=workshop.municipality_id, subject=title)
    return kept


@transaction.atomic
def discard_template(template: AgendaTemplate, *, by: Person | None) -> None:
    """Forget a template; agendas made from it stay."""
    record(WorkshopEvent.TEMPLATE_DISCARDED, by=by, municipality=template.municipality_id, subject=template.title)
    template.delete()


def template_agenda(template: AgendaTemplate, group_title: str) -> tuple[list[PlannedGroup], list[PlannedItem]]:
    """The groups and items that a template makes; a group is called `group_title` with its number."""
    count = max((int(one["group"]) for one in template.items), default=0)
    groups = [PlannedGroup(f"{group_title} {number}") for number in range(1, count + 1)]
    return groups, [PlannedItem(**one) for one in template.items]


def planned_of(item: AgendaItem) -> PlannedItem:
    """A stored item as somebody could plan it again."""
    return PlannedItem(
        activity=item.activity, title=item.title, minutes=item.minutes, notes=item.notes,
        subjects=tuple(item.subjects), reasons=tuple(item.reasons), options=dict(item.options), is_fixed=item.is_fixed,
    )  # fmt: skip


def place_of(item: AgendaItem, items: Sequence[AgendaItem]) -> Place:
    """Where an item stands in its agenda."""
    beside = [one.number for one in items if one.group_id == item.group_id]
    at = beside.index(item.number)
    return Place(item.group.number if item.group else 0, beside[at - 1] if at else 0)


def _groups_of(items: Sequence[AgendaItem]) -> Sequence[int]:
    """The numbers of the groups that have items, each once."""
    return list(dict.fromkeys(item.group.number for item in items if item.group))


def _kept(item: AgendaItem, places: Mapping[int, int]) -> dict[str, object]:
    """A row of a template: its group by its place among those with items. Numbers of other items mean nothing there."""
    options = {key: value for key, value in item.options.items() if key != "of"}
    return {
        "activity": item.activity, "title": item.title, "minutes": item.minutes, "notes": item.notes,
        "group": places[item.group.number] if item.group else 0, "options": options, "is_fixed": item.is_fixed,
    }  # fmt: skip


def _found(workshop: Workshop, number: int) -> AgendaItem:
    item = item_with_number(workshop, number)
    if item is None:
        raise ItemIsGone
    return item


def _group(workshop: Workshop, number: int) -> WorkingGroup | None:
    group = group_with_number(workshop, number) if number else None
    if number and group is None:
        raise ItemIsGone
    return group


def _require_sound(item: PlannedItem, group: WorkingGroup | None) -> None:
    require_sound_options(item.activity, item.options)
    if len(item.subjects) > MOST_SUBJECTS or not all(map(is_subject, item.subjects)):
        raise OptionsAreFaulty
    if group is not None and item.activity == Activity.GROUPS:
        raise GroupsInsideAGroup


def _insert(workshop: Workshop, item: PlannedItem, place: Place | None, number: int) -> AgendaItem:
    items = items_of(workshop)
    if len(items) >= MOST_ITEMS:
        raise AgendaIsFull
    group = _group(workshop, place.group) if place else None
    _require_sound(item, group)
    stored = AgendaItem(
        municipality_id=workshop.municipality_id, workshop=workshop, number=number, group=group,
        position=len(items) + 1,
    )  # fmt: skip
    _fill(stored, item)
    stored.save(force_insert=True)
    if place is not None:
        _put(workshop, stored, place.after)
    return stored


def _fill(stored: AgendaItem, item: PlannedItem) -> None:
    stored.activity, stored.title, stored.minutes, stored.notes = item.activity, item.title, item.minutes, item.notes
    stored.subjects, stored.reasons = list(item.subjects), list(item.reasons)
    stored.options, stored.is_fixed = dict(item.options), item.is_fixed


def _put(workshop: Workshop, item: AgendaItem, after: int) -> None:
    """Put a stored item after another one of the same people; where that is gone, at the end."""
    beside = [one for one in items_of(workshop) if one.group_id == item.group_id and one.pk != item.pk]
    numbers = [one.number for one in beside]
    at = numbers.index(after) + 1 if after in numbers else len(beside) if after else 0
    beside.insert(at, item)
    _store_order(beside)


def _store_order(items: Sequence[AgendaItem]) -> None:
    for position, item in enumerate(items, 1):
        if item.position != position:
            item.position = position
            item.save(update_fields=["position"])


def _store_minutes(items: Sequence[AgendaItem], minutes: Mapping[int, int]) -> None:
    for item in items:
        if minutes.get(item.number, item.minutes) != item.minutes:
            item.minutes = minutes[item.number]
            item.save(update_fields=["minutes"])
