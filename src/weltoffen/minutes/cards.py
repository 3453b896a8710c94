"""What this room adds to the pages of a workshop and of an evaluation: the way to minutes and agreements."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.slots import EvaluationLink
from weltoffen.live.queries import outlines_of
from weltoffen.minutes.queries import is_agreed
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import workshops_here
from weltoffen.workshops.slots import WorkshopLink

ORDER, AGREEMENTS_ORDER = 70, 80


def workshop_links(here: Here, workshop: Workshop) -> Iterator[WorkshopLink]:
    """The minutes of a workshop that is over; checking them is the next step until they are agreed."""
    if not here.may(Permission.SEE_EVALUATION) or not workshop.has_ended:
        return
    yield from _agreed_links(here, workshop)
    href = reverse("minutes:page", kwargs={"slug": here.municipality.slug, "workshop": workshop.number})
    if is_agreed(workshop):
        yield WorkshopLink(ORDER, _("Read the minutes"), _("Agreed by the municipality; as PDF, Word and ODT."), href)
        return
    if here.may(Permission.LEAD_WORKSHOPS):
        text = _("They have written themselves: results, ideas, priorities, agreements. Read and complete them.")
        yield WorkshopLink(ORDER, _("Check the minutes"), text, href, True, _("The minutes are ready to be checked"))
        return
    text = _("What came out of the workshop. They are a draft, not agreed by the municipality yet.")
    yield WorkshopLink(ORDER, _("Read the minutes"), text, href)


def evaluation_links(here: Here, stored: StoredEvaluation) -> Iterator[EvaluationLink]:
    """On the page of an evaluation about which there are workshops: what they agreed on."""
    if here.may(Permission.SEE_EVALUATION) and workshops_here().filter(evaluation=stored).exists():
        text = _("Who does what until when, and which question, rating and priority it goes back to.")
        yield EvaluationLink(AGREEMENTS_ORDER, _("Agreements of the workshops"), text, _agreements(here, stored))


def _agreed_links(here: Here, workshop: Workshop) -> Iterator[WorkshopLink]:
    if outlines_of(workshop):
        text = _("Those of every workshop about this evaluation, with the way back to question, rating and priority.")
        href = _agreements(here, workshop.evaluation)
        yield WorkshopLink(AGREEMENTS_ORDER, _("Agreements of the workshops"), text, href)


def _agreements(here: Here, stored: StoredEvaluation) -> str:
    return reverse("agreements:page", kwargs={
        "slug": here.municipality.slug, "number": stored.round.number, "evaluation": stored.number,
    })  # fmt: skip
