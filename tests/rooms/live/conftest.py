"""A workshop that runs: five items, two working groups."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.live.actions.leading import begin_workshop
from weltoffen.workshops.actions import PlannedGroup, PlannedItem, WorkshopContent, plan_workshop
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import Workshop

CONTENT = WorkshopContent("Miteinander reden", datetime(2026, 12, 3, 16, 0, tzinfo=UTC), 180)
GROUPS = (PlannedGroup("Verwaltung für alle"), PlannedGroup("Arbeit und Bildung"))
ITEMS = (
    PlannedItem(Activity.ARRIVE, "Ankommen", 10),
    PlannedItem(Activity.RATE, "Bewerten", 30, subjects=("question:m-1.1", "field:management")),
    PlannedItem(Activity.COLLECT, "Ideen", 30, options={"question": "Was fehlt?", "most_ideas": 3}),
    PlannedItem(Activity.PRIORITISE, "Gewichten", 20, options={"counting": "points", "points": 3, "most_on_one": 2}),
    PlannedItem(Activity.GROUPS, "Arbeitsgruppen", 45),
    PlannedItem(Activity.COLLECT, "Ideen der Gruppe", 45, group=1),
    PlannedItem(Activity.COLLECT, "Ideen der Gruppe", 45, group=2),
    PlannedItem(Activity.REPORT, "Berichten", 15),
    PlannedItem(Activity.AGREE, "Verabreden", 20),
    PlannedItem(Activity.LOOK_BACK, "Rückblick", 10, options={"has_text": True}),
)


@pytest.fixture
def planned(evaluation: StoredEvaluation, coordinator: Person) -> Iterator[Workshop]:
    """A workshop that has not begun."""
    with scope(municipality=evaluation.municipality_id):
        yield plan_workshop(evaluation, CONTENT, GROUPS, ITEMS, by=coordinator)


@pytest.fixture
def running(planned: Workshop, coordinator: Person) -> Workshop:
    """The same after it began."""
    begin_workshop(planned, by=coordinator)
    return planned
