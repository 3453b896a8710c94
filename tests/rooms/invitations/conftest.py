"""A workshop of the county, and three guests: two with an address, one without."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.invitations.actions import AnnouncementContent, NewGuest, add_guests, announce_event, up_to_date
from weltoffen.invitations.models import Announcement, Attendee
from weltoffen.invitations.wording import Inviting
from weltoffen.workshops.actions import PlannedItem, WorkshopContent, plan_workshop
from weltoffen.workshops.choices import Activity, Kind
from weltoffen.workshops.models import Workshop

BEGINS = datetime(2027, 3, 12, 13, 0, tzinfo=UTC)
GUESTS = "/m/donnersbergkreis/workshops/1/guests/"
CONTENT = WorkshopContent(
    title="Wie offen sind wir?", begins_at=BEGINS, minutes=180, place="Kreishaus, Raum 12, 3. Stock",
    purpose="Wir sprechen über Verwaltung und Öffentlichkeit.", facilitator="Prozessbegleitung Beispiel",
)  # fmt: skip


@pytest.fixture
def workshop(evaluation: StoredEvaluation, coordinator: Person) -> Workshop:
    """Planned for a day in March, in the afternoon."""
    items = [PlannedItem(Activity.ARRIVE, "Ankommen", 20), PlannedItem(Activity.RATE, "Bewerten", 40)]
    with scope(municipality=evaluation.municipality_id):
        return plan_workshop(evaluation, CONTENT, items=items, by=coordinator)


@pytest.fixture
def three(workshop: Workshop, coordinator: Person) -> list[Attendee]:
    """Two with an address, one of them written to in English; one without."""
    with scope(municipality=workshop.municipality_id):
        return add_guests(
            workshop,
            [
                NewGuest("Erika Beispiel", "business", "Bäckerei Beispiel", "erika@handwerk.example"),
                NewGuest("John Sample", "civil_society", "", "john@verein.example", "en"),
                NewGuest("Ohne Postfach", "residents"),
            ],
            by=coordinator,
        )


@pytest.fixture
def inviting(workshop: Workshop, coordinator: Person) -> Inviting:
    """Who invites to it."""
    with scope(municipality=workshop.municipality_id):
        invitation = up_to_date(workshop)
    return Inviting(workshop.municipality, workshop, invitation, "http://testserver/", coordinator.name)


@pytest.fixture
def desk(signed_in: Callable[[Person], Client], coordinator: Person) -> Client:
    """The browser of the coordinator."""
    return signed_in(coordinator)


def now(attendee: Attendee) -> Attendee:
    """A guest as stored now."""
    with scope(municipality=attendee.municipality_id):
        return Attendee.objects.get(pk=attendee.pk)


@pytest.fixture
def evening(evaluation: StoredEvaluation, coordinator: Person) -> Announcement:
    """A dialogue event that everybody can register for, with three places."""
    with scope(municipality=evaluation.municipality_id):
        workshop = plan_workshop(evaluation, CONTENT._replace(kind=Kind.DIALOGUE), by=coordinator)
        return announce_event(workshop, AnnouncementContent(BEGINS.date(), 3), by=coordinator)
