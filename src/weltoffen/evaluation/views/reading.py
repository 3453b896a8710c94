"""Reading an evaluation: at a glance, field by field, answer by answer, and why each value is what it is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from weltoffen.evaluation.access import evaluation_door, open_door
from weltoffen.evaluation.addresses import link_to
from weltoffen.evaluation.bridge.opening import Opened, open_evaluation
from weltoffen.evaluation.bridge.reasons import reason_for
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.perspectives import perspectives_on
from weltoffen.evaluation.queries import newest_evaluation
from weltoffen.evaluation.slots import links_of
from weltoffen.evaluation.views.frame import show, show_open
from weltoffen.evidence.queries import counts_in
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.queries import current_round


@door(Permission.SEE_EVALUATION)
@require_safe
def latest(request: HttpRequest, here: Here) -> HttpResponse:
    """The newest evaluation; without one, what has to happen first."""
    newest = newest_evaluation()
    if newest is None:
        return render(request, "evaluation/none_yet.jinja", {"round": current_round()})
    return redirect(link_to(newest, here)("page"))


@evaluation_door(Permission.SEE_EVALUATION)
@require_safe
def page(request: HttpRequest, here: Here, stored: StoredEvaluation) -> HttpResponse:
    """What a mayor reads in one minute, then what changed; or why these figures cannot be shown."""
    opened = open_evaluation(stored, current_language())
    if opened is None:
        return show(request, here, stored, "another_engine", "page", {})
    seen = perspectives_on(stored, opened.report.language)
    perspectives = seen.chapter if seen is not None else None
    return show_open(
        request, here, stored, opened, "page", "page", further=links_of(here, stored), perspectives=perspectives
    )


@open_door(Permission.SEE_EVALUATION)
@require_safe
def fields(request: HttpRequest, here: Here, stored: StoredEvaluation, opened: Opened) -> HttpResponse:
    """Where each field stands, and how to read it."""
    return show_open(request, here, stored, opened, "fields", "fields")


@open_door(Permission.SEE_EVALUATION)
@require_safe
def field(request: HttpRequest, here: Here, stored: StoredEvaluation, opened: Opened, field: str) -> HttpResponse:
    """One field: level, score with bounds, goals, findings and suggestions."""
    if field not in opened.fields:
        raise Http404
    position = opened.fields.index(field)
    chapters = opened.report.fields
    seen = perspectives_on(stored, opened.report.language)
    return show_open(
        request, here, stored, opened, "field", "fields",
        chapter=chapters[position],
        perspectives=seen.chapter if seen is not None else None,
        rated=seen.of_field(field) if seen is not None else (),
        previous=chapters[position - 1] if position else None,
        following=chapters[position + 1] if position + 1 < len(chapters) else None,
    )  # fmt: skip


@open_door(Permission.SEE_EVALUATION)
@require_safe
def questions(request: HttpRequest, here: Here, stored: StoredEvaluation, opened: Opened) -> HttpResponse:
    """Every question with the answer that counts, its points and its comment."""
    return show_open(
        request, here, stored, opened, "questions", "questions",
        evidence=counts_in(stored.round), may_open_evidence=here.may(Permission.SEE_ANSWERS),
    )  # fmt: skip


@open_door(Permission.SEE_EVALUATION)
@require_safe
def method(request: HttpRequest, here: Here, stored: StoredEvaluation, opened: Opened) -> HttpResponse:
    """The rules, the scales and levels, and the way to each figure's reason."""
    return show_open(request, here, stored, opened, "method", "method")


@open_door(Permission.SEE_EVALUATION)
@require_safe
def why(request: HttpRequest, here: Here, stored: StoredEvaluation, opened: Opened, part: str) -> HttpResponse:
    """Why the value of a part is what it is."""
    reason = reason_for(opened, part)
    if reason is None:
        raise Http404
    return show_open(request, here, stored, opened, "why", "method", reason=reason)
