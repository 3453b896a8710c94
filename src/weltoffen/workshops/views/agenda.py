"""Editing an agenda: its order and times on one page."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.agenda import copy_item, fit_times, move_item, remove_item, restore_item, set_minutes
from weltoffen.workshops.bridge import fitting_minutes
from weltoffen.workshops.forms.item import minutes_in
from weltoffen.workshops.forms.rows import pressed
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import items_of
from weltoffen.workshops.rules import AgendaHasChanged, require_planned, require_seen
from weltoffen.workshops.undo import forget_removed, keep_removed, kept_removed
from weltoffen.workshops.views.frame import conflict, planned_timetable, reasons_of, seen_in, subject_labels, to
from weltoffen.workshops.wording import hints_of, length_of, said_of_difference

FAULTY, OK = 400, 200


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """The whole agenda in one form: minutes beside each item, buttons to move, copy and remove, to fit the times."""
    require_planned(workshop)
    if request.method != "POST":
        return _show(request, workshop)
    minutes, faulty = minutes_in(request.POST.dict())
    if faulty:
        return _show(request, workshop, {**{key: str(value) for key, value in minutes.items()}, **faulty}, faulty)
    try:
        require_seen(workshop, seen_in(request))
        set_minutes(workshop, minutes, by=here.person, seen=workshop.agenda_version)
        name, number = pressed(request.POST.dict())
        anchor = DEEDS.get(name, _saved)(request, here, workshop, number)
    except AgendaHasChanged:
        return conflict(request, here, workshop)
    return to("agenda", here, workshop, anchor)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def restore(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Bring back what was removed last."""
    removed = kept_removed(request.session, workshop)
    if removed is None:
        messages.info(request, _("The agenda has changed since; nothing was brought back."))
        return to("agenda", here, workshop)
    item = restore_item(workshop, removed, by=here.person, seen=workshop.agenda_version)
    forget_removed(request.session)
    messages.success(request, _("“%(title)s” is back.") % {"title": item.title})
    return to("agenda", here, workshop, f"item-{item.number}")


def _show(
    request: HttpRequest, workshop: Workshop, typed: Mapping[int, str] | None = None,
    faulty: Mapping[int, str] | None = None,
) -> HttpResponse:  # fmt: skip
    timetable = planned_timetable(workshop)
    return render(request, "workshops/agenda.jinja", {
        "workshop": workshop,
        "timetable": timetable,
        "difference": said_of_difference(timetable),
        "hints": list(hints_of(timetable)),
        "labels": subject_labels(workshop),
        "reasons": reasons_of(workshop, timetable),
        "length_of": length_of,
        "removed": kept_removed(request.session, workshop),
        "typed": typed or {},
        "faulty": faulty or {},
    }, status=FAULTY if faulty else OK)  # fmt: skip


def _saved(request: HttpRequest, here: Here, workshop: Workshop, number: int) -> str:
    messages.success(request, _("The times are saved."))
    return ""


def _up(request: HttpRequest, here: Here, workshop: Workshop, number: int) -> str:
    move_item(workshop, number, -1, by=here.person, seen=workshop.agenda_version)
    return f"up-{number}"


def _down(request: HttpRequest, here: Here, workshop: Workshop, number: int) -> str:
    move_item(workshop, number, 1, by=here.person, seen=workshop.agenda_version)
    return f"down-{number}"


def _copy(request: HttpRequest, here: Here, workshop: Workshop, number: int) -> str:
    return f"item-{copy_item(workshop, number, by=here.person, seen=workshop.agenda_version).number}"


def _remove(request: HttpRequest, here: Here, workshop: Workshop, number: int) -> str:
    removed = remove_item(workshop, number, by=here.person, seen=workshop.agenda_version)
    keep_removed(request.session, workshop, removed)
    return "undo"


def _fit(request: HttpRequest, here: Here, workshop: Workshop, number: int) -> str:
    minutes = fitting_minutes(workshop, items_of(workshop))
    if isinstance(minutes, int):
        refused = _("The items do not fit into this length; possible is %(length)s. Remove some, or loosen fixed ones.")
        messages.warning(request, refused % {"length": length_of(minutes)})
    else:
        fit_times(workshop, minutes, by=here.person, seen=workshop.agenda_version)
        messages.success(request, _("The times fit the length now."))
    return ""


DEEDS: Mapping[str, Callable[[HttpRequest, Here, Workshop, int], str]] = {
    "up": _up,
    "down": _down,
    "copy": _copy,
    "remove": _remove,
    "fit": _fit,
}
"""What the buttons of the page do, by the first part of their value; each answers where the page goes on."""
