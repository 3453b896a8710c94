"""What can be done to an agenda: what is stored and told, and that nothing is lost when two people do it at once."""

from collections.abc import Callable

import pytest

from weltoffen.accounts.models import Person
from weltoffen.foundation.refusals import Refused
from weltoffen.journal.queries import entries_here
from weltoffen.workshops.actions import PlannedGroup, PlannedItem
from weltoffen.workshops.agenda import (
    Place,
    add_item,
    change_item,
    copy_item,
    discard_template,
    fit_times,
    keep_template,
    move_item,
    remove_item,
    replace_agenda,
    restore_item,
    set_minutes,
    template_agenda,
)
from weltoffen.workshops.choices import Activity, AgendaDeed, Phase
from weltoffen.workshops.models import AgendaTemplate, Workshop
from weltoffen.workshops.queries import agenda_entries, groups_of, item_with_number, items_of
from weltoffen.workshops.rules import (
    MOST_ITEMS,
    AgendaHasChanged,
    AgendaIsFull,
    GroupsInsideAGroup,
    ItemIsGone,
    OptionsAreFaulty,
    TitleIsTaken,
    WorkshopHasBegun,
)

LISTEN = PlannedItem(Activity.LISTEN, "Zuhören", 10)
EVERYBODY = ["Ankommen", "Wie sehen Sie es?", "Pause", "Was zuerst?"]


def titles(workshop: Workshop, group: int = 0) -> list[str]:
    return [one.title for one in items_of(workshop) if (one.group.number if one.group else 0) == group]


def told(workshop: Workshop, since: int = 1) -> list[tuple[object, object]]:
    return [(entry.details["deed"], entry.details["item"]) for entry in agenda_entries(workshop, since)]


@pytest.mark.parametrize(
    ("place", "group", "expected"),
    [
        (None, 0, [*EVERYBODY, "Zuhören"]),
        (Place(), 0, ["Zuhören", *EVERYBODY]),
        (Place(0, 2), 0, ["Ankommen", "Wie sehen Sie es?", "Zuhören", "Pause", "Was zuerst?"]),
        (Place(0, 99), 0, [*EVERYBODY, "Zuhören"]),
        (Place(1, 4), 1, ["Was hilft?", "Zuhören"]),
    ],
)
def test_an_item_is_added_at_its_place(
    workshop: Workshop, coordinator: Person, place: Place | None, group: int, expected: list[str]
) -> None:
    added = add_item(workshop, LISTEN, place, by=coordinator, seen=1)

    assert (added.number, titles(workshop, group)) == (6, expected)
    assert (workshop.agenda_version, told(workshop)) == (2, [("item_added", "Zuhören")])


def test_an_item_is_changed_and_moves_into_a_group(workshop: Workshop) -> None:
    change_item(workshop, 2, LISTEN._replace(title="Hören"), Place(1, 0), by=None)

    assert (titles(workshop), titles(workshop, 1)) == (["Ankommen", "Pause", "Was zuerst?"], ["Hören", "Was hilft?"])
    stored = item_with_number(workshop, 2)
    assert stored is not None
    assert (stored.activity, stored.subjects) == ("listen", [])


def test_a_changed_item_without_a_place_stays_where_it_is(workshop: Workshop) -> None:
    change_item(workshop, 3, LISTEN, by=None)

    assert titles(workshop) == ["Ankommen", "Wie sehen Sie es?", "Zuhören", "Was zuerst?"]


@pytest.mark.parametrize(
    ("number", "steps", "expected"),
    [
        (2, -1, ["Wie sehen Sie es?", "Ankommen", "Pause", "Was zuerst?"]),
        (2, 1, ["Ankommen", "Pause", "Wie sehen Sie es?", "Was zuerst?"]),
        (1, -1, EVERYBODY),
        (5, 1, EVERYBODY),
    ],
)
def test_an_item_moves_among_its_own(workshop: Workshop, number: int, steps: int, expected: list[str]) -> None:
    move_item(workshop, number, steps, by=None)

    assert (titles(workshop), titles(workshop, 1)) == (expected, ["Was hilft?"])


def test_a_copy_stands_right_after_its_original(workshop: Workshop) -> None:
    copy_item(workshop, 2, by=None)

    copied = item_with_number(workshop, 6)
    assert copied is not None
    assert (copied.title, copied.subjects) == ("Wie sehen Sie es?", ["field:management", "question:m-1.1"])
    assert titles(workshop)[1:3] == ["Wie sehen Sie es?"] * 2


@pytest.mark.parametrize("number", [1, 3, 4, 5])
def test_a_removed_item_comes_back_as_it_was(workshop: Workshop, number: int) -> None:
    before = [(one.number, one.title, one.options, one.group_id) for one in items_of(workshop)]

    removed = remove_item(workshop, number, by=None)
    assert len(items_of(workshop)) == 4
    restore_item(workshop, removed, by=None)

    assert [(one.number, one.title, one.options, one.group_id) for one in items_of(workshop)] == before
    assert [deed for deed, _item in told(workshop)] == ["item_removed", "item_restored"]


def test_a_removed_item_gets_another_number_where_its_own_was_given_again(workshop: Workshop) -> None:
    removed = remove_item(workshop, 5, by=None)
    add_item(workshop, LISTEN, by=None)

    assert restore_item(workshop, removed, by=None).number == 6


def test_minutes_are_stored_and_only_told_when_they_change(workshop: Workshop) -> None:
    set_minutes(workshop, {1: 15, 2: 30}, by=None)
    assert told(workshop) == []

    set_minutes(workshop, {1: 10, 2: 30}, by=None)
    fit_times(workshop, {2: 45}, by=None)

    assert [one.minutes for one in items_of(workshop)] == [10, 45, 15, 20, 40]
    assert [deed for deed, _item in told(workshop)] == ["times_changed", "times_fitted"]


def test_another_agenda_takes_the_place_of_the_present_one(workshop: Workshop) -> None:
    groups = [PlannedGroup("Eins"), PlannedGroup("Zwei")]
    items = [LISTEN, LISTEN._replace(group=2)]

    replace_agenda(workshop, groups, items, AgendaDeed.TEMPLATE_USED, title="Kurz", by=None)

    assert ([one.title for one in groups_of(workshop)], titles(workshop), titles(workshop, 2)) == (
        ["Eins", "Zwei"], ["Zuhören"], ["Zuhören"],
    )  # fmt: skip
    assert told(workshop) == [("template_used", "Kurz")]


def test_a_template_keeps_what_is_done_and_nothing_of_this_municipalitys_result(
    workshop: Workshop, coordinator: Person
) -> None:
    template = keep_template(workshop, "Drei Stunden", by=coordinator)

    groups, items = template_agenda(template, "Gruppe")
    assert groups == [PlannedGroup("Gruppe 1")]
    assert [(one.activity, one.minutes, one.group) for one in items] == [
        ("arrive", 15, 0), ("rate", 30, 0), ("break", 15, 0), ("prioritise", 20, 0), ("collect", 40, 1),
    ]  # fmt: skip
    assert {one.subjects for one in items} == {()}
    assert items[3].options == {"points": 4}
    assert next((entry.event, entry.subject) for entry in entries_here()) == ("template_kept", "Drei Stunden")


def test_templates_have_titles_of_their_own_and_can_be_discarded(workshop: Workshop) -> None:
    template = keep_template(workshop, "Kurz", by=None)
    with pytest.raises(TitleIsTaken):
        keep_template(workshop, "Kurz", by=None)

    discard_template(template, by=None)

    assert (AgendaTemplate.objects.count(), entries_here()[0].event) == (0, "template_discarded")


CHANGES: list[Callable[[Workshop, int], object]] = [
    lambda one, seen: add_item(one, LISTEN, by=None, seen=seen),
    lambda one, seen: change_item(one, 2, LISTEN, by=None, seen=seen),
    lambda one, seen: move_item(one, 2, 1, by=None, seen=seen),
    lambda one, seen: copy_item(one, 2, by=None, seen=seen),
    lambda one, seen: remove_item(one, 2, by=None, seen=seen),
    lambda one, seen: set_minutes(one, {2: 99}, by=None, seen=seen),
    lambda one, seen: fit_times(one, {2: 99}, by=None, seen=seen),
    lambda one, seen: replace_agenda(one, [], [], AgendaDeed.PROPOSAL_TAKEN, by=None, seen=seen),
]


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_changed_that_was_not_seen(workshop: Workshop, change: Callable[[Workshop, int], object]) -> None:
    add_item(workshop, LISTEN, by=None)
    before = [(one.title, one.minutes) for one in items_of(workshop)]

    with pytest.raises(AgendaHasChanged):
        change(workshop, 1)

    assert [(one.title, one.minutes) for one in items_of(workshop)] == before
    assert len(told(workshop)) == 1
    change(workshop, 2)  # what was seen can be changed


@pytest.mark.parametrize("change", CHANGES)
def test_the_agenda_of_a_workshop_that_has_begun_stays(
    workshop: Workshop, change: Callable[[Workshop, int], object]
) -> None:
    workshop.phase = Phase.RUNNING
    workshop.save()

    with pytest.raises(WorkshopHasBegun):
        change(workshop, 1)

    assert (titles(workshop), told(workshop)) == (EVERYBODY, [])


@pytest.mark.parametrize(
    ("item", "place", "refused"),
    [
        (LISTEN._replace(options={"points": 3}), None, OptionsAreFaulty),
        (LISTEN._replace(subjects=("other:thing",)), None, OptionsAreFaulty),
        (LISTEN._replace(subjects=[f"question:{number}" for number in range(13)]), None, OptionsAreFaulty),
        (PlannedItem(Activity.GROUPS, "Noch einmal", 10), Place(1, 0), GroupsInsideAGroup),
        (LISTEN, Place(7, 0), ItemIsGone),
    ],
)
def test_what_cannot_be_planned_is_refused(
    workshop: Workshop, item: PlannedItem, place: Place | None, refused: type[Refused]
) -> None:
    with pytest.raises(refused):
        add_item(workshop, item, place, by=None)

    assert (len(items_of(workshop)), told(workshop)) == (5, [])


def test_an_agenda_ends_somewhere(workshop: Workshop) -> None:
    replace_agenda(workshop, [], [LISTEN] * MOST_ITEMS, AgendaDeed.TEMPLATE_USED, by=None)

    with pytest.raises(AgendaIsFull):
        add_item(workshop, LISTEN, by=None)


def test_what_is_gone_is_said_to_be_gone(workshop: Workshop) -> None:
    with pytest.raises(ItemIsGone):
        move_item(workshop, 9, 1, by=None)
