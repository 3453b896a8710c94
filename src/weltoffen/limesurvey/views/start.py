"""Uploading responses, saved mappings, and a survey as the draft of a questionnaire."""

from collections.abc import Sequence
from pathlib import PurePath

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.foundation.downloads import attached
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.limesurvey.actions import (
    keep_file,
    remove_mapping,
    save_mapping,
)
from weltoffen.limesurvey.bridge import (
    LARGEST_FILE,
    FaultyInput,
    draft_file,
    fitted,
    mapping_from,
    read,
    survey_from,
)
from weltoffen.limesurvey.forms import DraftForm, MappingForm, ResponsesForm, saved_among
from weltoffen.limesurvey.models import SavedMapping
from weltoffen.limesurvey.queries import files_of, mapping_with, mappings_for
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open

ORDERS = (
    ("", gettext_lazy("not the same everywhere, or I do not know")),
    ("worst_first", gettext_lazy("with the worst answer")),
    ("best_first", gettext_lazy("with the best answer")),
)
YAML, ZIP = "application/yaml", "application/zip"


@round_door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Upload responses; saved mappings and files that wait stand beside it."""
    require_open(round_)
    if request.method != "POST":
        return _start(request, here, round_)
    form = ResponsesForm(data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _start(request, here, round_, form)
    responses, structure = form.cleaned_data["responses"], form.cleaned_data["structure"]
    language = current_language()
    try:
        survey = survey_from(structure.read(), structure.name or "") if structure else None
        found = read(round_, responses.read(), responses.name or "", survey)
        missing: Sequence[str] = ()
        saved = saved_among(mappings_for(round_), form.cleaned_data["mapping"])
        if saved is not None:
            earlier = fitted(round_, mapping_from(round_, saved.text, saved.name), found.content)
            found, missing = found._replace(mapping=earlier.mapping), earlier.missing
        kept = keep_file(round_, found, file_name=responses.name or "", language=language, by=here.person)
    except FaultyInput as faulty:
        return _start(request, here, round_, form, _sentences(faulty))
    except Refused as refused:
        return _start(request, here, round_, form, [f"{refused.sentence} {refused.remedy}".strip()])
    if missing:
        said = ngettext(
            "One column of the saved mapping is not in this file: %(columns)s",
            "%(num)s columns of the saved mapping are not in this file: %(columns)s",
            len(missing),
        )
        messages.warning(request, said % {"num": len(missing), "columns": ", ".join(missing)})
    return _to_file(here, round_, kept.pk)


@round_door(Permission.MANAGE_ROUNDS)
@require_POST
def draft(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """A survey as the draft of a questionnaire; nothing is kept."""
    form = DraftForm(data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _start(request, here, round_, draft_form=form)
    file: UploadedFile[bytes] = form.cleaned_data["survey"]
    try:
        made = draft_file(
            survey_from(file.read(), file.name or ""),
            current_language(),
            order=form.cleaned_data["order"],
            is_foreign_taken=form.cleaned_data["foreign"],
        )
    except FaultyInput as faulty:
        return _start(request, here, round_, draft_form=form, faults=_sentences(faulty))
    return attached(made.content, ZIP, made.name)


@round_door(Permission.MANAGE_ROUNDS)
@require_POST
def read_mapping(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Save a mapping that came as a file, under the name of the file."""
    form = MappingForm(data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _start(request, here, round_, mapping_form=form)
    file: UploadedFile[bytes] = form.cleaned_data["mapping_file"]
    name = file.name or ""
    try:
        mapping = mapping_from(round_, file.read().decode("utf-8-sig"), name)
        stem = PurePath(name).stem
        save_mapping(round_, mapping, name=stem, survey="", language=current_language(), by=here.person)
    except UnicodeDecodeError:
        fault = _("%(file)s is no text in UTF-8.") % {"file": name}
        return _start(request, here, round_, mapping_form=form, faults=[fault])
    except FaultyInput as faulty:
        return _start(request, here, round_, mapping_form=form, faults=_sentences(faulty))
    except Refused as refused:
        return _start(request, here, round_, mapping_form=form, faults=[str(refused.sentence)])
    messages.success(request, _("The mapping is saved. You can choose it with the next file."))
    return redirect("limesurvey:start", slug=here.municipality.slug, number=round_.number)


@round_door(Permission.MANAGE_ROUNDS)
@require_safe
def mapping_file(request: HttpRequest, here: Here, round_: Round, mapping: int) -> HttpResponse:
    """A saved mapping as a file."""
    saved = _saved(mapping)
    return attached(saved.text.encode(), YAML, f"{saved.name}.yaml")


@round_door(Permission.MANAGE_ROUNDS)
@require_POST
def remove(request: HttpRequest, here: Here, round_: Round, mapping: int) -> HttpResponse:
    """A saved mapping is not offered any more."""
    remove_mapping(_saved(mapping), by=here.person)
    messages.info(request, _("The mapping was removed. Answers that are taken over stay."))
    return redirect("limesurvey:start", slug=here.municipality.slug, number=round_.number)


def _start(
    request: HttpRequest, here: Here, round_: Round, form: ResponsesForm | None = None, faults: Sequence[str] = (), *,
    draft_form: DraftForm | None = None, mapping_form: MappingForm | None = None,
) -> HttpResponse:  # fmt: skip
    saved = mappings_for(round_)
    forms = (form or ResponsesForm(), draft_form or DraftForm(), mapping_form or MappingForm())
    chosen = form.data.get("mapping", "") if form is not None else (str(saved[0].pk) if saved else "")
    return render(request, "limesurvey/start.jinja", {
        "round": round_,
        "form": forms[0], "draft_form": forms[1], "mapping_form": forms[2],
        "summary": [entry for one in forms if one.is_bound for entry in one.summary],
        "faults": faults,
        "files": files_of(round_, here.person),
        "saved": saved,
        "mappings": [("", _("Propose a new mapping")), *((str(one.pk), one.name) for one in saved)],
        "mapping": chosen,
        "orders": ORDERS,
        "most_megabytes": LARGEST_FILE // 1_000_000,
    })  # fmt: skip


def _sentences(faulty: FaultyInput) -> list[str]:
    return [fault.sentence(current_language()) for fault in faulty.faults]


def _saved(number: int) -> SavedMapping:
    found = mapping_with(number)
    if found is None:
        raise Http404
    return found


def _to_file(here: Here, round_: Round, file: int) -> HttpResponse:
    return redirect("limesurvey:file", slug=here.municipality.slug, number=round_.number, file=file)
