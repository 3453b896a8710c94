"""What people decide about reminders to them, and what waits and is not to be sent."""

from django.db import transaction
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.reminders.choices import ReminderEvent
from weltoffen.reminders.links import Receiver
from weltoffen.reminders.models import NoReminders, PlannedReminders, Reminder


def want_reminders(receiver: Receiver, *, wanted: bool) -> None:
    """Whether somebody is reminded. It is their own choice and concerns nobody else, so the journal has no entry."""
    with scope(municipality=receiver.municipality):
        if wanted:
            NoReminders.objects.filter(person_id=receiver.person).delete()
        else:
            NoReminders.objects.get_or_create(
                municipality_id=receiver.municipality, person_id=receiver.person, defaults={"since": clock.now()}
            )


@transaction.atomic
def cancel_reminders(planned: PlannedReminders, *, by: Person | None) -> None:
    """Planned reminders are not sent."""
    number = Reminder.objects.filter(planned=planned).update(planned=None)
    PlannedReminders.objects.filter(pk=planned.pk).delete()
    record(
        ReminderEvent.REMINDERS_CANCELLED, by=by, municipality=planned.municipality_id, subject=planned.round.title,
        details={"round": planned.round.number, "number": number},
    )  # fmt: skip
