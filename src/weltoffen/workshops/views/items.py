"""Adding an agenda item and changing one: what is done, how long, where, and what it is about."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.foundation.templating import current_language, time_of_day
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.agenda import Place, add_item, change_item, place_of
from weltoffen.workshops.bridge import Subject, guidance_of, reason_sentences, subject_words
from weltoffen.workshops.choices import Activity, Counting
from weltoffen.workshops.forms.item import ItemForm, as_typed, place_key
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.queries import groups_of, item_with_number, items_of
from weltoffen.workshops.rules import OPTIONS, TAKES_SUBJECTS, AgendaHasChanged, require_planned
from weltoffen.workshops.timetable import Timed, timetable_of
from weltoffen.workshops.views.frame import Beside, conflict, seen_in, to
from weltoffen.workshops.wording import ACTIVITY_WORDS, OPTION_WORDS

SEARCH, ACTIVITY, SAVE = "search", "activity", "save"


class Shelf(NamedTuple):
    """A field of action with its questions, as they are offered; `is_open` where something is chosen or was found."""

    label: str
    subjects: Sequence[Subject]
    is_open: bool


class Collecting(NamedTuple):
    """An item whose ideas can be prioritised: its number, its title, by whom and when."""

    number: str
    title: str
    beside: str


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_safe
def add(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Choose what is to be done."""
    require_planned(workshop)
    activities = [(one.value, one.label, ACTIVITY_WORDS[one].purpose) for one in Activity]
    return render(request, "workshops/activities.jinja", {
        "workshop": workshop, "activities": activities, "place": _place_in(request, workshop),
    })  # fmt: skip


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_one(request: HttpRequest, here: Here, workshop: Workshop, activity: str) -> HttpResponse:
    """Add an item with this activity."""
    require_planned(workshop)
    if activity not in Activity.values:
        raise Http404
    words = ACTIVITY_WORDS[activity]
    defaults = {one.key: one.default for one in OPTIONS[activity]}
    initial = {
        **defaults, "title": str(words.title), "minutes": words.minutes, "notes": str(words.notes), "subjects": [],
        "place": _place_in(request, workshop),
    }  # fmt: skip
    form = _form(request, workshop, activity, initial)
    if request.POST.get("do") == SAVE and form.is_valid():
        try:
            item = add_item(workshop, form.planned, form.place, by=here.person, seen=seen_in(request))
        except AgendaHasChanged:
            return conflict(request, here, workshop)
        messages.success(request, _("“%(title)s” was added.") % {"title": item.title})
        return to("agenda", here, workshop, f"item-{item.number}")
    return _show(request, workshop, form, None)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, here: Here, workshop: Workshop, item: int) -> HttpResponse:
    """Change one item; its activity, too."""
    require_planned(workshop)
    stored = item_with_number(workshop, item)
    if stored is None:
        raise Http404
    activity = request.POST.get("activity", stored.activity)
    activity = activity if activity in Activity.values else stored.activity
    place = place_of(stored, items_of(workshop))
    form = _form(request, workshop, activity, as_typed(stored, place), stored)
    if request.POST.get("do") == SAVE and form.is_valid():
        planned = form.planned._replace(reasons=tuple(stored.reasons))
        moved = None if form.place == place else form.place
        try:
            change_item(workshop, item, planned, moved, by=here.person, seen=seen_in(request))
        except AgendaHasChanged:
            return conflict(request, here, workshop, _beside(stored, form))
        messages.success(request, _("“%(title)s” was changed.") % {"title": planned.title})
        return to("agenda", here, workshop, f"item-{item}")
    return _show(request, workshop, form, stored)


def _form(
    request: HttpRequest, workshop: Workshop, activity: str, initial: Mapping[str, Any],
    stored: AgendaItem | None = None,
) -> ItemForm:  # fmt: skip
    items = items_of(workshop)
    return ItemForm(
        activity,
        subjects=subject_words(workshop, current_language()),
        places=_places(workshop, items, stored),
        collecting=[(one.number, one.title) for one in _collecting(workshop, items, stored)],
        data=request.POST if request.method == "POST" else None,
        initial=_with_defaults(activity, initial),
    )


def _with_defaults(activity: str, initial: Mapping[str, Any]) -> dict[str, Any]:
    return {**{one.key: one.default for one in OPTIONS[activity]}, **initial}


def _show(request: HttpRequest, workshop: Workshop, form: ItemForm, stored: AgendaItem | None) -> HttpResponse:
    is_search = request.POST.get("do") in (SEARCH, ACTIVITY)
    chosen = form["subjects"].value() or [] if form.takes_subjects else []
    searched = request.POST.get("search", "").strip()
    subjects = subject_words(workshop, current_language())
    return render(request, "workshops/item.jinja", {
        "workshop": workshop,
        "form": form,
        "item": stored,
        "faults": [] if is_search else form.summary,
        "errors": dict.fromkeys(form.fields, "") if is_search else form.first_errors,
        "activities": Activity.choices,
        "guidance": guidance_of(form.activity, current_language()),
        "purpose": ACTIVITY_WORDS[form.activity].purpose,
        "options": [(one, OPTION_WORDS[one.key]) for one in OPTIONS[form.activity]],
        "counting": Counting.choices,
        "collecting": _collecting(workshop, items_of(workshop), stored),
        "chosen": chosen,
        "chosen_subjects": [subjects[key] for key in chosen if key in subjects],
        "shelves": _shelves(subjects, chosen, searched) if TAKES_SUBJECTS[form.activity] else [],
        "searched": searched,
        "seen": seen_in(request) if request.method == "POST" else workshop.agenda_version,
        "is_search": is_search,
        "reasons": reason_sentences(workshop, [stored], current_language())[stored.number] if stored else [],
    })  # fmt: skip


def _shelves(subjects: Mapping[str, Subject], chosen: Collection[str], searched: str) -> list[Shelf]:
    """The fields with what is not chosen yet; only what was searched for, where something was."""
    words = searched.casefold().split()
    fields: dict[str, list[Subject]] = {}
    for subject in subjects.values():
        if subject.key not in chosen and all(word in _text(subject) for word in words):
            fields.setdefault(subject.field_label, []).append(subject)
    return [Shelf(label, found, bool(words)) for label, found in fields.items()]


def _text(subject: Subject) -> str:
    return " ".join((subject.label, subject.text, subject.field_label, subject.key)).casefold()


def _places(workshop: Workshop, items: Sequence[AgendaItem], stored: AgendaItem | None) -> list[tuple[str, str]]:
    """Every place where an item can stand: of everybody, then of each group, each with when that would be."""
    others = [one for one in items if stored is None or one.number != stored.number]
    timetable = timetable_of(workshop, others, groups_of(workshop))
    parting = next((timed.begins_at for timed in timetable.everybody if timed.item is timetable.groups_item), None)
    found = _places_of(0, _("Everybody"), workshop.begins_at, timetable.everybody)
    for plan in timetable.groups:
        found.extend(_places_of(plan.group.number, plan.group.title, parting, plan.timed))
    return found


def _places_of(
    group: int, who: str, begins_at: datetime | None, timed: Sequence[Timed]
) -> list[tuple[str, str]]:  # fmt: skip
    """The places among those who do something together: before the first item, and after each."""
    found = [(place_key(Place(group)), _with_time(_("%(who)s: at the beginning") % {"who": who}, begins_at))]
    for one in timed:
        words = _("%(who)s: after “%(title)s”") % {"who": who, "title": one.item.title}
        found.append((place_key(Place(group, one.item.number)), _with_time(words, one.ends_at)))
    return found


def _with_time(words: str, at: datetime | None) -> str:
    return _("%(time)s, %(words)s") % {"words": words, "time": time_of_day(at)} if at else words


def _place_in(request: HttpRequest, workshop: Workshop) -> str:
    """The place that the address asks for, where there is one; else the end of everybody's agenda."""
    items = items_of(workshop)
    asked = request.GET.get("place", "")
    if asked in dict(_places(workshop, items, None)):
        return asked
    plain = [one.number for one in items if one.group_id is None]
    return place_key(Place(0, plain[-1] if plain else 0))


def _collecting(workshop: Workshop, items: Sequence[AgendaItem], stored: AgendaItem | None) -> list[Collecting]:
    """The other items that collect ideas, each with when and by whom: several can have the same title."""
    timetable = timetable_of(workshop, items, groups_of(workshop))
    everything = [(_("Everybody"), timed) for timed in timetable.everybody]
    everything.extend((plan.group.title, timed) for plan in timetable.groups for timed in plan.timed)
    return [
        Collecting(str(timed.item.number), timed.item.title, _with_time(who, timed.begins_at))
        for who, timed in everything
        if timed.item.activity == Activity.COLLECT and (stored is None or timed.item.number != stored.number)
    ]


def _beside(stored: AgendaItem, form: ItemForm) -> list[Beside]:
    """What is stored now otherwise than it was typed."""
    rows = [
        Beside(_("Title"), stored.title, form.cleaned_data["title"]),
        Beside(_("Minutes"), str(stored.minutes), str(form.cleaned_data["minutes"])),
        Beside(_("Notes"), stored.notes, form.cleaned_data["notes"]),
    ]
    return [row for row in rows if row.stored.split() != row.typed.split()]
