"""What this room says on earlier rooms' pages: where departments differ, and who is asked to reply."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weltoffen.agreement.queries import differences_in
from weltoffen.answers.respondents import voice_of, voice_of_guest
from weltoffen.answers.settling import chosen
from weltoffen.contributors.guest import Guest
from weltoffen.contributors.slots import Task
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.municipalities.slots import Card
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import current_round
from weltoffen.rounds.slots import RoundLink

CARD_ORDER = 12
LINK_ORDER = 12


def reply_card(here: Here) -> Iterator[Card]:
    """Proposals that wait for the person's reply."""
    round_ = current_round()
    if round_ is None or not here.may(Permission.ANSWER):
        return
    respondent = voice_of(round_, here.person).respondent
    if respondent.pk is None:
        return
    waiting = sum(one.waits_for(respondent) for one in differences_in(round_, ()).values())
    if waiting:
        said = ngettext("One proposal waits for your reply.", "%(num)s proposals wait for your reply.", waiting)
        yield Card(CARD_ORDER, _("Can you agree?"), said % {"num": waiting}, _href(here, round_), _("Look at them"))


def guests_task(guest: Guest) -> Task | None:
    """Proposals that wait for the reply of somebody without an account."""
    respondent = voice_of_guest(guest).respondent
    if respondent.pk is None:
        return None
    waiting = sum(one.waits_for(respondent) for one in differences_in(guest.round, ()).values())
    if not waiting:
        return None
    said = ngettext("One proposal waits for your reply.", "%(num)s proposals wait for your reply.", waiting)
    return Task(said % {"num": waiting}, reverse("guest:proposals", kwargs={"token": guest.token}), _("Look at them"))


def agreement_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """Settling differences, for those who may read answers."""
    if not here.may(Permission.SEE_ANSWERS):
        return
    number = len(chosen(round_).unsettled)
    said = ngettext(
        "In one question departments answered differently.",
        "In %(num)s questions departments answered differently.",
        number,
    )
    text = said % {"num": number} if number else _("Where departments answered differently, and what was agreed on.")
    yield RoundLink(LINK_ORDER, _("Settle differences"), text, _href(here, round_))


def _href(here: Here, round_: Round) -> str:
    return reverse("agreement:overview", kwargs={"slug": here.municipality.slug, "number": round_.number})
