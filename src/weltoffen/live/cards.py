"""What this room adds to the page of a workshop: the way to its console."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.foundation import clock
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.slots import WorkshopLink

ORDER = 50


def workshop_links(here: Here, workshop: Workshop) -> Iterator[WorkshopLink]:
    """Leading it, for those who may; the next step on its day and while it runs."""
    if not here.may(Permission.LEAD_WORKSHOPS) or workshop.has_ended:
        return
    href = reverse("live:console", kwargs={"slug": here.municipality.slug, "workshop": workshop.number})
    is_due = workshop.is_running or workshop.local_beginning.date() <= clock.today()
    text = _("Lead the workshop: what is on, votes, ideas, agreements. Stage and phones follow.")
    label = _("Back to the console") if workshop.is_running else _("To the console")
    heading = _("The workshop is running") if workshop.is_running else _("Begin the workshop")
    yield WorkshopLink(ORDER, label, text, href, is_next_step=is_due, heading=heading)


def guest_path(workshop: Workshop) -> str:
    """Where guests join with the code of the workshop."""
    return reverse("phone:home", kwargs={"code": workshop.code})
