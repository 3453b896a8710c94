"""What this room offers on the page of a workshop, and whom its name plates are for."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weltoffen.invitations.choices import Occasion
from weltoffen.invitations.models import COMING
from weltoffen.invitations.queries import announcement_of, balance_of, guests_of, invitation_of, not_told, wanted_at
from weltoffen.invitations.rules import GuestsAreInvited
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.rules import days_until
from weltoffen.workshops.slots import ExpectedGuests, GuestName, NeedCount, WorkshopLink

ORDER = 20
MOST_WORDS_OF_A_LANGUAGE = 2


def guest_links(here: Here, workshop: Workshop) -> Iterator[WorkshopLink]:
    """The guests, for those who prepare the workshop; the next step as long as somebody has to be told something."""
    if not here.may(Permission.LEAD_WORKSHOPS):
        return
    parts = {"slug": here.municipality.slug, "workshop": workshop.number}
    usual = WorkshopLink(ORDER, _("Guests"), _about_guests(workshop), reverse("invitations:list", kwargs=parts))
    if not workshop.is_planned:
        yield usual
    elif invitation_of(workshop).is_called_off:
        yield _called_off(workshop, usual)
    elif days_until(workshop) > 0:
        yield _open(workshop, usual)
    else:
        yield usual


def _about_guests(workshop: Workshop) -> str:
    number = guests_of(workshop).count()
    if not number:
        return _("Who is invited, who comes from which perspective, and what they need.")
    return ngettext("One guest is on the list.", "%(num)s guests are on the list.", number) % {"num": number}


def _called_off(workshop: Workshop, usual: WorkshopLink) -> WorkshopLink:
    """Guests are told; after that nothing is left but to discard it."""
    unaware = len(not_told(workshop, Occasion.CANCELLATION))
    if unaware:
        text = ngettext("One guest does not know it yet.", "%(num)s guests do not know it yet.", unaware)
        text %= {"num": unaware}
    else:
        text = _("All guests who were invited know it. Now the workshop can be discarded.")
    return usual._replace(is_next_step=True, heading=_("This workshop was called off"), text=text, is_urgent=True)


def _open(workshop: Workshop, usual: WorkshopLink) -> WorkshopLink:
    """Somebody does not know a change, is not invited yet, or nobody is on the list."""
    unaware = len(not_told(workshop, Occasion.CHANGE))
    if unaware:
        text = ngettext(
            "One guest who is invited does not know it yet.", "%(num)s guests who are invited do not know it yet.",
            unaware,
        )  # fmt: skip
        return usual._replace(
            is_next_step=True, heading=_("Day or place have changed"), text=text % {"num": unaware}, is_urgent=True
        )
    uninvited = len(not_told(workshop, Occasion.INVITATION))
    if uninvited:
        heading = ngettext("One guest is not invited yet", "%(num)s guests are not invited yet", uninvited)
        text = _("You see each mail and each letter before it leaves.")
        return usual._replace(is_next_step=True, heading=heading % {"num": uninvited}, text=text)
    is_empty = not workshop.is_dialogue and not guests_of(workshop).exists()
    return usual._replace(is_next_step=is_empty, heading=_("Invite guests"))


def announcing_links(here: Here, workshop: Workshop) -> Iterator[WorkshopLink]:
    """Announcing a dialogue event, for those who decide what is public; the next step until it is done."""
    if here.may(Permission.PUBLISH) and workshop.is_dialogue:
        href = reverse("invitations:announce", kwargs={"slug": here.municipality.slug, "workshop": workshop.number})
        text = _("On the municipality’s public page, with registration and a calendar file.")
        announcement = announcement_of(workshop)
        is_public = announcement is not None and announcement.is_public
        is_open = workshop.is_planned and days_until(workshop) > 0 and not invitation_of(workshop).is_called_off
        yield WorkshopLink(
            ORDER + 1, _("Public announcement"), text, href, is_open and not is_public, _("Announce the event")
        )


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
