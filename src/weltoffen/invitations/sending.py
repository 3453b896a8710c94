"""Writing to guests: now, at a moment to come, and what happens when that moment is there.

No transaction is open while the mail server is spoken with; each guest has their own.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from weltoffen.accounts.emails import refusal_of
from weltoffen.accounts.models import Person
from weltoffen.accounts.sending import MOST_AT_ONCE, Outcome, deliver, deliver_due
from weltoffen.contributors.models import LONGEST_FAULT
from weltoffen.foundation import clock
from weltoffen.invitations.actions import up_to_date
from weltoffen.invitations.choices import InvitationEvent, Occasion, Uninvited
from weltoffen.invitations.emails import mail_to
from weltoffen.invitations.models import Attendee, GuestMail
from weltoffen.invitations.queries import (
    chosen_guests,
    due_guest_mails,
    mails_of_last_day,
    municipalities_with_due_guest_mail,
)
from weltoffen.invitations.rules import (
    HOURS_BETWEEN,
    MOST_IN_A_DAY,
    NobodyToInvite,
    TooManyGuestMails,
    facts_of,
    require_inviting,
    why_not_written_to,
)
from weltoffen.invitations.wording import Inviting
from weltoffen.journal.actions import record
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.rules import WorkshopHasEnded


class Recipient(NamedTuple):
    """A guest who was chosen, and why they get nothing, if so."""

    attendee: Attendee
    left_out: Uninvited | None


def recipients_among(workshop: Workshop, occasion: str, numbers: Iterable[int]) -> list[Recipient]:
    """Those of a workshop who were chosen, with whether they can be written to about that."""
    facts = facts_of(workshop)
    return [Recipient(one, why_not_written_to(one, occasion, facts)) for one in chosen_guests(workshop, list(numbers))]


def send_now(inviting: Inviting, occasion: str, recipients: Sequence[Recipient], *, note: str, by: Person) -> Outcome:
    """Write to those who are not left out. More than a page can wait for are sent by the next `weltoffen mail`."""
    to = _writable(inviting, occasion, recipients)
    now, later = to[:MOST_AT_ONCE], to[MOST_AT_ONCE:]
    if later:
        _plan(inviting, occasion, later, due_at=clock.now(), note=note, by=by)
    outcome = _send(inviting, occasion, now, note=note, by=by)
    return outcome._replace(waiting=len(later))


@transaction.atomic
def plan_mail(
    inviting: Inviting, occasion: str, recipients: Sequence[Recipient], *, due_at: datetime, note: str, by: Person
) -> int:
    """Write to those who are not left out at a moment to come; what waited for them before is replaced."""
    to = _writable(inviting, occasion, recipients)
    _plan(inviting, occasion, to, due_at=due_at, note=note, by=by)
    _record(InvitationEvent.GUEST_MAIL_PLANNED, inviting.workshop, by, number=len(to), due_at=due_at.isoformat())
    return len(to)


def send_due_guest_mail() -> Outcome:
    """Send all mail to guests whose moment has come, everywhere; who is not to get it any more is left out."""
    return deliver_due(municipalities_with_due_guest_mail(), due_guest_mails, _send_planned)


def _send_planned(mail: GuestMail) -> Outcome:
    by, workshop = mail.ordered_by, mail.workshop
    invitation = up_to_date(workshop)
    inviting = Inviting(mail.municipality, workshop, invitation, mail.site, by.name if by is not None else "")
    waiting = Attendee.objects.filter(planned=mail).values_list("pk", flat=True)
    is_over = workshop.has_ended or (invitation.is_called_off and mail.occasion != Occasion.CANCELLATION)
    recipients = [] if is_over else recipients_among(workshop, mail.occasion, waiting)
    to = [one.attendee for one in recipients if one.left_out is None]
    outcome = _send(inviting, mail.occasion, to, note=mail.note, by=by, claim=mail) if to else Outcome(0, 0)
    GuestMail.objects.filter(pk=mail.pk).delete()
    return outcome


def _writable(inviting: Inviting, occasion: str, recipients: Iterable[Recipient]) -> list[Attendee]:
    if occasion != Occasion.CANCELLATION:
        require_inviting(inviting.workshop, inviting.invitation)
    elif inviting.workshop.has_ended:
        raise WorkshopHasEnded
    to = [one.attendee for one in recipients if one.left_out is None]
    if not to:
        raise NobodyToInvite
    if mails_of_last_day(inviting.workshop) + len(to) > MOST_IN_A_DAY:
        raise TooManyGuestMails
    return to


def _plan(
    inviting: Inviting, occasion: str, to: Iterable[Attendee], *, due_at: datetime, note: str, by: Person
) -> None:
    mail = GuestMail.objects.create(
        municipality=inviting.municipality, workshop=inviting.workshop, occasion=occasion, due_at=due_at, note=note,
        site=inviting.site, ordered_by=by,
    )  # fmt: skip
    Attendee.objects.filter(pk__in=[one.pk for one in to]).update(planned=mail)
    GuestMail.objects.filter(workshop=inviting.workshop).exclude(
        pk__in=Attendee.objects.exclude(planned=None).values("planned_id")
    ).delete()


def _send(
    inviting: Inviting, occasion: str, to: Sequence[Attendee], *, note: str, by: Person | None,
    claim: GuestMail | None = None,
) -> Outcome:  # fmt: skip
    outcome = deliver(lambda connection: _deliver(inviting, occasion, to, note, by, claim, connection))
    if outcome.tried:
        _record(
            InvitationEvent.GUESTS_WRITTEN_TO, inviting.workshop, by,
            occasion=str(occasion), number=outcome.sent, faults=outcome.faults,
        )  # fmt: skip
    return outcome


def _deliver(
    inviting: Inviting, occasion: str, to: Iterable[Attendee], note: str, by: Person | None,
    claim: GuestMail | None, connection: Any,
) -> Iterator[str]:  # fmt: skip
    """One after the other; answers for each what the mail server refused it for, nothing where it took it."""
    for one in to:
        if not _claimed(one, occasion, claim):
            continue
        mail = mail_to(one, inviting, occasion, note=note, by=by)
        fault = refusal_of(mail, connection, one.language)
        noted: dict[str, object] = {"written_at": clock.now(), "delivery_fault": fault[:LONGEST_FAULT]}
        if not fault:
            noted["told"] = dict(facts_of(inviting.workshop))
            if occasion == Occasion.CANCELLATION:
                noted["told_off_at"] = clock.now()
        Attendee.objects.filter(pk=one.pk).update(**noted)
        yield fault


def _claimed(attendee: Attendee, occasion: str, claim: GuestMail | None) -> bool:
    """Two processes, or two clicks, write to nobody twice; a reminder comes once within a day."""
    waiting = Attendee.objects.filter(pk=attendee.pk)
    if claim is not None:
        return bool(waiting.filter(planned=claim).update(planned=None))
    if occasion == Occasion.REMINDER:
        since = clock.now() - timedelta(hours=HOURS_BETWEEN)
        waiting = waiting.filter(Q(written_at=None) | Q(written_at__lte=since) | ~Q(delivery_fault=""))
    return bool(waiting.filter(written_at=attendee.written_at).update(planned=None, written_at=clock.now()))


def _record(event: InvitationEvent, workshop: Workshop, by: Person | None, **details: object) -> None:
    record(
        event, by=by, municipality=workshop.municipality_id, subject=workshop.title,
        details={"workshop": workshop.number, **details},
    )  # fmt: skip
