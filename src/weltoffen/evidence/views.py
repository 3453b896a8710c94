"""The pages of evidence to a question: all of it by layer, adding, changing, removing, and the file itself."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.speaking import Speaking, choices_of, speaking_here
from weltoffen.answers.wording import WordedField, WordedQuestion
from weltoffen.evidence.actions import add_evidence, change_evidence, confirm_evidence, remove_evidence
from weltoffen.evidence.choices import Kind, Layer
from weltoffen.evidence.contents import ALLOWED, LARGEST
from weltoffen.evidence.forms import FORMS, EvidenceForm, known_of
from weltoffen.evidence.models import Evidence
from weltoffen.evidence.pages import MEANINGS, ShownEvidence, layers_of
from weltoffen.evidence.queries import content_of, evidence_at, evidence_here
from weltoffen.evidence.rules import require_changeable
from weltoffen.foundation.downloads import attached
from weltoffen.foundation.forms import number_in
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open


@round_door(Permission.SEE_ANSWERS)
@require_safe
def overview(request: HttpRequest, here: Here, round_: Round, question: str) -> HttpResponse:
    """Everything that there is to a question, layer by layer."""
    field, words = _asked(round_, question)
    speaking = speaking_here(request, here, round_)
    may_change = here.may(Permission.ANSWER) and round_.is_being_answered
    found = evidence_at(round_, question)
    return render(request, "evidence/overview.jinja", {
        "round": round_,
        "field": field,
        "words": words,
        "speaking": speaking,
        "others": choices_of(here, speaking) if may_change else [],
        "may_change": may_change,
        "is_empty": not found,
        "layers": layers_of(
            found, speaking.voice.respondent.pk, may_change=may_change,
            is_coordinating=here.may(Permission.MANAGE_ROUNDS),
        ),
    })  # fmt: skip


@round_door(Permission.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, here: Here, round_: Round, question: str, kind: str) -> HttpResponse:
    """A link, a document or a note for the department that one answers for."""
    if kind not in FORMS:
        raise Http404
    _asked(round_, question)
    require_open(round_)
    speaking = speaking_here(request, here, round_)
    form = FORMS[kind](data=request.POST or None, files=request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_evidence(round_, question, form.said(), voice=speaking.voice, by=here.person)
        except Refused as refused:
            return _form(request, round_, question, form, speaking, refused=refused)
        messages.success(request, _("The evidence is saved."))
        return _back(here, round_, question, speaking)
    return _form(request, round_, question, form, speaking)


@round_door(Permission.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, here: Here, round_: Round, question: str, evidence: int) -> HttpResponse:
    """Say it otherwise, or put another file in its place."""
    require_open(round_)
    found, speaking = _changeable(request, here, round_, question, evidence)
    more: Mapping[str, Any] = {"is_new": False} if found.kind == Kind.DOCUMENT else {}
    form = FORMS[found.kind](data=request.POST or None, files=request.FILES or None, initial=known_of(found), **more)
    if request.method == "POST" and form.is_valid():
        try:
            change_evidence(round_, found.pk, form.said(), seen=_seen(request), by=here.person)
        except Refused as refused:
            return _form(request, round_, question, form, speaking, found, refused)
        messages.success(request, _("The evidence is saved."))
        return _back(here, round_, question, speaking)
    return _form(request, round_, question, form, speaking, found)


@round_door(Permission.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, here: Here, round_: Round, question: str, evidence: int) -> HttpResponse:
    """Ask once more, then erase it."""
    require_open(round_)
    found, speaking = _changeable(request, here, round_, question, evidence)
    if request.method == "POST":
        remove_evidence(round_, found.pk, seen=_seen(request), by=here.person)
        messages.success(request, _("The evidence was removed."))
        return _back(here, round_, question, speaking)
    _field, words = _asked(round_, question)
    context = {"round": round_, "words": words, "shown": ShownEvidence(found), "speaking": speaking}
    return render(request, "evidence/remove.jinja", context)


@round_door(Permission.ANSWER)
@require_POST
def confirm(request: HttpRequest, here: Here, round_: Round, question: str, evidence: int) -> HttpResponse:
    """Evidence of the last round still holds."""
    found, speaking = _changeable(request, here, round_, question, evidence)
    confirm_evidence(round_, found.pk, seen=_seen(request), by=here.person)
    messages.success(request, _("The evidence is confirmed."))
    return _back(here, round_, question, speaking)


@round_door(Permission.SEE_ANSWERS)
@require_safe
def file(request: HttpRequest, here: Here, round_: Round, question: str, evidence: int) -> HttpResponse:
    """The file as a download, as nothing that a browser would open by itself."""
    found = evidence_here(round_, question, evidence)
    if found is None or found.document is None:
        raise Http404
    response = attached(content_of(found.document), "application/octet-stream", found.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _form(
    request: HttpRequest, round_: Round, question: str, form: EvidenceForm, speaking: Speaking,
    changing: Evidence | None = None, refused: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    field, words = _asked(round_, question)
    context = {
        "round": round_,
        "field": field,
        "words": words,
        "speaking": speaking,
        "form": form,
        "typed": {name: form[name].value() or "" for name in form.fields if name != "file"},
        "kind": Kind(form.kind),
        "changing": ShownEvidence(changing) if changing is not None else None,
        "layers": [(layer.value, layer.label, MEANINGS[layer]) for layer in Layer],
        "possible": ", ".join(ALLOWED),
        "most": LARGEST // 1_000_000,
        "refused": refused,
    }
    return render(request, "evidence/form.jinja", context, status=HTTPStatus.CONFLICT if refused else 200)


def _changeable(
    request: HttpRequest, here: Here, round_: Round, question: str, number: int
) -> tuple[Evidence, Speaking]:
    found = evidence_here(round_, question, number)
    if found is None:
        raise Http404
    speaking = speaking_here(request, here, round_)
    require_changeable(
        found, speaking.voice.respondent.pk, is_coordinating=here.may(Permission.MANAGE_ROUNDS)
    )  # fmt: skip
    return found, speaking


def _seen(request: HttpRequest) -> int:
    return number_in(request.POST.get("seen", "")) or 0


def _asked(round_: Round, key: str) -> tuple[WordedField, WordedQuestion]:
    questionnaire = questionnaire_of(round_, current_language())
    found = questionnaire.questions.get(key)
    if found is None:
        raise Http404
    return next(field for field in questionnaire.fields.values() if found in field.questions), found


def _back(here: Here, round_: Round, question: str, speaking: Speaking) -> HttpResponse:
    parts = {"slug": here.municipality.slug, "number": round_.number, "question": question}
    return redirect(reverse("evidence:overview", kwargs=parts) + speaking.query)
