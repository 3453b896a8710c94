"""The pages of who answers what: all fields at a glance, the proposal, one field of action."""

from collections import Counter
from collections.abc import Container, Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.assignments.actions import assign_questions, take_over_proposal
from weltoffen.assignments.bridge import AssignableQuestion, assignable_questions, proposal_for
from weltoffen.assignments.forms import chosen_departments
from weltoffen.assignments.queries import covering_departments, departments_asked
from weltoffen.departments.queries import present_departments
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.bridge import field_labels
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open


@round_door(Permission.SEE_ANSWERS)
@require_safe
def overview(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """How many questions each department is asked, and which fields are still to be shared out."""
    asked, departments = departments_asked(round_), list(present_departments())
    questions = assignable_questions(round_, current_language())
    may_assign = here.may(Permission.MANAGE_ROUNDS) and round_.is_being_answered
    unasked = [question.key for question in questions if question.key not in asked]
    proposed = len(proposal_for(unasked, round_, covering_departments())) if may_assign else 0
    shares = Counter(pk for pks in asked.values() for pk in pks)
    return render(request, "assignments/overview.jinja", {
        "round": round_,
        "departments": [(one, shares[one.pk]) for one in departments],
        "tasks": _tasks(here, round_, questions, asked, may_assign=may_assign),
        "questions": len(questions),
        "unasked": len(unasked),
        "proposed": proposed,
        "may_assign": may_assign,
    })  # fmt: skip


def _tasks(
    here: Here, round_: Round, questions: Iterable[AssignableQuestion], asked: Container[str], *, may_assign: bool
) -> list[tuple[str, str, str, str]]:
    """The fields of action as a list of tasks: label, address, how far it is in words, state."""
    total, done = Counter[str](), Counter[str]()
    for question in questions:
        total[question.field] += 1
        done[question.field] += question.key in asked
    tasks = []
    for key, label in field_labels(round_, current_language()).items():
        state = "complete" if done[key] == total[key] else "started" if done[key] else "open"
        said = _("%(done)s of %(all)s questions have a department") % {"done": done[key], "all": total[key]}
        href = _path_of_field(here, round_, key) if may_assign else ""
        tasks.append((label, href, said, state))
    return tasks


@round_door(Permission.MANAGE_ROUNDS)
@require_POST
def propose(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Take over the proposal for every question that nobody is asked yet."""
    number = take_over_proposal(round_, by=here.person)
    said = ngettext("One question has a department now.", "%(num)s questions have a department now.", number)
    messages.success(request, said % {"num": number})
    return redirect("assignments:overview", slug=here.municipality.slug, number=round_.number)


@round_door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def field(request: HttpRequest, here: Here, round_: Round, field: str) -> HttpResponse:
    """For each question of a field the departments that are asked."""
    require_open(round_)
    language = current_language()
    labels, departments = field_labels(round_, language), list(present_departments())
    if field not in labels:
        raise Http404
    questions = [question for question in assignable_questions(round_, language) if question.field == field]
    if request.method == "POST":
        chosen = chosen_departments(
            request.POST, (question.key for question in questions), [one.pk for one in departments]
        )
        number = assign_questions(round_, chosen, by=here.person)
        said = ngettext("One question was changed.", "%(num)s questions were changed.", number)
        messages.success(request, said % {"num": number})
        return redirect("assignments:overview", slug=here.municipality.slug, number=round_.number)
    asked = departments_asked(round_)
    return render(request, "assignments/field.jinja", {
        "round": round_,
        "label": labels[field],
        "departments": departments,
        "questions": [(question, asked.get(question.key, frozenset())) for question in questions],
    })  # fmt: skip


def _path_of_field(here: Here, round_: Round, key: str) -> str:
    return reverse("assignments:field", kwargs={"slug": here.municipality.slug, "number": round_.number, "field": key})
