"""Who is reminded, and why a deed about reminders is refused."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.sending import MailServerIsAway
from weltoffen.foundation import clock
from weltoffen.foundation.refusals import Refused
from weltoffen.municipalities.models import Membership
from weltoffen.municipalities.roles import Permission, may
from weltoffen.reminders.choices import Unreminded
from weltoffen.reminders.models import Reminder

MOST_IN_A_DAY, HOURS_BETWEEN = 500, 24


class TooManyReminders(Refused):
    """An account that somebody took over must not become a sender of unwanted mail."""

    sentence = _("For one round, at most 500 reminders are sent within a day.")
    remedy = _("Please send the rest tomorrow, or print the list.")


class NobodyToRemind(Refused):
    """Everybody who was chosen is left out."""

    sentence = _("Nobody of those whom you chose can be reminded.")
    remedy = _("The list says why.")


class NothingWasSent(MailServerIsAway):
    """Nobody is at fault but the server."""

    sentence = _("The mail server does not answer. Nobody was reminded.")
    remedy = _("Please try again later, or print the list. If it stays so, tell those who run this service.")


class RemindersAreGone(Refused):
    """They were sent or cancelled meanwhile."""

    sentence = _("These reminders wait no longer: they were sent or cancelled.")
    remedy = _("The list says who was reminded.")


def why_unreminded(
    member: Membership, last: Reminder | None, *, wants: bool, has_something_open: bool
) -> Unreminded | None:
    """Why somebody is not reminded now; None where they can be."""
    if not member.person.is_active:
        return Unreminded.NO_SIGN_IN
    if not may(member.role, Permission.ANSWER):
        return Unreminded.MAY_NOT_ANSWER
    if not wants:
        return Unreminded.NO_REMINDERS
    if not has_something_open:
        return Unreminded.NOTHING_OPEN
    return Unreminded.JUST_REMINDED if last is not None and is_recent(last) else None


def is_recent(last: Reminder) -> bool:
    """Whether a reminder reached somebody within a day."""
    since = clock.now() - timedelta(hours=HOURS_BETWEEN)
    return last.sent_at is not None and not last.delivery_fault and last.sent_at > since
