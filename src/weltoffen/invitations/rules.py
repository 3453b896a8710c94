"""Who is written to about what, until when guests reply, and why a deed about guests is refused."""

from collections.abc import Mapping
from datetime import UTC, timedelta

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation import clock
from weltoffen.foundation.refusals import Refused
from weltoffen.invitations.choices import Occasion, Origin, Reply, Uninvited
from weltoffen.invitations.models import Announcement, Attendee, Invitation
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.rules import WorkshopHasEnded

MOST_GUESTS, MOST_IN_A_DAY, HOURS_BETWEEN = 500, 500, 24
NEEDS_KEPT_DAYS = 14
LONGEST_DAYS_AHEAD = 2 * 366


class AddressIsInvited(Refused):
    """One person, one link."""

    remedy = _("Please change that entry, or choose another address.")

    def __init__(self, address: str) -> None:
        super().__init__()
        self.sentence = _("The address %(address)s is on the list already.") % {"address": address}


class TooManyGuests(Refused):
    """More than anybody can invite to one room."""

    remedy = _("Please leave some out, or plan a second workshop for them.")

    def __init__(self, there: int, more: int) -> None:
        super().__init__()
        self.sentence = _(
            "A workshop has at most %(most)s guests: %(there)s are on the list already, and %(more)s would be added."
        ) % {"most": MOST_GUESTS, "there": there, "more": more}


class GuestIsErased(Refused):
    """There is nobody to change."""

    sentence = _("The name of this guest was erased.")
    remedy = _("Add the person anew if they are to be invited.")


class NobodyToInvite(Refused):
    """Everybody who was chosen is left out."""

    sentence = _("Nobody of those whom you chose can be written to.")
    remedy = _("The list says why; letters can be printed for everybody.")


class TooManyGuestMails(Refused):
    """An account that somebody took over must not become a sender of unwanted mail."""

    sentence = _("For one workshop, at most 500 mails are sent within a day.")
    remedy = _("Please send the rest tomorrow, or print letters.")


class GuestMailIsGone(Refused):
    """It was sent or cancelled meanwhile."""

    sentence = _("This mail waits no longer: it was sent or cancelled.")
    remedy = _("The list of guests says who was written to.")


class IsCalledOff(Refused):
    """Guests know that it does not take place."""

    sentence = _("This workshop was called off.")
    remedy = _("Plan a new one; you can take its guests over from this one.")


class RepliesAreOver(Refused):
    """It has begun."""

    sentence = _("The event has begun; your reply can no longer be changed.")
    remedy = _("Has anything changed at short notice? Please tell those who invited you.")


class GuestsAreInvited(Refused):
    """Somebody would stand in front of a closed door."""

    remedy = _("Call the workshop off first: you see the mail to the guests before it is sent.")

    def __init__(self, number: int) -> None:
        super().__init__()
        self.sentence = ngettext(
            "One guest is invited and does not know yet that the workshop is discarded.",
            "%(num)s guests are invited and do not know yet that the workshop is discarded.",
            number,
        ) % {"num": number}


class EventIsFull(Refused):
    """Each place was taken, or fewer are left than somebody wants."""

    def __init__(self, left: int) -> None:
        super().__init__()
        if left:
            self.sentence = ngettext("Only one place is free.", "Only %(num)s places are free.", left) % {"num": left}
            self.remedy = gettext("Please write fewer people, or ask those who prepare it.")
        else:
            self.sentence = gettext("This event is fully booked.")
            self.remedy = gettext("Places can become free: please look again later, or ask those who prepare it.")


class RegistrationIsClosed(Refused):
    """Too late, or called off."""

    sentence = _("Registration for this event is closed.")
    remedy = _("Please ask those who prepare it whether you can come all the same.")


class RegistrationHasArrived(Refused):
    """The same form was sent twice."""

    sentence = _("This registration has arrived already.")
    remedy = _("To register somebody else, please open the page anew.")


class IsNoDialogue(Refused):
    """Workshops invite by perspective."""

    sentence = _("Only dialogue events are announced publicly.")
    remedy = _("If it is one, change its kind first.")


class NobodyCameYet(Refused):
    """It has not begun."""

    sentence = _("The event has not begun yet.")
    remedy = _("Count the people when they are there.")


def require_inviting(workshop: Workshop, invitation: Invitation) -> None:
    """Refuse where nobody is to be invited any more."""
    if workshop.has_ended:
        raise WorkshopHasEnded
    if invitation.is_called_off:
        raise IsCalledOff


def require_replies(workshop: Workshop, invitation: Invitation) -> None:
    """Refuse where a guest's reply is too late."""
    if invitation.is_called_off:
        raise IsCalledOff
    if not takes_replies(workshop, invitation):
        raise RepliesAreOver


def takes_replies(workshop: Workshop, invitation: Invitation) -> bool:
    """Whether guests can still say whether they come."""
    return not invitation.is_called_off and workshop.is_planned and clock.now() < workshop.begins_at


def require_dialogue(workshop: Workshop) -> None:
    """Refuse to announce what is not open to everybody."""
    if not workshop.is_dialogue:
        raise IsNoDialogue


def takes_registrations(announcement: Announcement, invitation: Invitation) -> bool:
    """Whether residents can still register, were there places enough."""
    workshop = announcement.workshop
    is_on = announcement.is_public and workshop.is_dialogue and takes_replies(workshop, invitation)
    return is_on and not announcement.is_closed(clock.today())


def places_left(announcement: Announcement, taken: int) -> int | None:
    """How many places are free; None where there is no limit."""
    return None if announcement.places is None else max(0, announcement.places - taken)


def require_present(attendee: Attendee) -> None:
    """Refuse a guest whose name was erased."""
    if attendee.erased_on is not None:
        raise GuestIsErased


def facts_of(workshop: Workshop) -> Mapping[str, object]:
    """What guests have to know of a workshop again when it changes; as JSON."""
    return {
        "begins_at": workshop.begins_at.astimezone(UTC).isoformat(), "minutes": workshop.minutes,
        "venue": workshop.venue, "place": workshop.place, "link": workshop.link,
    }  # fmt: skip


def why_not_written_to(attendee: Attendee, occasion: str, facts: Mapping[str, object]) -> Uninvited | None:
    """Why this guest gets no mail about that; None where they can be written to."""
    if not attendee.email:
        return why_not_concerned(attendee, occasion, facts) or Uninvited.NO_ADDRESS
    return why_not_concerned(attendee, occasion, facts)


def why_not_concerned(attendee: Attendee, occasion: str, facts: Mapping[str, object]) -> Uninvited | None:
    """Why this guest has no need to be told that, by mail or by letter; None where they have.

    Whoever registered without an address can be told nothing; the page behind their link and the public one say it.
    """
    if attendee.origin == Origin.REGISTERED and not attendee.email:
        return Uninvited.NO_ADDRESS
    match occasion:
        case Occasion.INVITATION:
            return Uninvited.INVITED_BEFORE if attendee.is_invited else None
        case Occasion.REMINDER:
            return _why_not_reminded(attendee)
        case Occasion.CHANGE:
            return _why_not_told(attendee, facts)
    return _why_not_called_off(attendee)


def _why_not_reminded(attendee: Attendee) -> Uninvited | None:
    if not attendee.is_invited:
        return Uninvited.NOT_INVITED
    if attendee.reply != Reply.OPEN:
        return Uninvited.HAS_REPLIED
    return Uninvited.JUST_WRITTEN_TO if is_recent(attendee) else None


def _why_not_told(attendee: Attendee, facts: Mapping[str, object]) -> Uninvited | None:
    if not attendee.is_invited:
        return Uninvited.NOT_INVITED
    if attendee.reply == Reply.NO:
        return Uninvited.DOES_NOT_COME
    return Uninvited.KNOWS_ALREADY if attendee.told == facts else None


def _why_not_called_off(attendee: Attendee) -> Uninvited | None:
    if not attendee.is_invited:
        return Uninvited.NOT_INVITED
    if attendee.reply == Reply.NO:
        return Uninvited.DOES_NOT_COME
    return Uninvited.KNOWS_ALREADY if attendee.told_off_at is not None else None


def is_recent(attendee: Attendee) -> bool:
    """Whether a mail reached somebody within a day."""
    since = clock.now() - timedelta(hours=HOURS_BETWEEN)
    return attendee.written_at is not None and not attendee.delivery_fault and attendee.written_at > since
