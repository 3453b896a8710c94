"""Writing to contributors: now, at a moment to come, and what happens when that moment is there.

No transaction is open while the mail server is spoken with; each contributor has their own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from weltoffen.accounts.emails import refusal_of
from weltoffen.accounts.models import Person
from weltoffen.accounts.sending import MOST_AT_ONCE, Outcome, deliver, deliver_due
from weltoffen.contributors.choices import ContributorEvent, LeftOut
from weltoffen.contributors.emails import mail_to
from weltoffen.contributors.guest import Guest
from weltoffen.contributors.links import token_of
from weltoffen.contributors.models import LONGEST_FAULT, Contributor, Sending
from weltoffen.contributors.queries import (
    chosen_contributors,
    due_sendings,
    mails_of_last_day,
    municipalities_with_due_mail,
    questions_by_department,
)
from weltoffen.contributors.rules import (
    MOST_IN_A_DAY,
    NobodyToWriteTo,
    TooManyMails,
    ending_of,
    is_first_mail,
)
from weltoffen.contributors.slots import way_on
from weltoffen.contributors.wording import Asking
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open


class Recipient(NamedTuple):
    """Somebody who was chosen, how many questions their department is asked, and why they get nothing, if so."""

    contributor: Contributor
    questions: int
    left_out: LeftOut | None


def recipients_among(municipality: Municipality, round_: Round, numbers: Iterable[int]) -> list[Recipient]:
    """Those of a round who were chosen, with what is known about writing to them."""
    questions = questions_by_department(round_)
    chosen = chosen_contributors(round_, list(numbers))
    return [
        Recipient(one, questions.get(one.department_id, 0), _left_out(municipality, round_, one, questions))
        for one in chosen
    ]


def _left_out(
    municipality: Municipality, round_: Round, one: Contributor, questions: Mapping[int, int]
) -> LeftOut | None:
    if ending_of(one, round_) is not None:
        return LeftOut.LINK_ENDED
    if not one.email:
        return LeftOut.NO_ADDRESS
    if not questions.get(one.department_id):
        return LeftOut.NO_QUESTIONS
    if is_first_mail(one):
        return None
    if not one.wants_reminders:
        return LeftOut.NO_REMINDERS
    way = way_on(Guest(municipality, round_, one, token_of(one)))
    return LeftOut.ALL_ANSWERED if way is not None and way.answered >= way.asked else None


def send_now(asking: Asking, recipients: Sequence[Recipient], *, note: str, by: Person) -> Outcome:
    """Write to those who are not left out. More than a page can wait for are sent by the next `weltoffen mail`."""
    require_open(asking.round)
    to = _writable(asking.round, recipients)
    now, later = to[:MOST_AT_ONCE], to[MOST_AT_ONCE:]
    if later:
        _plan(asking, later, due_at=clock.now(), note=note, by=by)
    outcome = _send(asking, now, note=note, by=by)
    return outcome._replace(waiting=len(later))


@transaction.atomic
def plan_sending(asking: Asking, recipients: Sequence[Recipient], *, due_at: datetime, note: str, by: Person) -> int:
    """Write to those who are not left out at a moment to come; what waited for them before is replaced."""
    require_open(asking.round)
    to = _writable(asking.round, recipients)
    _plan(asking, to, due_at=due_at, note=note, by=by)
    _record(ContributorEvent.SENDING_PLANNED, asking.round, by, number=len(to), due_at=due_at.isoformat())
    return len(to)


def send_due() -> Outcome:
    """Send all mail whose moment has come, everywhere; what was finished or ended meanwhile is left out."""
    return deliver_due(municipalities_with_due_mail(), due_sendings, _send_planned)


def _send_planned(sending: Sending) -> Outcome:
    by, municipality = sending.ordered_by, sending.municipality
    asking = Asking(municipality, sending.round, sending.site, by.name if by is not None else "")
    waiting = Contributor.objects.filter(planned=sending).values_list("pk", flat=True)
    recipients = recipients_among(municipality, sending.round, waiting)
    to = [one for one in recipients if one.left_out is None]
    outcome = _send(asking, to, note=sending.note, by=by, claim=sending) if to else Outcome(0, 0)
    Sending.objects.filter(pk=sending.pk).delete()
    return outcome


def _writable(round_: Round, recipients: Iterable[Recipient]) -> list[Recipient]:
    to = [one for one in recipients if one.left_out is None]
    if not to:
        raise NobodyToWriteTo
    if mails_of_last_day(round_) + len(to) > MOST_IN_A_DAY:
        raise TooManyMails
    return to


def _plan(asking: Asking, to: Iterable[Recipient], *, due_at: datetime, note: str, by: Person) -> None:
    sending = Sending.objects.create(
        municipality=asking.municipality, round=asking.round, due_at=due_at, note=note, site=asking.site, ordered_by=by
    )
    Contributor.objects.filter(pk__in=[one.contributor.pk for one in to]).update(planned=sending)
    Sending.objects.filter(round=asking.round).exclude(
        pk__in=Contributor.objects.exclude(planned=None).values("planned_id")
    ).delete()


def _send(
    asking: Asking, to: Sequence[Recipient], *, note: str, by: Person | None, claim: Sending | None = None
) -> Outcome:
    outcome = deliver(lambda connection: _deliver(asking, to, note, by, claim, connection))
    if outcome.tried:
        _record(ContributorEvent.CONTRIBUTORS_WRITTEN_TO, asking.round, by, number=outcome.sent, faults=outcome.faults)
    return outcome


def _deliver(
    asking: Asking, to: Iterable[Recipient], note: str, by: Person | None, claim: Sending | None, connection: Any
) -> Iterator[str]:
    """One after the other; answers for each what the mail server refused it for, nothing where it took it."""
    for one in to:
        if not _claimed(one.contributor, claim):
            continue
        fault = _fault_of(asking, one, note, by, connection)
        Contributor.objects.filter(pk=one.contributor.pk).update(
            invited_at=clock.now(), delivery_fault=fault[:LONGEST_FAULT]
        )
        yield fault


def _claimed(contributor: Contributor, claim: Sending | None) -> bool:
    """Two processes that send what is due at the same time write to nobody twice."""
    waiting = Contributor.objects.filter(pk=contributor.pk)
    if claim is None:
        waiting.update(planned=None)
        return True
    return bool(waiting.filter(planned=claim).update(planned=None))


def _fault_of(asking: Asking, one: Recipient, note: str, by: Person | None, connection: Any) -> str:
    mail = mail_to(one.contributor, asking, questions=one.questions, note=note, by=by)
    return refusal_of(mail, connection, one.contributor.language)


def _record(event: ContributorEvent, round_: Round, by: Person | None, **details: object) -> None:
    record(
        event, by=by, municipality=round_.municipality_id, subject=round_.title,
        details={"round": round_.number, **details},
    )  # fmt: skip
