"""Perspectives and working groups: what is stored, which keys own perspectives get, and what is refused."""

import pytest

from weltoffen.accounts.models import Person
from weltoffen.workshops.actions import PlannedGroup
from weltoffen.workshops.choices import StandardPerspective
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.participants import (
    PlannedPerspective,
    add_group,
    change_groups,
    missing_perspectives,
    remove_group,
    set_perspectives,
)
from weltoffen.workshops.queries import agenda_entries, groups_of, items_of
from weltoffen.workshops.rules import AgendaHasChanged, ItemIsGone, TooManyGroups, TooManyPerspectives

SCHOOLS = PlannedPerspective("", "Schulen", "Schools")


def stored(workshop: Workshop) -> list[tuple[str, ...]]:
    return [tuple(one.values()) for one in Workshop.objects.get(pk=workshop.pk).perspectives]


def test_perspectives_are_chosen_named_and_ordered(workshop: Workshop, coordinator: Person) -> None:
    set_perspectives(
        workshop, [PlannedPerspective("politics"), SCHOOLS, PlannedPerspective("business", "Betriebe", "Companies")],
        by=coordinator, seen=1,
    )  # fmt: skip

    assert stored(workshop) == [
        ("politics", "", ""), ("own_1", "Schulen", "Schools"), ("business", "Betriebe", "Companies"),
    ]  # fmt: skip
    assert StandardPerspective.RESIDENTS in missing_perspectives(workshop)
    assert [entry.details["deed"] for entry in agenda_entries(workshop, 1)] == ["perspectives_changed"]


def test_a_key_is_not_given_twice(workshop: Workshop) -> None:
    set_perspectives(workshop, [SCHOOLS, SCHOOLS], by=None)
    set_perspectives(workshop, [PlannedPerspective("own_2", "Schulen"), SCHOOLS], by=None)

    assert workshop.perspective_keys == ("own_2", "own_3")


@pytest.mark.parametrize("number", [0, 9])
def test_there_are_one_to_eight_perspectives(workshop: Workshop, number: int) -> None:
    with pytest.raises(TooManyPerspectives):
        set_perspectives(workshop, [SCHOOLS] * number, by=None)

    assert len(stored(workshop)) == 6


def test_what_stays_the_same_is_not_told(workshop: Workshop) -> None:
    set_perspectives(workshop, [PlannedPerspective(**one) for one in workshop.perspectives], by=None)
    change_groups(workshop, {1: PlannedGroup("Leitung", "management")}, by=None)

    assert (workshop.agenda_version, agenda_entries(workshop, 1)) == (1, [])


def test_groups_are_added_changed_and_removed_with_their_items(workshop: Workshop) -> None:
    add_group(workshop, PlannedGroup("Wohnen", place="Raum 2"), by=None, seen=1)
    change_groups(workshop, {2: PlannedGroup("Wohnen und Arbeit", "cohesion", "Raum 3")}, by=None, seen=2)
    remove_group(workshop, 1, by=None, seen=3)

    assert [(one.number, one.title, one.field, one.place) for one in groups_of(workshop)] == [
        (2, "Wohnen und Arbeit", "cohesion", "Raum 3")
    ]
    assert [one.group for one in items_of(workshop)] == [None] * 4
    assert len(agenda_entries(workshop, 1)) == 3


def test_two_people_do_not_undo_each_other(workshop: Workshop) -> None:
    add_group(workshop, PlannedGroup("Wohnen"), by=None)

    with pytest.raises(AgendaHasChanged):
        remove_group(workshop, 1, by=None, seen=1)
    with pytest.raises(AgendaHasChanged):
        set_perspectives(workshop, [SCHOOLS], by=None, seen=1)
    assert (len(groups_of(workshop)), len(stored(workshop))) == (2, 6)


def test_groups_end_somewhere_and_what_is_gone_is_gone(workshop: Workshop) -> None:
    for _number in range(7):
        add_group(workshop, PlannedGroup("Gruppe"), by=None)

    with pytest.raises(TooManyGroups):
        add_group(workshop, PlannedGroup("Gruppe"), by=None)
    with pytest.raises(ItemIsGone):
        remove_group(workshop, 99, by=None)
