"""A workshop that is over: votes of phones and paper, a confidential one, ideas, clusters, priorities, agreements."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from django_scopes import scope
from tests.rooms.live.conftest import CONTENT, GROUPS, ITEMS

from weltoffen.accounts.models import Person
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.live.actions.agreeing import OutlineContent, agree, write_note
from weltoffen.live.actions.collecting import add_ideas, moderate, put_together, send_idea
from weltoffen.live.actions.ending import end_workshop
from weltoffen.live.actions.leading import (
    begin_workshop,
    close_poll,
    count_present,
    open_poll,
    reveal_poll,
)
from weltoffen.live.actions.voting import cast_vote, enter_paper
from weltoffen.live.bridge import options_for
from weltoffen.live.choices import IdeaState
from weltoffen.live.models import Idea, Poll, Session
from weltoffen.live.rules import STATEMENTS
from weltoffen.live.seats import new_seat
from weltoffen.workshops.actions import PlannedItem, plan_workshop
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.queries import items_of

SignIn = Callable[[Person], Client]
QUESTION, FIELD = "question:m-1.1", "field:management"
CONFIDENTIAL = PlannedItem(
    Activity.RATE, "Unter uns", 10, subjects=(QUESTION,), options={"is_confidential": True}
)  # fmt: skip
SHOWN, LOOSE, DECLINED = "Sprachcafé im Rathaus", "Ein Lotse je Amt", "Beleidigung"
CLUSTER = "Begegnung"
NOTE, WHAT, OWN = "Es wurde lange geredet.", "Sprachcafé eröffnen", "Formulare übersetzen"


class Room:
    """What the console and the phones do in a test."""

    def __init__(self, workshop: Workshop, by: Person) -> None:
        self.workshop, self.by = workshop, by

    @property
    def version(self) -> int:
        return Session.objects.get(pk=self.workshop.pk).version

    def item(self, title: str) -> AgendaItem:
        return next(item for item in items_of(self.workshop) if item.title == title)

    def open(self, title: str, subject: str = "", options: list[dict[str, str]] | None = None) -> Poll:
        return open_poll(
            self.workshop, self.item(title), subject, options or [], version=self.version, by=self.by
        )  # fmt: skip

    def vote(self, poll: Poll, perspective: str, people: int, **sent: str) -> None:
        for _person in range(people):
            fields = {name.replace("_", "-"): value for name, value in sent.items()}
            cast_vote(self.workshop, poll, new_seat(perspective, "de"), fields)

    def reveal(self, poll: Poll) -> None:
        close_poll(self.workshop, poll, version=self.version, by=self.by)
        reveal_poll(self.workshop, poll, version=self.version, by=self.by)


@pytest.fixture
def ended(evaluation: StoredEvaluation, coordinator: Person) -> Iterator[Workshop]:
    """A workshop of 17 people that is over."""
    with scope(municipality=evaluation.municipality_id):
        workshop = plan_workshop(evaluation, CONTENT, GROUPS, (*ITEMS, CONFIDENTIAL), by=coordinator)
        workshop.municipality = evaluation.municipality
        begin_workshop(workshop, by=coordinator)
        room = Room(workshop, coordinator)
        count_present(workshop, 17)
        rate(room)
        collect(room)
        prioritise(room)
        speak_among_us(room)
        look_back(room)
        write_note(workshop, room.item("Ankommen"), NOTE, version=0)
        source: dict[str, object] = {"options": ["c1"], "item": room.item("Verabreden").number, "subjects": [QUESTION]}
        first = OutlineContent(WHAT, "Integrationsbüro", date(2027, 3, 1), "Raum finden", "Ehrenamtliche")
        agree(workshop, room.item("Verabreden"), first, source=source, by=coordinator)
        agree(workshop, None, OutlineContent(OWN), source={}, by=coordinator)
        end_workshop(workshop, version=room.version, by=coordinator)
        yield workshop


def rate(room: Room) -> None:
    """Twelve phones and five sheets: seven of politics, three of business, two of residents; five of civil society."""
    poll = room.open("Bewerten", QUESTION, options_for(room.workshop, QUESTION))
    room.vote(poll, "politics", 7, value="begun")
    room.vote(poll, "business", 3, value="none")
    room.vote(poll, "residents", 2, value="none")
    enter_paper(room.workshop, poll, "civil_society", 5, {"count-planned": "5"}, by=room.by)
    room.reveal(poll)


def collect(room: Room) -> None:
    """Three ideas from phones, of which one is declined, and one typed from paper."""
    poll = room.open("Ideen")
    for text in (SHOWN, DECLINED):
        send_idea(room.workshop, poll, new_seat("politics", "de"), text, text)
    moderate(room.workshop, Idea.objects.filter(text=SHOWN), IdeaState.SHOWN)
    moderate(room.workshop, Idea.objects.filter(text=DECLINED), IdeaState.DECLINED)
    add_ideas(room.workshop, room.item("Ideen"), [LOOSE], group=0)
    put_together(room.workshop, Idea.objects.filter(text=SHOWN), None, CLUSTER)


def prioritise(room: Room) -> None:
    """Twelve phones."""
    loose = Idea.objects.get(text=LOOSE).number
    options = [{"key": "c1", "label": CLUSTER}, {"key": f"i{loose}", "label": LOOSE}]
    poll = room.open("Gewichten", "", options)
    for perspective, people in (("politics", 7), ("business", 5)):
        for _person in range(people):
            sent = {"value-c1": "2", f"value-i{loose}": "1"}
            cast_vote(room.workshop, poll, new_seat(perspective, "de"), sent)
    room.reveal(poll)


def speak_among_us(room: Room) -> None:
    """A confidential rating that was shown in the room."""
    poll = room.open("Unter uns", QUESTION, options_for(room.workshop, QUESTION))
    room.vote(poll, "politics", 9, value="established")
    room.reveal(poll)


def look_back(room: Room) -> None:
    """Twelve phones answer one statement, four another one."""
    poll = room.open("Rückblick", "", [{"key": one, "label": ""} for one in STATEMENTS])
    for number in range(12):
        sent = {"value-heard": "yes"} | ({"value-learned": "no"} if number < 4 else {})
        cast_vote(room.workshop, poll, new_seat("politics", "de"), sent)
    room.reveal(poll)
