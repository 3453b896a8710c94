"""What residents see, without an account: what it is about, the questions on one page, thanks."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scope

from weltoffen.foundation import clock
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.surveys.actions import count_ballot
from weltoffen.surveys.bridge import questions_in
from weltoffen.surveys.browsers import has_taken_part, remember
from weltoffen.surveys.forms import ballot_in
from weltoffen.surveys.models import LONGEST_KEY, Survey
from weltoffen.surveys.queries import survey_with_key
from weltoffen.surveys.rules import Ballot
from weltoffen.surveys.throttle import THROTTLE, address_of
from weltoffen.surveys.tokens import form_sent, new_form
from weltoffen.surveys.wording import introduction_in, minutes_for, title_in

MISSING, INVALID, CONFLICT, TOO_MANY = 404, 422, 409, 429
Page = Callable[[HttpRequest, Survey], HttpResponse]


def for_residents(view: Page) -> Callable[..., HttpResponse]:
    """From a link to its survey, in the scope of its municipality; other links lead to a page that says so."""

    @login_not_required
    @never_cache
    @wraps(view)
    def enter(request: HttpRequest, key: str) -> HttpResponse:
        survey = survey_with_key(key) if len(key) <= LONGEST_KEY else None
        if survey is None:
            return render(request, "surveys/unknown.jinja", status=MISSING)
        with scope(municipality=survey.municipality_id):
            return view(request, survey)

    return enter


@require_safe
@for_residents
def start(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Who asks, why, what becomes of the answers, that nobody can be told from them, how long it takes."""
    if not survey.may_be_answered(clock.today()):
        return _closed_page(request, survey)
    return _page(request, survey, "start", has_taken_part=has_taken_part(request, survey.key))


@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def questions(request: HttpRequest, survey: Survey) -> HttpResponse:
    """All questions on one page. Whatever hinders the sending, what was chosen stays."""
    if not survey.may_be_answered(clock.today()):
        return _closed_page(request, survey, status=CONFLICT if request.method == "POST" else 200)
    if request.method != "POST":
        return _form_page(request, survey, Ballot({}))
    ballot = ballot_in(request.POST, survey.questions)
    if not ballot.options:
        return _form_page(request, survey, ballot, _("Please answer at least one question."), INVALID)
    try:
        form = form_sent(request.POST.get("form", ""), survey.key)
    except Refused as refused:
        return _form_page(request, survey, ballot, str(refused), INVALID)
    if not THROTTLE.allows(address_of(request)):
        said = _(
            "Very many answers came from your connection within an hour. Please wait for a while, then send again."
        )
        return _form_page(request, survey, ballot, said, TOO_MANY)
    count_ballot(survey, ballot, form)
    response = redirect("residents:thanks", key=survey.key)
    remember(request, response, survey.key)
    return response


@require_safe
@for_residents
def thanks(request: HttpRequest, survey: Survey) -> HttpResponse:
    """That it counted, and where results will be seen."""
    return _page(request, survey, "thanks")


def _form_page(
    request: HttpRequest, survey: Survey, ballot: Ballot, error: str = "", status: int = 200
) -> HttpResponse:
    return _page(
        request, survey, "questions", status=status, questions=questions_in(survey, current_language()),
        form=new_form(survey.key, after=request.POST.get("form", "")), chosen=ballot.options, group=ballot.group,
        error=error,
    )  # fmt: skip


def _closed_page(request: HttpRequest, survey: Survey, status: int = 200) -> HttpResponse:
    return _page(request, survey, "closed", status=status, is_waiting=survey.is_waiting(clock.today()))


def _page(request: HttpRequest, survey: Survey, name: str, *, status: int = 200, **values: object) -> HttpResponse:
    language = current_language()
    common = {
        "survey": survey,
        "municipality": survey.municipality,
        "title": title_in(survey, language),
        "introduction": introduction_in(survey, language),
        "minutes": minutes_for(len(survey.questions)),
    }
    return render(request, f"surveys/{name}.jinja", {**common, **values}, status=status)
