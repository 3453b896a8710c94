"""What the page of a workshop says is to be done next, from its first idea to its minutes."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope, scopes_disabled
from tests.rooms.conftest import NOW
from tests.rooms.invitations.conftest import CONTENT

from weltoffen.invitations.actions import call_off, note_letters, note_told_off
from weltoffen.invitations.models import Announcement, Attendee
from weltoffen.invitations.rules import facts_of
from weltoffen.workshops.actions import change_workshop
from weltoffen.workshops.agenda import add_item, remove_item
from weltoffen.workshops.choices import Activity, Phase
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.plans import PlannedItem

HOME = "/m/donnersbergkreis/workshops/1/"


@pytest.fixture
def ready(workshop: Workshop, three: list[Attendee]) -> Workshop:
    """Its agenda fits; three guests are on the list, and have their letters."""
    with scope(municipality=workshop.municipality_id):
        remove_item(workshop, 2, by=None)
        add_item(workshop, PlannedItem(Activity.LISTEN, "Zuhören", 160), by=None)
        note_letters(workshop, three, told=facts_of(Workshop.objects.get()), by=None)
    return workshop


def step(desk: Client, days_before: int = 30) -> tuple[str, str]:
    """The heading of the next step, and where its button leads, so many days before the workshop."""
    with scopes_disabled():  # the workshop moves, not the clock: a browser stays signed in for some hours only
        [workshop] = Workshop.objects.all()
        knew = [one.pk for one in Attendee.objects.all() if one.told == facts_of(workshop)]
        workshop.begins_at = NOW + timedelta(days=days_before)
        workshop.save(update_fields=["begins_at"])
        Attendee.objects.filter(pk__in=knew).update(told=facts_of(workshop))
    response = desk.get(HOME)
    assert response.status_code == 200, response
    page = response.content.decode()
    found = re.search(r'class="next-step".*?<h2[^>]*>([^<]*)</h2>.*?href="([^"]*)"', page, re.DOTALL)
    return (found[1], found[2].removeprefix(HOME)) if found else ("", "")


def test_from_the_first_idea_to_the_minutes(desk: Client, workshop: Workshop, three: list[Attendee]) -> None:
    with scope(municipality=workshop.municipality_id):
        for number in (1, 2):
            remove_item(workshop, number, by=None)
        assert step(desk) == ("Festlegen, worüber gesprochen wird", "proposal/")
        add_item(workshop, PlannedItem(Activity.LISTEN, "Zuhören", 170), by=None)
        assert step(desk) == ("Programm passend machen", "agenda/")
        add_item(workshop, PlannedItem(Activity.BREAK, "Pause", 10), by=None)
        assert step(desk) == ("3 Gäste sind noch nicht eingeladen", "guests/")
        note_letters(workshop, three[:2], told=facts_of(Workshop.objects.get()), by=None)
        assert step(desk) == ("Ein Gast ist noch nicht eingeladen", "guests/")
        note_letters(workshop, three[2:], told=facts_of(Workshop.objects.get()), by=None)
        assert step(desk) == ("Ausdrucken, was Sie am Tag brauchen", "papers/")
        assert step(desk, 1) == ("Ausdrucken, was Sie am Tag brauchen", "papers/")
        assert step(desk, 0) == ("Workshop beginnen", "console/")
        assert step(desk, -1) == ("Der Tag dieses Workshops ist vorbei", "change/")
        Workshop.objects.update(phase=Phase.RUNNING)
        assert step(desk, -1) == ("Der Workshop läuft", "console/")
        Workshop.objects.update(phase=Phase.ENDED)
        assert step(desk, -1)[1] == "minutes/"


def test_without_guests_they_are_invited_first(desk: Client, ready: Workshop, three: list[Attendee]) -> None:
    with scope(municipality=ready.municipality_id):
        for one in three:
            Attendee.objects.filter(pk=one.pk).delete()

    assert step(desk) == ("Gäste einladen", "guests/")


def test_on_the_day_the_console_comes_first_whatever_is_open(desk: Client, ready: Workshop) -> None:
    with scope(municipality=ready.municipality_id):
        add_item(ready, PlannedItem(Activity.RATE, "Noch ohne Frage", 20), by=None)

    assert step(desk, 1) == ("Programm passend machen", "agenda/")
    assert step(desk, 0) == ("Workshop beginnen", "console/")


def test_guests_who_wait_to_be_told_come_before_the_agenda(
    desk: Client, ready: Workshop, three: list[Attendee]
) -> None:
    with scope(municipality=ready.municipality_id):
        add_item(ready, PlannedItem(Activity.RATE, "Noch ohne Frage", 20), by=None)
        change_workshop(ready, CONTENT._replace(place="Stadthalle"), by=None)
        assert step(desk) == ("Tag oder Ort haben sich geändert", "guests/")
        call_off(ready, by=None)
        assert step(desk, 0) == ("Dieser Workshop ist abgesagt", "guests/")
        note_told_off(three)
    assert step(desk) == ("Dieser Workshop ist abgesagt", "guests/")


def test_a_dialogue_event_is_announced(desk: Client, evening: Announcement) -> None:
    with scope(municipality=evening.municipality_id):
        add_item(evening.workshop, PlannedItem(Activity.LISTEN, "Zuhören", 180), by=None)
        assert step(desk) == ("Ausdrucken, was Sie am Tag brauchen", "papers/")
        evening.announced_at = None
        evening.save()

    assert step(desk) == ("Die Veranstaltung ankündigen", "announcement/")
