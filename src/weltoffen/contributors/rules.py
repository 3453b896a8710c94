"""Whether a link opens anything, who can be written to, and why a deed about contributors is refused."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from weltoffen.contributors.choices import Ended
from weltoffen.contributors.models import Contributor
from weltoffen.foundation import clock
from weltoffen.foundation.refusals import Refused
from weltoffen.rounds.models import Round

DAYS_AFTER_THE_ROUND, DAYS_WITHOUT_AN_END, LONGEST_DAYS = 14, 90, 366
MOST_IN_A_DAY = 500


class AddressContributes(Refused):
    """One person, one link."""

    remedy = _("Please change that entry, or choose another address.")

    def __init__(self, address: str) -> None:
        super().__init__()
        self.sentence = _("The address %(address)s contributes to this round already.") % {"address": address}


class LinkHasEnded(Refused):
    """What was revoked or erased is not changed any more."""

    sentence = _("This personal link has ended.")
    remedy = _("Add the person anew if they are to answer again.")


class TooManyMails(Refused):
    """An account that somebody took over must not become a sender of unwanted mail."""

    sentence = _("For one round, at most 500 mails are sent within a day.")
    remedy = _("Please send the rest tomorrow, or print letters.")


class NobodyToWriteTo(Refused):
    """Everybody who was chosen is left out."""

    sentence = _("Nobody of those whom you chose can be written to.")
    remedy = _("The list says why; letters can be printed for everybody whose link is valid.")


class SendingIsGone(Refused):
    """It was sent or cancelled meanwhile."""

    sentence = _("This mail waits no longer: it was sent or cancelled.")
    remedy = _("The list of contributors says who was written to.")


def ending_of(contributor: Contributor, round_: Round) -> Ended | None:
    """Why the newest link of somebody opens nothing; None where it does."""
    if contributor.erased_at is not None:
        return Ended.ERASED
    if contributor.revoked_at is not None or contributor.department.ended_at is not None:
        return Ended.REVOKED
    if not round_.is_being_answered:
        return Ended.FINISHED
    return Ended.EXPIRED if contributor.expires_on < clock.today() else None


def usual_end(round_: Round) -> date:
    """The last day of a new link: two weeks after the round is meant to end, and two weeks from now at least."""
    if round_.ends_on is None:
        return clock.today() + timedelta(days=DAYS_WITHOUT_AN_END)
    return max(round_.ends_on, clock.today()) + timedelta(days=DAYS_AFTER_THE_ROUND)


def latest_end() -> date:
    """No link is valid for longer than about a year from now."""
    return clock.today() + timedelta(days=LONGEST_DAYS)


def is_first_mail(contributor: Contributor) -> bool:
    """Whether nobody has reached this person with the present link."""
    return contributor.invited_at is None or bool(contributor.delivery_fault)


def require_present_link(contributor: Contributor) -> None:
    """Refuse somebody whose link was revoked or who was erased."""
    if contributor.revoked_at is not None or contributor.erased_at is not None:
        raise LinkHasEnded
