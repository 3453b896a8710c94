"""What residents said, once a survey is closed: on a page and as a file, with the same protection."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weltoffen.answers.settling import values_in
from weltoffen.foundation.downloads import attached
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.surveys.access import survey_door
from weltoffen.surveys.bridge import QuestionResult, results_of
from weltoffen.surveys.exports import FORMATS, results_file
from weltoffen.surveys.models import Survey
from weltoffen.surveys.queries import people_in, tally_of
from weltoffen.surveys.wording import said_of_gap


@survey_door(Permission.SEE_EVALUATION)
@require_safe
def results(request: HttpRequest, here: Here, survey: Survey) -> HttpResponse:
    """Question by question; nothing before the survey is closed."""
    shown, people = _results(here, survey)
    return render(request, "surveys/results.jinja", {
        "round": survey.round,
        "survey": survey,
        "results": [(result, said_of_gap(result)) for result in shown],
        "people": people,
        "has_settled": _may_compare(here, survey),
    })  # fmt: skip


@survey_door(Permission.SEE_EVALUATION)
@require_safe
def download(request: HttpRequest, here: Here, survey: Survey, ending: str) -> HttpResponse:
    """The results as a table."""
    if ending not in FORMATS or not survey.is_closed:
        raise Http404
    survey.municipality = here.municipality
    file = results_file(survey, *_results(here, survey), ending)
    return attached(file.content, file.media_type, file.name)


def _results(here: Here, survey: Survey) -> tuple[list[QuestionResult], int]:
    tally = tally_of(survey)
    if tally is None or not survey.is_closed:
        return [], 0
    settled = values_in(survey.round) if _may_compare(here, survey) else None
    return results_of(survey, tally, current_language(), settled), people_in(tally)


def _may_compare(here: Here, survey: Survey) -> bool:
    """The administration's answers are for those who may read them; once the round is finished, for all readers."""
    return here.may(Permission.SEE_ANSWERS) or not survey.round.is_being_answered
