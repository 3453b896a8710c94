"""Reading guests, how many come from which perspective, what they need, and the mail that waits."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, QuerySet, Sum
from django_scopes import scope, scopes_disabled

from weltoffen.foundation import clock
from weltoffen.invitations.choices import InvitationEvent, Origin, Reply
from weltoffen.invitations.models import COMING, Announcement, Attendee, GuestMail, Invitation, Needs
from weltoffen.invitations.rules import facts_of, why_not_concerned
from weltoffen.journal.models import Entry
from weltoffen.municipalities.models import Municipality
from weltoffen.workshops.choices import Kind
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import workshops_here


class Balance(NamedTuple):
    """Of one perspective: how many are on the list and what became of it, in people."""

    perspective: str
    listed: int
    invited: int
    yes: int
    no: int
    open: int


class Wanted(NamedTuple):
    """What is needed in all, by those who come or have not replied; `who` are their needs."""

    interpretation: Sequence[tuple[str, int]]
    sign_language: int
    step_free: int
    children: int
    families: int
    who: Sequence[Needs]


def invitation_of(workshop: Workshop) -> Invitation:
    """What is known about inviting to a workshop; where nothing is stored yet, as it is at first."""
    found: Invitation | None = Invitation.objects.filter(workshop=workshop).first()
    return found or Invitation(municipality_id=workshop.municipality_id, workshop=workshop)


def guests_of(workshop: Workshop) -> "QuerySet[Attendee]":
    """Everybody on the list who was not erased, by name."""
    return Attendee.objects.filter(workshop=workshop, erased_on=None).select_related("planned")


def guest_of(workshop: Workshop, number: int) -> Attendee | None:
    """One of them."""
    return guests_of(workshop).filter(pk=number).first()


def chosen_guests(workshop: Workshop, numbers: Collection[int]) -> list[Attendee]:
    """Those of a workshop who were chosen; others are left out."""
    return list(guests_of(workshop).filter(pk__in=numbers))


def guest_anywhere(number: int) -> Attendee | None:
    """The guest of a link, before anybody knows of which municipality."""
    with scopes_disabled():
        found = Attendee.objects.select_related("municipality", "workshop")
        return found.defer("municipality__coat_of_arms").filter(pk=number).first()


def needs_of(attendee: Attendee) -> Needs:
    """What a guest needs; where nothing is stored, nothing."""
    found: Needs | None = Needs.objects.filter(attendee=attendee).first()
    return found or Needs(municipality_id=attendee.municipality_id, attendee=attendee)


def addresses_of(workshop: Workshop, besides: Attendee | None = None) -> set[str]:
    """The addresses on the list, in small letters."""
    found = Attendee.objects.filter(workshop=workshop).exclude(email="")
    if besides is not None:
        found = found.exclude(pk=besides.pk)
    return {address.lower() for address in found.values_list("email", flat=True)}


def balance_of(workshop: Workshop) -> list[Balance]:
    """Each perspective in order, those without guests too; erased guests count on."""
    everybody = list(Attendee.objects.filter(workshop=workshop).only(
        "perspective", "reply", "people", "told"
    ))  # fmt: skip
    keys = list(dict.fromkeys([*workshop.perspective_keys, *(one.perspective for one in everybody)]))
    return [_balance(key, [one for one in everybody if one.perspective == key]) for key in keys]


def _balance(perspective: str, guests: Sequence[Attendee]) -> Balance:
    def people(*replies: str) -> int:
        return sum(one.people for one in guests if one.reply in replies)

    return Balance(
        perspective=perspective,
        listed=sum(one.people for one in guests),
        invited=sum(one.people for one in guests if one.is_invited),
        yes=people(*COMING), no=people(Reply.NO), open=people(Reply.OPEN),
    )  # fmt: skip


def wanted_at(workshop: Workshop) -> Wanted:
    """What guests need who come, or who have not said that they do not."""
    who = [
        one for one in Needs.objects.filter(attendee__workshop=workshop).select_related("attendee")
        if one.attendee.reply != Reply.NO
    ]  # fmt: skip
    spoken: dict[str, int] = {}
    for one in who:
        if one.interpretation:
            language = one.interpretation.strip().capitalize()
            spoken[language] = spoken.get(language, 0) + one.attendee.people
    return Wanted(
        interpretation=sorted(spoken.items()),
        sign_language=sum(1 for one in who if one.needs_sign_language),
        step_free=sum(1 for one in who if one.needs_step_free),
        children=sum(one.children for one in who),
        families=sum(1 for one in who if one.children),
        who=who,
    )


def not_told(workshop: Workshop, occasion: str) -> list[Attendee]:
    """Those who have to be told that, whether they have an address or not."""
    facts = facts_of(workshop)
    return [one for one in guests_of(workshop) if why_not_concerned(one, occasion, facts) is None]


def earlier_workshops(workshop: Workshop) -> list[tuple[Workshop, int]]:
    """Other workshops of the municipality with guests, newest first, each with how many."""
    counted = Attendee.objects.filter(erased_on=None, origin=Origin.INVITED).exclude(workshop=workshop)
    numbers = {line["workshop_id"]: line["number"] for line in counted.order_by().values("workshop_id").annotate(
        number=Count("pk")
    )}  # fmt: skip
    return [(one, numbers[one.pk]) for one in workshops_here().filter(pk__in=numbers)]


def mails_waiting(workshop: Workshop) -> Sequence[tuple[GuestMail, int]]:
    """Mail that waits, with how many it goes to."""
    waiting = Attendee.objects.filter(workshop=workshop).exclude(planned=None).order_by()
    numbers = {line["planned_id"]: line["number"] for line in waiting.values("planned_id").annotate(number=Count("pk"))}
    found = GuestMail.objects.filter(workshop=workshop).select_related("ordered_by")
    return [(one, numbers[one.pk]) for one in found if one.pk in numbers]


def due_guest_mails() -> "QuerySet[GuestMail]":
    """Mail of the municipality in scope whose moment has come."""
    due = GuestMail.objects.filter(due_at__lte=clock.now()).select_related("municipality", "ordered_by", "workshop")
    return due.defer("municipality__coat_of_arms")


def municipalities_with_due_guest_mail() -> list[int]:
    """The primary keys of the municipalities where mail to guests is due."""
    with scopes_disabled():
        due = GuestMail.objects.filter(due_at__lte=clock.now()).order_by("municipality_id")
        return list(due.values_list("municipality_id", flat=True).distinct())


def mails_of_last_day(workshop: Workshop) -> int:
    """How many mails went to guests of a workshop within a day, as the journal says."""
    written = Entry.objects.filter(event=InvitationEvent.GUESTS_WRITTEN_TO, at__gt=clock.now() - timedelta(days=1))
    details = written.filter(municipality_id=workshop.municipality_id).values_list("details", flat=True)
    return sum(one["number"] + one["faults"] for one in details if one.get("workshop") == workshop.number)


def announcement_of(workshop: Workshop) -> Announcement | None:
    """How a dialogue event is announced; None where nobody prepared that yet."""
    return Announcement.objects.filter(workshop=workshop).first()


def announced_by(municipality: Municipality) -> list[Announcement]:
    """The dialogue events that a municipality announced and that are to come, the next one first.

    Nobody is signed in where this is asked, so the scope is opened here.
    """
    with scope(municipality=municipality.pk):
        found = Announcement.objects.exclude(announced_at=None).filter(
            workshop__kind=Kind.DIALOGUE, workshop__begins_at__gte=clock.now() - timedelta(days=1)
        )
        return list(found.select_related("workshop").order_by("workshop__begins_at"))


def announced_event(municipality: Municipality, number: int) -> Announcement | None:
    """One of these, by the number of its workshop; also when it is over."""
    with scope(municipality=municipality.pk):
        found = Announcement.objects.exclude(announced_at=None).select_related("workshop")
        return found.filter(workshop__kind=Kind.DIALOGUE, workshop__number=number).first()


def municipalities_with_events() -> list[Municipality]:
    """The municipalities that announced a dialogue event to come, by name: the index of what each of them announced."""
    with scopes_disabled():
        public = Announcement.objects.exclude(announced_at=None).filter(
            workshop__kind=Kind.DIALOGUE, workshop__begins_at__gte=clock.now()
        )
        found = Municipality.objects.filter(pk__in=public.values("municipality_id"))
        return list(found.defer("coat_of_arms").order_by("name"))


def people_coming(workshop: Workshop) -> int:
    """How many places are taken."""
    taken = Attendee.objects.filter(workshop=workshop, reply__in=COMING).aggregate(number=Sum("people"))
    return int(taken["number"] or 0)
