"""The coordinator's pages: all surveys of a round, preparing one, opening, closing, the link, the poster."""

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.accounts.drawing import qr_code
from weltoffen.foundation import clock
from weltoffen.foundation.downloads import attached
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.surveys.access import survey_door
from weltoffen.surveys.actions import (
    change_survey,
    close_survey,
    discard_survey,
    make_survey,
    open_survey,
    renew_link,
)
from weltoffen.surveys.bridge import AskableQuestion, askable_questions, lowest_threshold, questions_in
from weltoffen.surveys.exports import poster_file
from weltoffen.surveys.forms import SurveyForm, as_typed
from weltoffen.surveys.models import Survey
from weltoffen.surveys.queries import people_in_steps, surveys_of, tally_of
from weltoffen.surveys.rules import ADVISED_QUESTIONS, MOST_GROUPS, MOST_QUESTIONS, require_draft, require_open
from weltoffen.surveys.wording import introduction_in, minutes_for, period_of, state_of, title_in

READ_AND_SENT = ["GET", "HEAD", "POST"]


@round_door(Permission.SEE_EVALUATION)
@require_safe
def all_surveys(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Every survey of a round, newest first; drafts are for those who prepare them."""
    may_manage, today = here.may(Permission.MANAGE_ROUNDS), clock.today()
    shown = [survey for survey in surveys_of(round_) if may_manage or not survey.is_draft]
    surveys = [(survey, state_of(survey, today), period_of(survey)) for survey in shown]
    return render(request, "surveys/list.jinja", {"round": round_, "surveys": surveys, "may_manage": may_manage})


@round_door(Permission.MANAGE_ROUNDS)
@require_http_methods(READ_AND_SENT)
def make(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Prepare a survey."""
    questions = askable_questions(round_, current_language())
    form = SurveyForm(
        [one.words.key for one in questions], lowest_threshold(round_), data=request.POST or None,
        initial=_proposal(round_),
    )  # fmt: skip
    if form.is_valid():
        return _to(make_survey(round_, form.content, by=here.person), here)
    return _form_page(request, round_, None, form, questions)


@survey_door(Permission.MANAGE_ROUNDS)
@require_http_methods(READ_AND_SENT)
def change(request: HttpRequest, here: Here, survey: Survey) -> HttpResponse:
    """Change a draft."""
    require_draft(survey)
    questions = askable_questions(survey.round, current_language())
    form = SurveyForm(
        [one.words.key for one in questions], lowest_threshold(survey.round), data=request.POST or None,
        initial=as_typed(survey),
    )  # fmt: skip
    if form.is_valid():
        return _to(change_survey(survey, form.content, by=here.person), here)
    return _form_page(request, survey.round, survey, form, questions)


@survey_door(Permission.MANAGE_ROUNDS)
@require_safe
def survey_home(request: HttpRequest, here: Here, survey: Survey) -> HttpResponse:
    """The home of a survey: its state, the next step, the link. How many took part is told in steps only."""
    tally, today, address = tally_of(survey), clock.today(), _address(request, survey)
    return render(request, "surveys/survey.jinja", {
        "round": survey.round,
        "survey": survey,
        "state": state_of(survey, today),
        "period": period_of(survey),
        "is_over": survey.is_over(today),
        "people": people_in_steps(survey, tally) if tally is not None and survey.is_open else 0,
        "questions": questions_in(survey, current_language()),
        "minutes": minutes_for(len(survey.questions)),
        "address": address,
        "code": qr_code(address),
    })  # fmt: skip


@survey_door(Permission.MANAGE_ROUNDS)
@require_safe
def preview(request: HttpRequest, here: Here, survey: Survey) -> HttpResponse:
    """What residents see; nothing can be sent from here."""
    language = current_language()
    return render(request, "surveys/preview.jinja", {
        "round": survey.round,
        "survey": survey,
        "title": title_in(survey, language),
        "introduction": introduction_in(survey, language),
        "minutes": minutes_for(len(survey.questions)),
        "questions": questions_in(survey, language),
        "chosen": {},
        "group": "",
    })  # fmt: skip


@survey_door(Permission.MANAGE_ROUNDS)
@require_POST
def begin(request: HttpRequest, here: Here, survey: Survey) -> HttpResponse:
    """Open a survey."""
    return _to(open_survey(survey, by=here.person), here)


@survey_door(Permission.MANAGE_ROUNDS)
@require_http_methods(READ_AND_SENT)
def close(request: HttpRequest, here: Here, survey: Survey) -> HttpResponse:
    """Close a survey for good; asked before, because it cannot be opened again."""
    require_open(survey)
    if request.method != "POST":
        tally = tally_of(survey)
        people = people_in_steps(survey, tally) if tally is not None else 0
        return render(request, "surveys/close.jinja", {"round": survey.round, "survey": survey, "people": people})
    close_survey(survey, by=here.person)
    return _to(survey, here, "surveys:results")


@survey_door(Permission.MANAGE_ROUNDS)
@require_POST
def renew(request: HttpRequest, here: Here, survey: Survey) -> HttpResponse:
    """Give an open survey another link."""
    return _to(renew_link(survey, by=here.person), here)


@survey_door(Permission.MANAGE_ROUNDS)
@require_POST
def discard(request: HttpRequest, here: Here, survey: Survey) -> HttpResponse:
    """Remove a draft."""
    discard_survey(survey, by=here.person)
    return redirect("surveys:list", slug=here.municipality.slug, number=survey.round.number)


@survey_door(Permission.MANAGE_ROUNDS)
@require_safe
def poster(request: HttpRequest, here: Here, survey: Survey) -> HttpResponse:
    """A poster and slips with the QR code."""
    require_open(survey)
    survey.municipality = here.municipality
    content = poster_file(survey, _address(request, survey), current_language())
    return attached(content, "application/pdf", f"{title_in(survey, current_language())}.pdf")


def _form_page(
    request: HttpRequest, round_: Round, survey: Survey | None, form: SurveyForm, questions: Iterable[AskableQuestion]
) -> HttpResponse:
    chosen = form.data.getlist("questions") if form.is_bound else form.initial["questions"]  # type: ignore[attr-defined]
    fields: dict[str, list[AskableQuestion]] = {}
    for one in questions:
        fields.setdefault(one.field, []).append(one)
    return render(request, "surveys/form.jinja", {
        "round": round_,
        "survey": survey,
        "form": form,
        "fields": fields,
        "chosen": chosen,
        "advised": ADVISED_QUESTIONS,
        "most_questions": MOST_QUESTIONS,
        "most_groups": MOST_GROUPS,
        "minutes": minutes_for(ADVISED_QUESTIONS[1]),
    })  # fmt: skip


def _proposal(round_: Round) -> Mapping[str, object]:
    """What stands in the form of a new survey."""
    groups = (_("Resident"), _("Civil society"), _("Business"), _("Migrant organisation"))
    return {
        "title": "",
        "title_en": "",
        "introduction": "",
        "introduction_en": "",
        "questions": [],
        "groups": "\n".join(groups),
        "threshold": lowest_threshold(round_),
        "opens_on": "",
        "closes_on": "",
    }


def _address(request: HttpRequest, survey: Survey) -> str:
    return request.build_absolute_uri(reverse("residents:start", kwargs={"key": survey.key}))


def _to(survey: Survey, here: Here, name: str = "surveys:survey") -> HttpResponse:
    return redirect(name, slug=here.municipality.slug, number=survey.round.number, survey=survey.number)
