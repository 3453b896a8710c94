"""The pages from a file of LimeSurvey to answers: upload, mapping by field of action, whose each response is."""

from collections.abc import Sequence
from pathlib import PurePath

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.choices import Origin
from weltoffen.answers.uploads import waiting_uploads
from weltoffen.departments.queries import present_departments
from weltoffen.foundation.downloads import attached
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.foundation.views import BAD_REQUEST, CONFLICT
from weltoffen.limesurvey.actions import (
    assign,
    change_mapping,
    discard_file,
    keep_file,
    open_values,
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
from weltoffen.limesurvey.forms import DraftForm, MappingForm, ResponsesForm, chosen_in, name_for, saved_among
from weltoffen.limesurvey.models import SavedMapping
from weltoffen.limesurvey.pages import (
    COORDINATION,
    Opened,
    column_choices,
    field_states,
    leftovers,
    opened,
    shown_questions,
    shown_responses,
    telling_choices,
    telling_column,
    whose_choices,
)
from weltoffen.limesurvey.queries import file_of, files_of, mapping_with, mappings_for
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
YAML, ZIP, TEXT = "application/yaml", "application/zip", "text/plain; charset=utf-8"


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


@round_door(Permission.MANAGE_ROUNDS)
@require_safe
def file(request: HttpRequest, here: Here, round_: Round, file: int) -> HttpResponse:
    """How far the mapping is, what comes next, and what is not carried over."""
    return _file(request, here, round_, file)


@round_door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def field(request: HttpRequest, here: Here, round_: Round, file: int, field: str) -> HttpResponse:
    """The questions of a field of action, each with its column and what its values become."""
    require_open(round_)
    asked = questionnaire_of(round_, current_language()).fields.get(field)
    if asked is None:
        raise Http404
    one = opened(round_, file_of(round_, file, here.person))
    context = {"round": round_, "file": one.file, "field": asked, "columns": column_choices(one.content)}
    if request.method != "POST":
        return render(request, "limesurvey/field.jinja", {**context, "questions": shown_questions(one, asked)})
    own = {words.key for words in asked.questions}
    taken = {heading.heading: key for key, heading in one.by_question.items() if key not in own}
    chosen = chosen_in(request.POST, round_, one.content, (words.key for words in asked.questions), taken)
    if chosen.faults:
        shown = shown_questions(one, asked, chosen.columns, chosen.faults)
        return render(request, "limesurvey/field.jinja", {**context, "questions": shown}, status=BAD_REQUEST)
    change_mapping(round_, file, chosen.columns, field=field, language=current_language(), by=here.person)
    if chosen.new:
        messages.info(request, _("The columns are changed. Please look at what their values become."))
        return redirect("limesurvey:field", slug=here.municipality.slug, number=round_.number, file=file, field=field)
    messages.success(request, _("“%(field)s” is saved.") % {"field": asked.label})
    return _to_file(here, round_, file)


@round_door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def whose(request: HttpRequest, here: Here, round_: Round, file: int) -> HttpResponse:
    """Whose each response is; then each department's preview waits."""
    require_open(round_)
    one = opened(round_, file_of(round_, file, here.person))
    if request.method != "POST":
        return _whose(request, round_, one)
    departments = {str(each.pk): each for each in present_departments()}
    posted = {row.line: request.POST.get(f"whose-{row.line}", "") for row in one.content.rows}
    given = {line: departments.get(key) for line, key in posted.items() if key == COORDINATION or key in departments}
    try:
        made = assign(round_, file, given, by=here.person)
    except Refused as refused:
        return _whose(request, round_, one, posted, refused)
    said = ngettext("One preview waits for you below.", "%(num)s previews wait for you below.", len(made))
    messages.success(request, said % {"num": len(made)})
    return _to_file(here, round_, file)


@round_door(Permission.MANAGE_ROUNDS)
@require_safe
def left_file(request: HttpRequest, here: Here, round_: Round, file: int) -> HttpResponse:
    """Everything that is not carried over, as a text."""
    one = opened(round_, file_of(round_, file, here.person))
    title = _("Not carried over from “%(file)s”") % {"file": one.file.file_name}
    name = "-".join((PurePath(one.file.file_name).stem, _("not-carried-over"))) + ".txt"
    return attached(leftovers(round_, one).text(title).encode(), TEXT, name)


@round_door(Permission.MANAGE_ROUNDS)
@require_POST
def save(request: HttpRequest, here: Here, round_: Round, file: int) -> HttpResponse:
    """Save the mapping for the next time."""
    one = opened(round_, file_of(round_, file, here.person))
    name = request.POST.get("name", "")
    try:
        saved = save_mapping(
            round_, one.mapping, name=name, survey=one.file.survey, language=current_language(), by=here.person
        )
    except Refused as refused:
        return _file(request, here, round_, file, name, refused)
    messages.success(request, _("The mapping “%(name)s” is saved. It is offered with the next file.") % {"name": saved})
    return _to_file(here, round_, file)


@round_door(Permission.MANAGE_ROUNDS)
@require_POST
def discard(request: HttpRequest, here: Here, round_: Round, file: int) -> HttpResponse:
    """Erase the file."""
    discard_file(round_, file, by=here.person)
    messages.info(request, _("The file was discarded. No answer was changed."))
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


def _file(
    request: HttpRequest, here: Here, round_: Round, number: int, name: str = "", refused: Refused | None = None
) -> HttpResponse:
    require_open(round_)
    one = opened(round_, file_of(round_, number, here.person))
    parts = {"slug": here.municipality.slug, "number": round_.number}
    back = urlencode({"back": reverse("limesurvey:file", kwargs={**parts, "file": number})})
    return render(request, "limesurvey/file.jinja", {
        "round": round_,
        "file": one.file,
        "responses": len(one.content.rows),
        "states": field_states(round_, one),
        "open": open_values(one.mapping),
        "leftovers": leftovers(round_, one),
        "waiting": [
            (waiting, reverse("answers:preview", kwargs={**parts, "upload": waiting.pk}) + f"?{back}")
            for waiting in waiting_uploads(round_, here.person, Origin.LIMESURVEY)
        ],
        "name": name or name_for(round_.title, one.file.survey),
        "refused": refused,
    }, status=CONFLICT if refused else 200)  # fmt: skip


def _whose(
    request: HttpRequest, round_: Round, one: Opened, chosen: dict[int, str] | None = None,
    refused: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    columns = telling_choices(one.content)
    by = request.GET.get("by", telling_column(one))
    by = by if by in {key for key, _label in columns} else ""
    return render(request, "limesurvey/whose.jinja", {
        "round": round_,
        "file": one.file,
        "open": open_values(one.mapping),
        "columns": columns,
        "by": by,
        "responses": shown_responses(round_, one, by, chosen),
        "choices": whose_choices(),
        "refused": refused,
    }, status=CONFLICT if refused else 200)  # fmt: skip


def _sentences(faulty: FaultyInput) -> list[str]:
    return [fault.sentence(current_language()) for fault in faulty.faults]


def _saved(number: int) -> SavedMapping:
    found = mapping_with(number)
    if found is None:
        raise Http404
    return found


def _to_file(here: Here, round_: Round, file: int) -> HttpResponse:
    return redirect("limesurvey:file", slug=here.municipality.slug, number=round_.number, file=file)
