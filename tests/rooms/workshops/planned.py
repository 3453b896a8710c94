"""A workshop of the county, as tests begin with one."""

from datetime import UTC, datetime
from typing import Any

from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.workshops.actions import PlannedGroup, PlannedItem, WorkshopContent, plan_workshop
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import Workshop

BEGINS = datetime(2026, 12, 3, 13, 0, tzinfo=UTC)
CONTENT = WorkshopContent(title="Gemeinsam weiter", begins_at=BEGINS, minutes=180, place="Kreishaus, Saal")
ITEMS = (
    PlannedItem(Activity.ARRIVE, "Ankommen", 15, is_fixed=True),
    PlannedItem(Activity.RATE, "Wie sehen Sie es?", 30, subjects=("field:management", "question:m-1.1")),
    PlannedItem(Activity.BREAK, "Pause", 15),
    PlannedItem(Activity.COLLECT, "Was hilft?", 40, group=1, subjects=("question:m-1.1",), options={"most_ideas": 2}),
    PlannedItem(Activity.PRIORITISE, "Was zuerst?", 20, options={"points": 4, "of": [4]}),
)


def planned(evaluation: StoredEvaluation, **changed: Any) -> Workshop:
    """A planned workshop with five items and one working group."""
    content = CONTENT._replace(**changed)
    return plan_workshop(evaluation, content, [PlannedGroup("Leitung", "management")], ITEMS, by=None)
