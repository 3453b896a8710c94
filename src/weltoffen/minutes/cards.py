"""What this room adds to the page of a workshop: the way to its minutes."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.minutes.queries import minutes_of
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.slots import WorkshopLink

ORDER = 70


def workshop_links(here: Here, workshop: Workshop) -> Iterator[WorkshopLink]:
    """The minutes of a workshop that is over; checking them is the next step until they are agreed."""
    if not here.may(Permission.SEE_EVALUATION) or not workshop.has_ended:
        return
    href = reverse("minutes:page", kwargs={"slug": here.municipality.slug, "workshop": workshop.number})
    if minutes_of(workshop).is_agreed:
        yield WorkshopLink(ORDER, _("Read the minutes"), _("Agreed by the municipality; as PDF, Word and ODT."), href)
        return
    if here.may(Permission.LEAD_WORKSHOPS):
        text = _("They have written themselves: results, ideas, priorities, agreements. Read and complete them.")
        yield WorkshopLink(ORDER, _("Check the minutes"), text, href, True, _("The minutes are ready to be checked"))
        return
    text = _("What came out of the workshop. They are a draft, not agreed by the municipality yet.")
    yield WorkshopLink(ORDER, _("Read the minutes"), text, href)
