"""Answering in a spreadsheet: download a form, upload what came back, see what it would change, confirm."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.differences import Difference
from weltoffen.answers.exports import FORMATS, FaultyFile, Part, form_file, lines_in, name_of_form, parts_of
from weltoffen.answers.file_forms import LARGEST_FILE, DownloadForm, UploadForm
from weltoffen.answers.queries import answers_in, answers_of
from weltoffen.answers.settling import counting
from weltoffen.answers.speaking import Speaking, choices_of, speaking_here
from weltoffen.answers.uploads import (
    AnswersMoved,
    Decision,
    TakenOver,
    differences_of,
    discard_upload,
    keep_upload,
    take_over,
    upload_of,
)
from weltoffen.answers.wording import WordedQuestion
from weltoffen.foundation.downloads import attached
from weltoffen.foundation.forms import number_in
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open

FROM_FILE, STORED = "file", "stored"
BACK = "back"


@round_door(Permission.ANSWER)
@require_safe
def spreadsheet(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Choose what to download; below it, upload what came back."""
    return _page(request, here, round_, UploadForm())


@round_door(Permission.ANSWER)
@require_safe
def download(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """The form as a file."""
    form = DownloadForm(parts_of(round_, current_language()), data=request.GET)
    if not form.is_valid():
        raise Http404
    part, ending = form.part_wanted, form.ending
    respondent = speaking_here(request, here, round_).voice.respondent
    answers = None
    if not round_.is_being_answered:
        answers = counting(round_, answers_in(round_))
    elif form.cleaned_data["filled"]:
        answers = answers_of(respondent)
    content = form_file(round_, part, ending, current_language(), respondent, answers)
    return attached(content, FORMATS[ending], name_of_form(round_, part, ending))


@round_door(Permission.ANSWER)
@require_POST
def upload(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Read the file: every fault on the page, or on to what it would change."""
    require_open(round_)
    speaking = speaking_here(request, here, round_)
    form = UploadForm(data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _page(request, here, round_, form)
    file: UploadedFile[bytes] = form.cleaned_data["file"]
    name = file.name or ""
    try:
        lines = lines_in(round_, name, file.read(), current_language(), speaking.voice.respondent)
    except FaultyFile as faulty:
        return _page(request, here, round_, form, faulty.sentences, name)
    if not lines:
        form.add_error("file", _("No question is answered in this file yet."))
        return _page(request, here, round_, form)
    kept = keep_upload(round_, lines, respondent=speaking.voice.respondent, file_name=name, by=here.person)
    return redirect("answers:preview", slug=here.municipality.slug, number=round_.number, upload=kept.pk)


@round_door(Permission.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, here: Here, round_: Round, upload: int) -> HttpResponse:
    """What the file would change; confirmed, it is taken over, unless something changed meanwhile."""
    require_open(round_)
    if request.method != "POST":
        return _preview(request, here, round_, upload)
    decisions = _decisions(request.POST)
    try:
        taken = take_over(round_, upload, decisions, by=here.person)
    except AnswersMoved as moved:
        return _preview(request, here, round_, upload, decisions, moved)
    messages.success(request, _told(taken))
    return _on(request, "rounds:overview", here, round_)


@round_door(Permission.ANSWER)
@require_POST
def discard(request: HttpRequest, here: Here, round_: Round, upload: int) -> HttpResponse:
    """Erase the upload."""
    discard_upload(round_, upload, by=here.person)
    messages.info(request, _("The file was discarded. No answer was changed."))
    return _on(request, "answers:spreadsheet", here, round_)


def _on(request: HttpRequest, otherwise: str, here: Here, round_: Round) -> HttpResponse:
    """Back to where the upload was begun, if the address says that; only to pages of our own."""
    back = request.GET.get(BACK, "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect(otherwise, slug=here.municipality.slug, number=round_.number)


def _page(
    request: HttpRequest, here: Here, round_: Round, form: UploadForm, faults: Sequence[str] = (), file_name: str = ""
) -> HttpResponse:
    speaking: Speaking = speaking_here(request, here, round_)
    return render(request, "answers/spreadsheet.jinja", {
        "round": round_,
        "speaking": speaking,
        "others": choices_of(here, speaking),
        "parts": [(part.key, _label(part)) for part in parts_of(round_, current_language())],
        "formats": [(".xlsx", _("Excel (.xlsx)"), ""), (".ods", _("LibreOffice (.ods)"), "")],
        "form": form,
        "faults": faults,
        "file_name": file_name,
        "most_megabytes": LARGEST_FILE // 1_000_000,
    })  # fmt: skip


def _label(part: Part) -> str:
    questions = ngettext("%(num)s question", "%(num)s questions", part.questions) % {"num": part.questions}
    if part.field:
        return _("Field of action: %(field)s (%(questions)s)") % {"field": part.label, "questions": questions}
    if part.department:
        return _("Usually known by: %(department)s (%(questions)s)") % {
            "department": part.label, "questions": questions,
        }  # fmt: skip
    return _("Everything (%(questions)s)") % {"questions": questions}


class _Entry(NamedTuple):
    """A difference as the page shows it: the question's words, both answers, and what is chosen now."""

    question: WordedQuestion
    difference: Difference
    before: str
    after: str
    chosen: str


def _preview(
    request: HttpRequest, here: Here, round_: Round, number: int, decisions: dict[str, Decision] | None = None,
    moved: AnswersMoved | None = None,
) -> HttpResponse:  # fmt: skip
    upload = upload_of(round_, number, here.person)
    found = differences_of(upload)
    shown = {
        name: [_entry(round_, difference, decisions or {}) for difference in part]
        for name, part in (("conflicts", found.conflicts), ("changed", found.changed), ("new", found.new))
    }
    return render(request, "answers/preview.jinja", {
        "round": round_, "upload": upload, "found": found, "moved": moved,
        "query": f"?{urlencode({BACK: request.GET[BACK]})}" if BACK in request.GET else "",
        "kinds": dict(questionnaire_of(round_, current_language()).evidence_kinds), **shown,
    })  # fmt: skip


def _entry(round_: Round, difference: Difference, decisions: dict[str, Decision]) -> _Entry:
    change, stored = difference.change, difference.stored
    question = questionnaire_of(round_, current_language()).questions[change.question]
    decision = decisions.get(change.question)
    takes_file = decision is not None and decision.takes_file and decision.seen == change.read_version
    before = question.label_of(stored.value) if stored is not None else ""
    return _Entry(question, difference, before, question.label_of(change.value), FROM_FILE if takes_file else STORED)


def _decisions(posted: QueryDict) -> dict[str, Decision]:
    """What was decided on the page: `seen-…` is the version it showed, `choice-…` whose answer shall count."""
    decisions = {}
    for name in posted:
        kind, _dash, question = name.partition("-")
        seen = number_in(str(posted[name]))
        if kind == "seen" and seen is not None:
            decisions[question] = Decision(seen, posted.get(f"choice-{question}") == FROM_FILE)
    return decisions


def _told(taken: TakenOver) -> str:
    saved = ngettext("%(num)s answer was taken over.", "%(num)s answers were taken over.", taken.saved)
    if not taken.kept:
        return saved % {"num": taken.saved}
    kept = ngettext("%(num)s answer stays as it was stored.", "%(num)s answers stay as they were stored.", taken.kept)
    return f"{saved % {'num': taken.saved}} {kept % {'num': taken.kept}}"
