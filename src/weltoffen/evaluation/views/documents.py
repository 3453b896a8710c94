"""What can be taken along: the report in three formats, the data, and all evaluations of a round."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weltoffen.evaluation.access import evaluation_door, open_door
from weltoffen.evaluation.bridge.opening import Opened
from weltoffen.evaluation.exports import KINDS, File, data_file, report_file
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.queries import evaluations_of
from weltoffen.evaluation.views.frame import show_open
from weltoffen.foundation.downloads import attached
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round


@round_door(Permission.SEE_EVALUATION)
@require_safe
def all_evaluations(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Every evaluation of a round, newest first."""
    return render(request, "evaluation/list.jinja", {"round": round_, "evaluations": list(evaluations_of(round_))})


@open_door(Permission.SEE_EVALUATION)
@require_safe
def documents(request: HttpRequest, here: Here, stored: StoredEvaluation, opened: Opened) -> HttpResponse:
    """Which documents there are, and what each is for."""
    return show_open(request, here, stored, opened, "documents", "documents")


@open_door(Permission.SEE_EVALUATION)
@require_safe
def report(request: HttpRequest, here: Here, stored: StoredEvaluation, opened: Opened, ending: str) -> HttpResponse:
    """The report as a file: PDF, DOCX or HTML."""
    if ending not in KINDS:
        raise Http404
    return _attached(report_file(stored, opened, here.municipality, ending))


@evaluation_door(Permission.SEE_EVALUATION)
@require_safe
def data(request: HttpRequest, here: Here, stored: StoredEvaluation) -> HttpResponse:
    """The stored result, exactly as it was computed."""
    return _attached(data_file(stored, here.municipality))


def _attached(file: File) -> HttpResponse:
    """A download. The HTML report has a style of its own, which our policy would refuse on a page."""
    return attached(file.content, file.media_type, file.name)
