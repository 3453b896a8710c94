"""Reminding people: now, at a moment to come, and what happens when that moment is there.

No transaction is open while the mail server is spoken with; each person has a row of their own.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from weltoffen.accounts.emails import refusal_of
from weltoffen.accounts.models import Person
from weltoffen.accounts.sending import MOST_AT_ONCE, Outcome, deliver, deliver_due
from weltoffen.contributors.models import LONGEST_FAULT
from weltoffen.contributors.wording import Asking
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.reminders.choices import ReminderEvent
from weltoffen.reminders.emails import LANGUAGE, reminder_to
from weltoffen.reminders.models import PlannedReminders, Reminder
from weltoffen.reminders.queries import (
    Colleague,
    Waiting,
    among,
    departments_waiting,
    due_reminders,
    municipalities_with_due_reminders,
    people_planned,
    reminders_of_last_day,
)
from weltoffen.reminders.rules import (
    HOURS_BETWEEN,
    MOST_IN_A_DAY,
    NobodyToRemind,
    NothingWasSent,
    TooManyReminders,
)
from weltoffen.rounds.rules import require_open

Chosen = tuple[Waiting, Colleague]


def remind_now(asking: Asking, chosen: Sequence[Chosen], *, note: str, by: Person) -> Outcome:
    """Remind those who are not left out. More than a page can wait for are sent by the next `weltoffen mail`."""
    require_open(asking.round)
    to = _remindable(asking, chosen)
    now, later = to[:MOST_AT_ONCE], to[MOST_AT_ONCE:]
    if later:
        _plan(asking, later, due_at=clock.now(), note=note, by=by)
    outcome = _send(asking, now, note=note, by=by)
    return outcome._replace(waiting=len(later))


@transaction.atomic
def plan_reminders(asking: Asking, chosen: Sequence[Chosen], *, due_at: datetime, note: str, by: Person) -> int:
    """Remind those who are not left out at a moment to come; what waited for them before is replaced."""
    require_open(asking.round)
    to = _remindable(asking, chosen)
    _plan(asking, to, due_at=due_at, note=note, by=by)
    _record(ReminderEvent.REMINDERS_PLANNED, asking, to, by, number=len(to), due_at=due_at.isoformat())
    return len(to)


def remind_due() -> Outcome:
    """Send every reminder whose moment has come; who has nothing open by then, or wants none, is left out."""
    return deliver_due(municipalities_with_due_reminders(), due_reminders, _send_planned)


def _send_planned(planned: PlannedReminders) -> Outcome:
    by = planned.ordered_by
    asking = Asking(planned.municipality, planned.round, planned.site, by.name if by is not None else "")
    chosen = (
        among(departments_waiting(planned.round), people_planned(planned)) if asking.round.is_being_answered else []
    )
    to = [(waiting, one) for waiting, one in chosen if one.left_out is None]
    outcome = _send(asking, to, note=planned.note, by=by, claim=planned) if to else Outcome(0, 0)
    PlannedReminders.objects.filter(pk=planned.pk).delete()
    return outcome


def _remindable(asking: Asking, chosen: Iterable[Chosen]) -> list[Chosen]:
    to = [(waiting, one) for waiting, one in chosen if one.left_out is None]
    if not to:
        raise NobodyToRemind
    if reminders_of_last_day(asking.round) + len(to) > MOST_IN_A_DAY:
        raise TooManyReminders
    return to


def _plan(asking: Asking, to: Sequence[Chosen], *, due_at: datetime, note: str, by: Person) -> None:
    planned = PlannedReminders.objects.create(
        municipality=asking.municipality, round=asking.round, due_at=due_at, note=note, site=asking.site, ordered_by=by
    )
    _rows_of(asking, to).update(planned=planned)
    PlannedReminders.objects.filter(round=asking.round).exclude(
        pk__in=Reminder.objects.exclude(planned=None).values("planned_id")
    ).delete()


def _rows_of(asking: Asking, to: Sequence[Chosen]) -> Any:
    """The rows of these people in the round, each made where it is not there yet."""
    people = [one.person.pk for _waiting, one in to]
    new = [Reminder(municipality=asking.municipality, round=asking.round, person_id=one) for one in people]
    Reminder.objects.bulk_create(new, ignore_conflicts=True)
    return Reminder.objects.filter(round=asking.round, person_id__in=people)


def _send(
    asking: Asking, to: Sequence[Chosen], *, note: str, by: Person | None, claim: PlannedReminders | None = None
) -> Outcome:
    outcome = deliver(lambda connection: _deliver(asking, to, note, by, claim, connection), NothingWasSent)
    if outcome.tried:
        _record(ReminderEvent.REMINDERS_SENT, asking, to, by, number=outcome.sent, faults=outcome.faults)
    return outcome


def _deliver(
    asking: Asking, to: Sequence[Chosen], note: str, by: Person | None, claim: PlannedReminders | None, connection: Any
) -> Iterator[str]:
    """One after the other; answers for each what the mail server refused it for, nothing where it took it."""
    _rows_of(asking, to)
    for waiting, one in to:
        row = Reminder.objects.filter(round=asking.round, person_id=one.person.pk)
        if not _claimed(row, claim):
            continue
        fault = _fault_of(asking, waiting, one.person, note, by, connection)
        if fault:
            row.update(delivery_fault=fault[:LONGEST_FAULT])
        yield fault


def _claimed(row: Any, claim: PlannedReminders | None) -> bool:
    """Two processes, or two clicks, remind nobody twice: who was reminded within a day is passed over."""
    since = clock.now() - timedelta(hours=HOURS_BETWEEN)
    ready = row.filter(Q(sent_at=None) | Q(sent_at__lte=since) | ~Q(delivery_fault=""))
    if claim is not None:
        ready = ready.filter(planned=claim)
    return bool(ready.update(sent_at=clock.now(), delivery_fault="", planned=None))


def _fault_of(asking: Asking, waiting: Waiting, person: Person, note: str, by: Person | None, connection: Any) -> str:
    mail = reminder_to(person, waiting, asking, note=note, by=by)
    return refusal_of(mail, connection, LANGUAGE)


def _record(event: ReminderEvent, asking: Asking, to: Sequence[Chosen], by: Person | None, **details: object) -> None:
    departments = ", ".join(dict.fromkeys(waiting.department.name for waiting, _one in to))
    record(
        event, by=by, municipality=asking.municipality.pk, subject=asking.round.title,
        details={"round": asking.round.number, "departments": departments, **details},
    )  # fmt: skip
