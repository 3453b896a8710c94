"""The workshop that the county of the demo prepares: three hours in a hall, about what its first self-check found."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from weltoffen.accounts.models import Person
from weltoffen.demo.days import at
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation import clock
from weltoffen.workshops.actions import WorkshopContent, plan_workshop
from weltoffen.workshops.agenda import keep_template, replace_agenda
from weltoffen.workshops.bridge import proposed_agenda
from weltoffen.workshops.choices import AgendaDeed
from weltoffen.workshops.models import Workshop

BEGINNING, MINUTES = time(14), 180
TWO_WEEKS, A_DAY, SATURDAY = timedelta(days=14), timedelta(days=1), 5
FIELDS, GROUPS = 3, 2
TITLE = "Wie offen sind wir? Workshop zum Selbstcheck"
PLACE = "Kreishaus, großer Saal, Uhlandstraße 2, Kirchheimbolanden"
PURPOSE = (
    "Der Kreis hat sich selbst eingeschätzt. Jetzt möchten wir wissen, wie Sie es sehen.\n"
    "Was Sie sagen, steht danach neben der Sicht der Verwaltung und fließt in die Maßnahmen ein."
)
TEMPLATE = "Drei Stunden mit zwei Gruppen"


def planned_workshop(stored: StoredEvaluation, *, by: Person) -> Workshop:
    """Planned yesterday with the proposal that the evaluation makes; its agenda was kept as a template."""
    content = WorkshopContent(
        title=TITLE, begins_at=_beginning(), minutes=MINUTES, place=PLACE, purpose=PURPOSE, facilitator=by.name
    )
    with at(clock.today() - A_DAY):
        workshop = plan_workshop(stored, content, by=by)
        proposed = proposed_agenda(workshop, FIELDS, GROUPS, "de")
        if proposed is not None:
            replace_agenda(workshop, proposed.groups, proposed.items, AgendaDeed.PROPOSAL_TAKEN, by=by)
        keep_template(workshop, TEMPLATE, by=by)
    return workshop


def _beginning() -> datetime:
    """In two weeks, on a day on which offices are open."""
    day = clock.today() + TWO_WEEKS
    while day.weekday() >= SATURDAY:
        day += A_DAY
    return timezone.make_aware(datetime.combine(day, BEGINNING))
