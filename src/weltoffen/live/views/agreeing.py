"""Agreements and notes: what is to be done, by whom, until when; what was said."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weltoffen.foundation.refusals import Refused
from weltoffen.live.actions.agreeing import agree, write_note
from weltoffen.live.actions.agreeing import change_outline as correct_outline
from weltoffen.live.actions.agreeing import remove_outline as take_outline_back
from weltoffen.live.asking import agreeable_ideas, subjects_behind
from weltoffen.live.consoles import On, back_to, console_of, frame_of
from weltoffen.live.forms import NoteForm, OutlineForm, outline_as_typed
from weltoffen.live.models import EVERYBODY
from weltoffen.live.queries import notes_of, outlines_of, session_of
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import items_of

READ_AND_SENT = ["GET", "HEAD", "POST"]
INVALID, CONFLICT = 422, 409


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def outlines(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Note an agreement."""
    session = session_of(workshop)
    if session is None or not workshop.is_running:
        return back_to(here, workshop)
    on = console_of(workshop, session, request.POST.get("group", ""))
    ideas = agreeable_ideas(workshop, on.group)
    form = OutlineForm(ideas, data=request.POST)
    if not form.is_valid():
        context = {**frame_of(on), "form": form, "outline": None}
        return render(request, "live/outline.jinja", context, status=INVALID)
    item = on.scene.item if on.scene is not None else None
    agree(workshop, item, form.content, source=_source(on, form.option), group=on.group, by=here.person)
    return back_to(here, workshop, on.group)


def _source(on: On, option: str) -> dict[str, object]:
    """The way back: which idea or cluster it came from, and what was talked about."""
    item = on.scene.item if on.scene is not None else None
    subjects = [*(item.subjects if item is not None else ()), *subjects_behind(on.workshop, option)]
    return {
        "options": [option] if option else [],
        "item": item.number if item is not None else None,
        "subjects": list(dict.fromkeys(subjects)),
    }


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(READ_AND_SENT)
def change_outline(request: HttpRequest, here: Here, workshop: Workshop, outline: int) -> HttpResponse:
    """Correct an agreement."""
    found = next((one for one in outlines_of(workshop) if one.number == outline), None)
    if found is None:
        raise Http404
    form = OutlineForm((), data=request.POST or None, initial=outline_as_typed(found))
    if form.is_valid():
        correct_outline(workshop, found, form.content, by=here.person)
        return back_to(here, workshop, found.group)
    status = INVALID if form.errors else 200
    context = {"workshop": workshop, "group": found.group, "form": form, "outline": found}
    return render(request, "live/outline.jinja", context, status=status)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def remove_outline(request: HttpRequest, here: Here, workshop: Workshop, outline: int) -> HttpResponse:
    """Take an agreement back."""
    found = next((one for one in outlines_of(workshop) if one.number == outline), None)
    if found is None:
        raise Http404
    take_outline_back(workshop, found, by=here.person)
    return back_to(here, workshop, found.group)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def note(request: HttpRequest, here: Here, workshop: Workshop, item: int) -> HttpResponse:
    """Keep what was written down about an item."""
    found = next((one for one in items_of(workshop) if one.number == item), None)
    form = NoteForm(data=request.POST)
    if found is None or "version" in form.errors:
        raise Http404
    group = found.group.number if found.group else EVERYBODY
    kept = {"workshop": workshop, "item": found, "form": form, "group": group}
    if not form.is_valid():
        return render(request, "live/note.jinja", {**kept, "version": form["version"].value()}, status=INVALID)
    try:
        write_note(workshop, found, form.cleaned_data["text"], version=form.cleaned_data["version"])
        messages.success(request, _("The note is saved."))
    except Refused:
        other = notes_of(workshop).get(found.pk)
        version = other.version if other else 0
        return render(request, "live/note.jinja", {**kept, "other": other, "version": version}, status=CONFLICT)
    return back_to(here, workshop, group)
