"""What the calculation proposes for a workshop, with its reasons, before somebody takes it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.agenda import replace_agenda
from weltoffen.workshops.bridge import ProposedAgenda, proposed_agenda
from weltoffen.workshops.choices import AgendaDeed
from weltoffen.workshops.models import AgendaItem, WorkingGroup, Workshop
from weltoffen.workshops.queries import items_of
from weltoffen.workshops.rules import AgendaHasChanged, require_planned
from weltoffen.workshops.timetable import Timetable, timetable_of
from weltoffen.workshops.views.frame import conflict, reasons_of, seen_in, to
from weltoffen.workshops.wording import length_of

FIELDS, GROUPS = range(1, 6), range(5)
USUAL_FIELDS, USUAL_GROUPS = 3, 2


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """What to talk about and why, with an agenda that fits; it is taken as it was seen."""
    require_planned(workshop)
    asked = request.POST if request.method == "POST" else request.GET
    groups = _number(asked.get("groups"), GROUPS, USUAL_GROUPS)
    fields = _number(asked.get("fields"), FIELDS, max(USUAL_FIELDS, groups))
    proposed = proposed_agenda(workshop, fields, groups, current_language())
    if request.method == "POST" and proposed is not None and proposed.items:
        try:
            replace_agenda(
                workshop, proposed.groups, proposed.items, AgendaDeed.PROPOSAL_TAKEN, by=here.person,
                seen=seen_in(request),
            )  # fmt: skip
        except AgendaHasChanged:
            return conflict(request, here, workshop)
        messages.success(request, _("The proposal is your agenda now. You can change everything."))
        return to("agenda", here, workshop)
    timetable = _timetable(workshop, proposed)
    return render(request, "workshops/proposal.jinja", {
        "workshop": workshop,
        "proposed": proposed,
        "timetable": timetable,
        "reasons": reasons_of(workshop, timetable) if proposed else {},
        "replaces": bool(items_of(workshop)),
        "length_of": length_of,
        "fields": fields, "groups": groups,
        "possible_fields": [(number, str(number)) for number in FIELDS],
        "possible_groups": [(number, str(number)) for number in GROUPS],
    })  # fmt: skip


def _number(typed: str | None, possible: range, usual: int) -> int:
    return int(typed) if typed in {str(one) for one in possible} else usual


def _timetable(workshop: Workshop, proposed: ProposedAgenda | None) -> Timetable:
    """The times of what is proposed, which nobody has stored yet."""
    planned = proposed or ProposedAgenda([], None, [], [])
    groups = [
        WorkingGroup(pk=number, number=number, title=group.title) for number, group in enumerate(planned.groups, 1)
    ]
    items = [
        AgendaItem(
            number=number, activity=item.activity, title=item.title, minutes=item.minutes, reasons=item.reasons,
            group=groups[item.group - 1] if item.group else None,
        )
        for number, item in enumerate(planned.items, 1)
    ]  # fmt: skip
    return timetable_of(workshop, items, groups)
