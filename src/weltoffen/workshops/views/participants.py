"""Perspectives and working groups: one page with two forms; each button saves what was typed and does its part."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.bridge import field_labels
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.actions import PlannedGroup
from weltoffen.workshops.choices import StandardPerspective
from weltoffen.workshops.forms.rows import (
    Fault,
    LabelRow,
    group_faults,
    group_rows,
    label_faults,
    perspective_rows,
    pressed,
)
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.participants import (
    PlannedPerspective,
    add_group,
    change_groups,
    missing_perspectives,
    remove_group,
    set_perspectives,
)
from weltoffen.workshops.queries import group_with_number, groups_of, items_of
from weltoffen.workshops.rules import (
    MOST_GROUPS,
    MOST_PERSPECTIVES,
    AgendaHasChanged,
    require_planned,
    require_seen,
)
from weltoffen.workshops.views.frame import conflict, seen_in, to
from weltoffen.workshops.wording import perspective_words

FAULTY, OK = 400, 200
BACK = "back_"
"""How the button begins that brings a standard perspective back; its key follows."""


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def participants(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Who takes part, from which points of view, and in which groups they work."""
    require_planned(workshop)
    if request.method != "POST":
        return _show(request, workshop, _label_rows(workshop), _group_rows(workshop))
    try:
        require_seen(workshop, seen_in(request))
        if request.POST.get("about") == "groups":
            return _groups(request, here, workshop)
        return _perspectives(request, here, workshop)
    except AgendaHasChanged:
        return conflict(request, here, workshop)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, here: Here, workshop: Workshop, group: int) -> HttpResponse:
    """Ask once, then remove a working group with its items."""
    require_planned(workshop)
    found = group_with_number(workshop, group)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            remove_group(workshop, group, by=here.person, seen=seen_in(request))
        except AgendaHasChanged:
            return conflict(request, here, workshop)
        messages.success(request, _("“%(title)s” was removed.") % {"title": found.title})
        return to("participants", here, workshop, "groups")
    items = [one for one in items_of(workshop) if one.group_id == found.pk]
    return render(request, "workshops/remove_group.jinja", {"workshop": workshop, "group": found, "items": items})


def _perspectives(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    data = request.POST.dict()
    rows = perspective_rows(data, MOST_PERSPECTIVES)
    name, number = pressed(data)
    rows, anchor = _arranged(rows, name, number)
    faults = list(label_faults(rows))
    if len(rows) > MOST_PERSPECTIVES or not rows:
        faults.append(Fault("perspectives", _("A workshop has between one and eight perspectives.")))
    if faults:
        return _show(request, workshop, rows, _group_rows(workshop), faults)
    set_perspectives(workshop, [_planned(row) for row in rows], by=here.person, seen=workshop.agenda_version)
    messages.success(request, _("The perspectives were saved."))
    return to("participants", here, workshop, anchor)


def _arranged(rows: Sequence[LabelRow], name: str, number: int) -> tuple[list[LabelRow], str]:
    """The rows after a button was pressed, and where the page goes on."""
    found = list(rows)
    at = number - 1
    if name == "remove" and 0 <= at < len(found):
        del found[at]
        return found, "perspectives"
    steps = {"up": -1, "down": 1}.get(name)
    if steps is not None and 0 <= at < len(found):
        goal = min(max(at + steps, 0), len(found) - 1)
        found.insert(goal, found.pop(at))
        return found, f"{name}-{goal + 1}"
    if name.startswith(BACK) and name.removeprefix(BACK) in StandardPerspective.values:
        key = StandardPerspective(name.removeprefix(BACK))
        found.append(LabelRow(key.value, *_standard(key)))
    return found, "perspectives"


def _planned(row: LabelRow) -> PlannedPerspective:
    """A standard perspective with its usual names has no labels of its own: guests read it in every language."""
    if row.key in StandardPerspective.values and (row.label, row.label_en) == _standard(StandardPerspective(row.key)):
        return PlannedPerspective(row.key)
    known = row.key if row.key in StandardPerspective.values or row.key.startswith("own_") else ""
    return PlannedPerspective(known, row.label, row.label_en)


def _standard(key: StandardPerspective) -> tuple[str, str]:
    names = []
    for language in ("de", "en"):
        with override(language):
            names.append(str(key.label))
    return names[0], names[1]


def _groups(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    data = request.POST.dict()
    rows = group_rows(data, [0, *(group.number for group in groups_of(workshop))])
    new = rows.pop(0, PlannedGroup(""))
    name, number = pressed(data)
    wanted = {**rows, 0: new} if any(new) else rows
    faults = list(group_faults(wanted, field_labels(workshop.evaluation.round, current_language())))
    if faults:
        return _show(request, workshop, _label_rows(workshop), {**rows, 0: new}, faults)
    change_groups(workshop, rows, by=here.person, seen=workshop.agenda_version)
    if 0 in wanted:
        add_group(workshop, new, by=here.person, seen=workshop.agenda_version)
    if name == "remove":
        return to("remove_group", here, workshop, group=number)
    messages.success(request, _("The working groups were saved."))
    return to("participants", here, workshop, "groups")


def _show(
    request: HttpRequest, workshop: Workshop, rows: Sequence[LabelRow], groups: Mapping[int, PlannedGroup],
    faults: Sequence[Fault] = (),
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {
        "workshop": workshop,
        "rows": rows,
        "groups": groups,
        "fields": [("", _("no field of action")), *field_labels(workshop.evaluation.round, current_language()).items()],
        "missing": [(BACK + one.value, one.label) for one in missing_perspectives(workshop)],
        "most_perspectives": MOST_PERSPECTIVES,
        "most_groups": MOST_GROUPS,
        "faults": faults,
        "errors": {fault.field: fault.sentence for fault in reversed(faults)},
        "seen": seen_in(request) if request.method == "POST" else workshop.agenda_version,
    }
    return render(request, "workshops/participants.jinja", context, status=FAULTY if faults else OK)


def _label_rows(workshop: Workshop) -> list[LabelRow]:
    german, english = perspective_words(workshop, "de"), perspective_words(workshop, "en")
    return [LabelRow(key, german[key], english[key]) for key in german]


def _group_rows(workshop: Workshop) -> dict[int, PlannedGroup]:
    return {group.number: PlannedGroup(group.title, group.field, group.place) for group in groups_of(workshop)}
