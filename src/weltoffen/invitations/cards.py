"""What this room offers on the page of a workshop, and whom its name plates are for."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weltoffen.invitations.choices import Occasion
from weltoffen.invitations.models import COMING
from weltoffen.invitations.queries import balance_of, guests_of, invitation_of, not_told, wanted_at
from weltoffen.invitations.rules import GuestsAreInvited
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.slots import ExpectedGuests, GuestName, NeedCount, WorkshopLink

ORDER = 20
MOST_WORDS_OF_A_LANGUAGE = 2


def guest_links(here: Here, workshop: Workshop) -> Iterator[WorkshopLink]:
    """The guests, for those who prepare the workshop."""
    if here.may(Permission.LEAD_WORKSHOPS):
        parts = {"slug": here.municipality.slug, "workshop": workshop.number}
        number = guests_of(workshop).count()
        is_open = workshop.is_planned and not invitation_of(workshop).is_called_off
        text = (
            ngettext("One guest is on the list.", "%(num)s guests are on the list.", number) % {"num": number}
            if number
            else _("Who is invited, who comes from which perspective, and what they need.")
        )
        yield WorkshopLink(
            ORDER, _("Guests"), text, reverse("invitations:list", kwargs=parts), is_open and not number,
            _("Invite guests"),
        )  # fmt: skip


def announcing_links(here: Here, workshop: Workshop) -> Iterator[WorkshopLink]:
    """Announcing a dialogue event, for those who decide what is public."""
    if here.may(Permission.PUBLISH) and workshop.is_dialogue:
        href = reverse("invitations:announce", kwargs={"slug": here.municipality.slug, "workshop": workshop.number})
        text = _("On the municipality’s public page, with registration and a calendar file.")
        yield WorkshopLink(ORDER + 1, _("Public announcement"), text, href)


def names_of_guests(workshop: Workshop) -> Iterator[GuestName]:
    """Whoever comes, as far as their names are known."""
    for one in guests_of(workshop).filter(reply__in=COMING):
        if one.attending_name:
            yield GuestName(one.attending_name, one.organisation, one.perspective)


def expected_guests(workshop: Workshop) -> Iterator[ExpectedGuests]:
    """How many people are on the list, come and have not replied, by perspective."""
    for one in balance_of(workshop):
        yield ExpectedGuests(one.perspective, listed=one.listed, coming=one.yes, is_open=one.open)


def needs_of_guests(workshop: Workshop) -> Iterator[NeedCount]:
    """What those need who come or have not replied: counts, so that the paper may lie on a table.

    A language that somebody wrote in many words may tell more than a language, and is counted only.
    """
    wanted = wanted_at(workshop)
    longer = 0
    for language, number in wanted.interpretation:
        if len(language.split()) <= MOST_WORDS_OF_A_LANGUAGE:
            yield NeedCount(_("Interpretation: %(language)s") % {"language": language}, number)
        else:
            longer += number
    yield NeedCount(_("Interpretation: other languages, see the list of guests"), longer)
    yield NeedCount(_("Sign language interpretation"), wanted.sign_language)
    yield NeedCount(_("Step-free access"), wanted.step_free)
    yield NeedCount(_("Childcare, children"), wanted.children)
    yield NeedCount(_("Other needs, see the list of guests"), sum(1 for one in wanted.who if one.other))


def require_guests_know(workshop: Workshop) -> None:
    """Refuse to discard a workshop while invited guests do not know of it."""
    unaware = not_told(workshop, Occasion.CANCELLATION)
    if unaware:
        raise GuestsAreInvited(len(unaware))
