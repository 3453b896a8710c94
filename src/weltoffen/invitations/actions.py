"""Guests come onto the list and go, reply and say what they need; workshops are called off, people counted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.contributors.choices import Written
from weltoffen.foundation import clock
from weltoffen.invitations.choices import InvitationEvent, Origin, Reply
from weltoffen.invitations.models import COMING, Announcement, Attendee, GuestMail, Invitation, Needs
from weltoffen.invitations.queries import (
    addresses_of,
    announcement_of,
    guests_of,
    invitation_of,
    mails_waiting,
    needs_of,
    people_coming,
)
from weltoffen.invitations.rules import (
    MOST_GUESTS,
    AddressIsInvited,
    EventIsFull,
    RegistrationHasArrived,
    RegistrationIsClosed,
    TooManyGuests,
    facts_of,
    places_left,
    require_dialogue,
    require_inviting,
    require_present,
    require_replies,
    takes_registrations,
)
from weltoffen.journal.actions import record
from weltoffen.surveys.actions import use_form
from weltoffen.surveys.tokens import SentForm
from weltoffen.workshops.choices import StandardPerspective
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import held as held_workshop

WITHOUT_A_NAME: Mapping[str, object] = {
    "name": "", "organisation": "", "email": "", "note": "", "stand_in": "", "delivery_fault": "", "replied_on": None,
    "planned": None,
}  # fmt: skip


class NewGuest(NamedTuple):
    """Somebody to be put on the list; without an address they get a letter."""

    name: str
    perspective: str
    organisation: str = ""
    email: str = ""
    language: str = Written.GERMAN
    note: str = ""


class NeedsTold(NamedTuple):
    """What a guest says that they need."""

    interpretation: str = ""
    needs_sign_language: bool = False
    needs_step_free: bool = False
    children: int = 0
    other: str = ""


@transaction.atomic
def add_guests(workshop: Workshop, new: Sequence[NewGuest], *, by: Person | None) -> list[Attendee]:
    """Several at once, or none: an address that is on the list already refuses all of them."""
    locked = _held(workshop)
    require_inviting(locked, invitation_of(locked))
    taken = addresses_of(locked)
    there = guests_of(locked).count()
    if there + len(new) > MOST_GUESTS:
        raise TooManyGuests(there, len(new))
    added = []
    for one in new:
        _require_new(one.email, taken)
        taken.add(one.email.lower())
        added.append(Attendee.objects.create(
            municipality_id=locked.municipality_id, workshop=locked, added_on=clock.today(), **one._asdict()
        ))  # fmt: skip
    if added:
        _record(InvitationEvent.GUESTS_ADDED, locked, by, number=len(added))
    return added


@transaction.atomic
def change_guest(attendee: Attendee, said: NewGuest, *, by: Person | None) -> None:
    """What is known about a guest. Another address gets another link; the same again changes nothing."""
    locked = _held_guest(attendee)
    require_present(locked)
    if all(getattr(locked, name) == value for name, value in said._asdict().items()):
        return
    _require_new(said.email, addresses_of(locked.workshop, besides=locked))
    if said.email.lower() != locked.email.lower():
        _renew(locked)
    for name, value in said._asdict().items():
        setattr(locked, name, value)
    locked.save()
    _record(InvitationEvent.GUEST_CHANGED, locked.workshop, by)


@transaction.atomic
def renew_link(attendee: Attendee, *, by: Person | None) -> None:
    """A new link, which has to be sent; the one before opens nothing from now on."""
    locked = _held_guest(attendee)
    require_present(locked)
    _renew(locked)
    locked.save()
    _record(InvitationEvent.GUEST_LINK_RENEWED, locked.workshop, by)


def _renew(attendee: Attendee) -> None:
    attendee.serial += 1
    attendee.written_at, attendee.delivery_fault, attendee.letter_on, attendee.told = None, "", None, {}


@transaction.atomic
def remove_guest(attendee: Attendee, *, by: Person | None) -> None:
    """Take somebody off the list. Who was invited stays as a number of their perspective, without name and needs."""
    locked = _held_guest(attendee)
    if locked.erased_on is not None:
        return
    if locked.is_invited or locked.reply != Reply.OPEN:
        _erase(locked)
    else:
        locked.delete()
    _record(InvitationEvent.GUEST_REMOVED, locked.workshop, by)


def _erase(attendee: Attendee) -> None:
    """Name, address and needs go. Who said that they come, and whose event is still to come, does not come now."""
    if clock.now() < attendee.workshop.begins_at and attendee.reply != Reply.NO:
        attendee.reply = Reply.NO
    for name, value in WITHOUT_A_NAME.items():
        setattr(attendee, name, value)
    attendee.erased_on = clock.today()
    attendee.save()
    Needs.objects.filter(attendee=attendee).delete()


@transaction.atomic
def reply_to_invitation(attendee: Attendee, reply: str, needs: NeedsTold, *, stand_in: str = "") -> Attendee:
    """What a guest says. It is their own; the journal has no entry, and needs of who stays away are not kept."""
    locked = _held_guest(attendee)
    require_present(locked)
    require_replies(locked.workshop, invitation_of(locked.workshop))
    _require_a_place(locked, reply)
    locked.reply, locked.replied_on = reply, clock.today()
    locked.stand_in = stand_in if reply == Reply.OTHER else ""
    locked.save(update_fields=["reply", "replied_on", "stand_in"])
    _store_needs(locked, needs if reply in COMING else NeedsTold())
    return locked


def _require_a_place(attendee: Attendee, reply: str) -> None:
    """Whoever registered, gave the place back and wants it again needs a free one."""
    if attendee.origin != Origin.REGISTERED or attendee.comes or reply not in COMING:
        return
    announcement = announcement_of(attendee.workshop)
    left = places_left(announcement, people_coming(_held(attendee.workshop))) if announcement is not None else None
    if left is not None and attendee.people > left:
        raise EventIsFull(left)


def _store_needs(attendee: Attendee, told: NeedsTold) -> None:
    if told == NeedsTold():
        Needs.objects.filter(attendee=attendee).delete()
        return
    needs = needs_of(attendee)
    for name, value in told._asdict().items():
        setattr(needs, name, value)
    needs.save()


@transaction.atomic
def erase_guest(attendee: Attendee) -> None:
    """Guests erase themselves: name, address and needs go, the link ends."""
    locked = _held_guest(attendee)
    if locked.erased_on is None:
        _erase(locked)
        _record(InvitationEvent.GUEST_REMOVED, locked.workshop, None)


@transaction.atomic
def change_text(workshop: Workshop, text: str, text_en: str, *, by: Person | None) -> None:
    """What the invitation says instead of our own sentences; empty means these."""
    locked = _held(workshop)
    invitation = invitation_of(locked)
    if (invitation.text, invitation.text_en) == (text, text_en):
        return
    invitation.text, invitation.text_en = text, text_en
    invitation.save()
    _record(InvitationEvent.TEXT_CHANGED, locked, by)


class AnnouncementContent(NamedTuple):
    """Until when residents register, and for how many there is room; None: for everybody."""

    closes_on: date
    places: int | None


class Registration(NamedTuple):
    """What somebody says who registers; without an address there is no mail."""

    name: str = ""
    email: str = ""
    people: int = 1
    language: str = Written.GERMAN


@transaction.atomic
def announce_event(workshop: Workshop, content: AnnouncementContent, *, by: Person | None) -> Announcement:
    """Show a dialogue event to everybody, or change what is said about registering."""
    locked = _held(workshop)
    require_dialogue(locked)
    require_inviting(locked, invitation_of(locked))
    announcement = announcement_of(locked) or Announcement(municipality_id=locked.municipality_id, workshop=locked)
    was_public = announcement.is_public
    if was_public and (announcement.closes_on, announcement.places) == content:
        return announcement
    announcement.closes_on, announcement.places = content
    announcement.announced_at = announcement.announced_at or clock.now()
    announcement.save()
    _record(InvitationEvent.ANNOUNCEMENT_CHANGED if was_public else InvitationEvent.EVENT_ANNOUNCED, locked, by)
    return announcement


@transaction.atomic
def withdraw_announcement(workshop: Workshop, *, by: Person | None) -> None:
    """Nobody finds the event any more, and nobody registers; who registered stays on the list."""
    locked = _held(workshop)
    announcement = announcement_of(locked)
    if announcement is None or not announcement.is_public:
        return
    announcement.announced_at = None
    announcement.save(update_fields=["announced_at"])
    _record(InvitationEvent.ANNOUNCEMENT_WITHDRAWN, locked, by)


@transaction.atomic
def register(announcement: Announcement, said: Registration, needs: NeedsTold, form: SentForm) -> tuple[Attendee, bool]:
    """Take a place. Answers whose it is, and whether it is new: nobody is told that an address has one already.

    Nobody signed in, so the journal has no entry. A form counts once.
    """
    locked = _held(announcement.workshop)
    invitation = invitation_of(locked)
    known = Attendee.objects.filter(workshop=locked, email__iexact=said.email).first() if said.email else None
    if not takes_registrations(announcement, invitation):
        raise RegistrationIsClosed
    if known is not None:
        return known, False
    left = places_left(announcement, people_coming(locked))
    if left is not None and said.people > left:
        raise EventIsFull(left)
    if not use_form(form):
        raise RegistrationHasArrived
    attendee = Attendee.objects.create(
        municipality_id=locked.municipality_id, workshop=locked, perspective=_perspective_of_residents(locked),
        origin=Origin.REGISTERED, added_on=clock.today(), reply=Reply.YES, replied_on=clock.today(),
        told=dict(facts_of(locked)), **said._asdict(),
    )  # fmt: skip
    _store_needs(attendee, needs)
    return attendee, True


def _perspective_of_residents(workshop: Workshop) -> str:
    keys = workshop.perspective_keys
    return StandardPerspective.RESIDENTS if StandardPerspective.RESIDENTS in keys else keys[-1]


def note_confirmation(attendee: Attendee, fault: str) -> None:
    """That the confirmation was sent, or what it was refused for."""
    Attendee.objects.filter(pk=attendee.pk).update(written_at=clock.now(), delivery_fault=fault)


def up_to_date(workshop: Workshop) -> Invitation:
    """The invitation with day and place as they are now; where these have changed, calendars get a newer number.

    Called before anything leaves that a calendar reads. It is no deed of anybody: the change itself was one.
    """
    with transaction.atomic():
        locked = _held(workshop)
        invitation = invitation_of(locked)
        facts = facts_of(locked)
        if invitation.facts != facts:
            invitation.sequence += 1 if invitation.facts else 0
            invitation.facts = dict(facts)
            invitation.save()
    return invitation


@transaction.atomic
def call_off(workshop: Workshop, *, by: Person | None) -> None:
    """The workshop does not take place. Guests are told by a mail of its own; mail that waited is not sent."""
    locked = _held(workshop)
    invitation = invitation_of(locked)
    require_inviting(locked, invitation)
    invitation.called_off_at = clock.now()
    invitation.save()
    Attendee.objects.filter(workshop=locked).update(planned=None)
    GuestMail.objects.filter(workshop=locked).delete()
    _record(InvitationEvent.CALLED_OFF, locked, by)


@transaction.atomic
def count_guests(workshop: Workshop, came: Mapping[str, int], *, by: Person | None) -> None:
    """How many people came, by perspective; what nobody counted is left out."""
    locked = _held(workshop)
    invitation = invitation_of(locked)
    if invitation.came == dict(came):
        return
    invitation.came = dict(came)
    invitation.save()
    _record(InvitationEvent.GUESTS_COUNTED, locked, by)


@transaction.atomic
def cancel_mail(mail: GuestMail, *, by: Person | None) -> None:
    """Planned mail is not sent."""
    number = next((number for one, number in mails_waiting(mail.workshop) if one.pk == mail.pk), 0)
    Attendee.objects.filter(planned=mail).update(planned=None)
    GuestMail.objects.filter(pk=mail.pk).delete()
    _record(InvitationEvent.GUEST_MAIL_CANCELLED, mail.workshop, by, number=number)


@transaction.atomic
def note_letters(
    workshop: Workshop, guests: Iterable[Attendee], *, told: Mapping[str, object], by: Person | None
) -> None:
    """That letters to these left the platform, and what stands in them of day and place."""
    numbers = [one.pk for one in guests]
    Attendee.objects.filter(pk__in=numbers).update(letter_on=clock.today(), told=dict(told))
    _record(InvitationEvent.GUEST_LETTERS_MADE, workshop, by, number=len(numbers))


@transaction.atomic
def note_told_off(guests: Iterable[Attendee]) -> None:
    """That these know that the workshop does not take place."""
    Attendee.objects.filter(pk__in=[one.pk for one in guests]).update(told_off_at=clock.now())


def _held(workshop: Workshop) -> Workshop:
    return held_workshop(workshop)


def _held_guest(attendee: Attendee) -> Attendee:
    found: Attendee = Attendee.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=attendee.pk)
    return found


def _require_new(email: str, taken: Iterable[str]) -> None:
    if email and email.lower() in taken:
        raise AddressIsInvited(email)


def _record(event: InvitationEvent, workshop: Workshop, by: Person | None, **details: object) -> None:
    record(
        event, by=by, municipality=workshop.municipality_id, subject=workshop.title,
        details={"workshop": workshop.number, **details},
    )  # fmt: skip
