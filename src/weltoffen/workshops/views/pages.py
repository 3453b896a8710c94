"""All workshops, a new one, the home of one, changing and discarding it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.evaluation.addresses import link_to
from weltoffen.evaluation.queries import evaluations_here
from weltoffen.foundation import clock
from weltoffen.foundation.templating import current_language, day
from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.actions import change_workshop, discard_workshop, plan_workshop
from weltoffen.workshops.agenda import template_agenda
from weltoffen.workshops.forms.workshop import (
    LENGTHS,
    MOST_GROUPS_AT_FIRST,
    OTHER,
    PROPOSAL,
    NewWorkshopForm,
    WorkshopForm,
    as_typed,
    at_first,
    evaluation_key,
)
from weltoffen.workshops.models import AgendaTemplate, Workshop
from weltoffen.workshops.queries import groups_of, templates_here, workshops_in_order
from weltoffen.workshops.rules import require_planned
from weltoffen.workshops.slots import links_of
from weltoffen.workshops.steps import Step, own_links, step_of
from weltoffen.workshops.views.frame import planned_timetable, to
from weltoffen.workshops.wording import BADGES, length_of, perspective_words

Choices = Sequence[tuple[str, str, str]]


@door(Permission.SEE_EVALUATION)
@require_safe
def all_workshops(request: HttpRequest, here: Here) -> HttpResponse:
    """All that run, the one that comes next, those after it, then the others, newest first; what to do about one."""
    found = workshops_in_order(clock.now())
    first = found.running or found.to_come[:1]
    is_any = any(found)
    return render(request, "workshops/list.jinja", {
        "found": found,
        "is_any": is_any,
        "step": _step(here, first[0]) if len(first) == 1 else None,
        "badges": BADGES,
        "length_of": length_of,
        "has_evaluation": is_any or evaluations_here().exists(),
    })  # fmt: skip


def _step(here: Here, workshop: Workshop) -> Step | None:
    return step_of(here, workshop, planned_timetable(workshop), links_of(here, workshop))


@door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Begin to prepare a workshop; then its proposal, or its agenda from a template or empty."""
    evaluations, templates = list(evaluations_here()), list(templates_here())
    if not evaluations:
        return render(request, "workshops/no_evaluation.jinja")
    wanted = request.GET.get("evaluation", "")
    initial = at_first(_("Workshop on the self-check"), here.person.name, evaluations)
    if wanted in {evaluation_key(one) for one in evaluations}:
        initial["evaluation"] = wanted
    form = NewWorkshopForm(
        evaluations, [template.pk for template in templates],
        data=request.POST if request.method == "POST" else None, initial=initial,
    )  # fmt: skip
    if form.is_valid():
        return _planned(here, form, templates)
    return render(request, "workshops/form.jinja", {
        "form": form, "workshop": None, "lengths": _lengths(), "groups": _group_numbers(),
        "evaluations": [
            (evaluation_key(one), one.round.title, _("Evaluation %(number)s, computed on %(day)s") % {
                "number": one.number, "day": day(one.computed_at),
            })
            for one in evaluations
        ],
        "agendas": _agendas(templates),
    })  # fmt: skip


def _planned(here: Here, form: NewWorkshopForm, templates: Sequence[AgendaTemplate]) -> HttpResponse:
    chosen = form.cleaned_data["agenda"]
    template = next((one for one in templates if str(one.pk) == chosen), None)
    groups, items = template_agenda(template, _("Working group")) if template else ([], [])
    made = plan_workshop(form.evaluation, form.content, groups, items, by=here.person)
    if chosen == PROPOSAL:
        return to("proposal", here, made, query=f"?groups={form.cleaned_data['groups']}")
    return to("agenda", here, made)


@workshop_door(Permission.SEE_EVALUATION)
@require_safe
def home(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """The next step, the facts, the agenda in short, and what else can be done."""
    timetable, links = planned_timetable(workshop), links_of(here, workshop)
    step = step_of(here, workshop, timetable, links)
    everything = sorted([*own_links(here, workshop), *links], key=lambda link: link.order)
    return render(request, "workshops/workshop.jinja", {
        "workshop": workshop,
        "badge_type": BADGES[workshop.phase],
        "timetable": timetable,
        "step": step,
        "links": [link for link in everything if step is None or link.href != step.href],
        "length": length_of(workshop.minutes),
        "perspectives": list(perspective_words(workshop, current_language()).values()),
        "evaluation_href": link_to(workshop.evaluation, here)("page"),
        "may_change": workshop.is_planned and here.may(Permission.LEAD_WORKSHOPS),
    })  # fmt: skip


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Change title, time, length, place and the rest."""
    require_planned(workshop)
    form = WorkshopForm(data=request.POST if request.method == "POST" else None, initial=as_typed(workshop))
    form.may_be_past = True
    if form.is_valid():
        change_workshop(workshop, form.content, by=here.person)
        messages.success(request, _("The workshop was changed."))
        return to("workshop", here, workshop)
    return render(request, "workshops/form.jinja", {"form": form, "workshop": workshop, "lengths": _lengths()})


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Ask once, then remove the workshop with all that was prepared for it."""
    require_planned(workshop)
    if request.method == "POST":
        discard_workshop(workshop, by=here.person)
        messages.success(request, _("“%(title)s” was discarded.") % {"title": workshop.title})
        return redirect("workshops:list", slug=here.municipality.slug)
    return render(request, "workshops/discard.jinja", {
        "workshop": workshop, "timetable": planned_timetable(workshop), "groups": groups_of(workshop),
    })  # fmt: skip


def _lengths() -> Choices:
    return [*((str(minutes), length_of(minutes), "") for minutes in LENGTHS), (OTHER, _("Another length"), "")]


def _group_numbers() -> list[tuple[str, str]]:
    some = range(1, MOST_GROUPS_AT_FIRST + 1)
    named = [
        (str(number), ngettext("one working group", "%(num)s working groups", number) % {"num": number})
        for number in some
    ]
    return [("0", _("no working groups")), *named]


def _agendas(templates: Sequence[AgendaTemplate]) -> Choices:
    proposal = _("Made from the evaluation, with reasons. You see it before you take it.")
    return [
        (PROPOSAL, _("Proposal"), proposal),
        *((str(one.pk), _("Template “%(title)s”") % {"title": one.title}, length_of(one.minutes)) for one in templates),
        ("empty", _("Empty"), _("You put it together yourself.")),
    ]
