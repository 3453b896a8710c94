"""Agendas kept to be used again: keeping the present one, using an earlier one, discarding one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weltoffen.foundation.forms import VISIBLE
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.agenda import discard_template, keep_template, replace_agenda, template_agenda
from weltoffen.workshops.choices import AgendaDeed
from weltoffen.workshops.forms.rows import pressed
from weltoffen.workshops.models import LONGEST_TITLE, Workshop
from weltoffen.workshops.queries import templates_here
from weltoffen.workshops.rules import AgendaHasChanged, require_planned
from weltoffen.workshops.views.frame import conflict, planned_timetable, seen_in, to
from weltoffen.workshops.wording import length_of


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """The municipality's templates, each to use or to discard, and a title to keep the present agenda."""
    require_planned(workshop)
    found = list(templates_here())
    name, number = pressed(request.POST.dict())
    chosen = next((one for one in found if one.pk == number), None)
    if name == "use" and chosen is not None:
        groups, items = template_agenda(chosen, _("Working group"))
        try:
            replace_agenda(
                workshop, groups, items, AgendaDeed.TEMPLATE_USED, title=chosen.title, by=here.person,
                seen=seen_in(request),
            )  # fmt: skip
        except AgendaHasChanged:
            return conflict(request, here, workshop)
        messages.success(request, _("The agenda was replaced by the template."))
        return to("agenda", here, workshop)
    if name == "discard" and chosen is not None:
        discard_template(chosen, by=here.person)
        messages.success(request, _("“%(title)s” was discarded.") % {"title": chosen.title})
        return to("templates", here, workshop)
    error = _fault(request.POST.get("title", ""), {one.title for one in found}) if name == "keep" else ""
    if name == "keep" and not error:
        keep_template(workshop, request.POST["title"].strip(), by=here.person)
        messages.success(request, _("The agenda was kept as a template."))
        return to("templates", here, workshop)
    return render(request, "workshops/templates.jinja", {
        "workshop": workshop,
        "templates": found,
        "timetable": planned_timetable(workshop),
        "length_of": length_of,
        "error": error,
        "title": request.POST.get("title", workshop.title),
    })  # fmt: skip


def _fault(typed: str, taken: set[str]) -> str:
    title = typed.strip()
    if not title:
        return _("Please give the template a title.")
    if len(title) > LONGEST_TITLE:
        return _("Please shorten the title to 120 characters.")
    if title in taken:
        return _("There is a template with this title already.")
    try:
        VISIBLE(title)
    except ValidationError as error:
        return str(error.messages[0])
    return ""
