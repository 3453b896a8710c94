"""Whom the county of the demo invited to its workshop, what they replied, and an evening that is open to everybody."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from weltoffen.accounts.models import Person
from weltoffen.demo.days import at
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation import clock
from weltoffen.invitations.actions import (
    AnnouncementContent,
    NeedsTold,
    NewGuest,
    Registration,
    add_guests,
    announce_event,
    note_letters,
    register,
    reply_to_invitation,
)
from weltoffen.invitations.choices import Reply
from weltoffen.invitations.models import Attendee
from weltoffen.invitations.rules import facts_of
from weltoffen.surveys.tokens import SentForm
from weltoffen.workshops.actions import WorkshopContent, plan_workshop
from weltoffen.workshops.choices import Kind
from weltoffen.workshops.models import Workshop

A_DAY, FIVE_WEEKS = timedelta(days=1), timedelta(days=35)
EVENING, MINUTES, PLACES = time(18, 30), 120, 40
TITLE = "Gesprächsabend: Wie offen ist unser Landkreis?"
PLACE = "Stadthalle Kirchheimbolanden, kleiner Saal (stufenlos)"
PURPOSE = "Wir zeigen, was der Selbstcheck ergeben hat, und hören zu. Reden Sie mit, auch wenn Sie nur kurz Zeit haben."


class Invited(NamedTuple):
    """A guest with what they replied, if they did."""

    perspective: str
    name: str
    organisation: str = ""
    reply: str = Reply.OPEN
    needs: NeedsTold = NeedsTold()
    stand_in: str = ""
    language: str = "de"

    @property
    def email(self) -> str:
        """An address that reaches nobody; residents have none here."""
        return (
            "" if self.perspective == "residents" else f"{self.name.split()[1].lower().replace('ü', 'ue')}@gast.example"
        )


GUESTS = (
    Invited("administration", "Anja Berger", "Sozialamt", Reply.YES),
    Invited("administration", "Bernd Cramer", "Jugendamt", Reply.YES),
    Invited("administration", "Carla Dietz", "Ausländerbehörde", Reply.YES),
    Invited("administration", "Deniz Ergün", "Volkshochschule", Reply.YES),
    Invited("administration", "Edith Fuchs", "Personalabteilung", Reply.OTHER, stand_in="Frank Gerber"),
    Invited("politics", "Gisela Hahn", "Kreistag", Reply.YES, NeedsTold(needs_step_free=True)),
    Invited("politics", "Heiko Ihrig", "Kreistag", Reply.NO),
    Invited("politics", "Ines Jakob", "Kreistag"),
    Invited("civil_society", "Jonas Keller", "Sportverein", Reply.YES),
    Invited("civil_society", "Karin Lang", "Tafel", Reply.YES, NeedsTold(children=2)),
    Invited("civil_society", "Lukas Mai", "Jugendzentrum"),
    Invited("business", "Maria Neumann", "Handwerksbetrieb", Reply.NO),
    Invited("business", "Norbert Otto", "Gasthof", Reply.NO),
    Invited("migrant_organisations", "Olena Petrenko", "Ukrainischer Verein", Reply.YES,
            NeedsTold(interpretation="Ukrainisch")),
    Invited("migrant_organisations", "Rami Qasem", "Elternverein", Reply.YES, NeedsTold(interpretation="Arabisch"),
            language="en"),
    Invited("residents", "Sabine Roth", "", Reply.YES, NeedsTold(needs_sign_language=True)),
    Invited("residents", "Thomas Sauer"),
    Invited("residents", "Ute Theis"),
)  # fmt: skip


def invite_guests(workshop: Workshop, *, by: Person) -> None:
    """All but the last got a letter yesterday, and most have replied."""
    with at(clock.today() - A_DAY):
        new = [NewGuest(one.name, one.perspective, one.organisation, one.email, one.language) for one in GUESTS]
        added = add_guests(workshop, new, by=by)
        note_letters(workshop, added[:-1], told=facts_of(workshop), by=by)
        for guest, one in zip(added, GUESTS, strict=True):
            if one.reply != Reply.OPEN:
                reply_to_invitation(guest, one.reply, one.needs, stand_in=one.stand_in)


def open_evening(stored: StoredEvaluation, *, organiser: Person, publisher: Person) -> Attendee:
    """A dialogue event, announced yesterday; two people have registered. Answers the first of them."""
    beginning = timezone.make_aware(datetime.combine(clock.today() + FIVE_WEEKS, EVENING))
    content = WorkshopContent(
        title=TITLE, begins_at=beginning, minutes=MINUTES, place=PLACE, purpose=PURPOSE, kind=Kind.DIALOGUE,
        facilitator=organiser.name,
    )  # fmt: skip
    with at(clock.today() - A_DAY):
        workshop = plan_workshop(stored, content, by=organiser)
        announced = announce_event(workshop, AnnouncementContent((beginning - A_DAY).date(), PLACES), by=publisher)
        expires_on = clock.today() + A_DAY
        first, _is_new = register(
            announced, Registration(people=2), NeedsTold(children=1), SentForm("demo-registration-1", expires_on)
        )
        register(announced, Registration("Vera Wolf"), NeedsTold(), SentForm("demo-registration-2", expires_on))
    return first
