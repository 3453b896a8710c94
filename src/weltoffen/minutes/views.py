"""The minutes of a workshop: to read, correct, agree, take along; what workshops about an evaluation agreed on."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.evaluation.access import evaluation_door
from weltoffen.evaluation.addresses import link_to
from weltoffen.evaluation.bridge.opening import drawn
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation.downloads import attached
from weltoffen.foundation.forms import number_in
from weltoffen.foundation.templating import current_language
from weltoffen.live.queries import waiting_ideas
from weltoffen.minutes.actions import MinutesContent, agree_minutes, change_minutes
from weltoffen.minutes.agreements import agreed_about
from weltoffen.minutes.bridge import content_of, document_of, found_in, shown_minutes, texts_of, who_came
from weltoffen.minutes.exports import KINDS, agreements_file, minutes_file
from weltoffen.minutes.forms import MinutesForm, as_typed, name_of
from weltoffen.minutes.order import name_of_item, written_about
from weltoffen.minutes.queries import minutes_of
from weltoffen.minutes.rules import MinutesHaveChanged, require_draft, require_over
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import items_of

READ_AND_SENT = ["GET", "HEAD", "POST"]
INVALID, CONFLICT = 422, 409


class Piece(NamedTuple):
    """A block of the document and what kind it is, for the page that draws it."""

    kind: str
    block: Any


class Box(NamedTuple):
    """A field for what is written about an item; `found` is what the minutes say of it already."""

    name: str
    label: str
    found: str


class Beside(NamedTuple):
    """A text that is stored otherwise than somebody typed it."""

    name: str
    label: str
    stored: str
    typed: str


@workshop_door(Permission.SEE_EVALUATION)
@require_safe
def page(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """The minutes as they read in the files; before the end of the workshop how they come about."""
    if not workshop.has_ended:
        return render(request, "minutes/not_yet.jinja", {"workshop": workshop})
    minutes, language = minutes_of(workshop), current_language()
    document = document_of(workshop, minutes, language)
    may_change = here.may(Permission.LEAD_WORKSHOPS) and not minutes.is_agreed
    return render(request, "minutes/page.jinja", {
        "workshop": workshop, "minutes": minutes, "document": document, "drawn": drawn, "endings": tuple(KINDS),
        "pieces": [Piece(type(block).__name__.lower(), block) for block in document.blocks],
        "may_change": may_change, "came": who_came(workshop) if may_change else None,
        "may_agree": here.may(Permission.MANAGE_ROUNDS) and not minutes.is_agreed,
    })  # fmt: skip


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(READ_AND_SENT)
def change(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """A text for each item, an introduction, an outlook."""
    require_over(workshop)
    minutes = minutes_of(workshop)
    require_draft(minutes)
    texts = texts_of(workshop, minutes)
    stored = MinutesContent(minutes.introduction, minutes.outlook, texts)
    items = written_about(items_of(workshop), texts)
    form = MinutesForm(
        items, data=request.POST if request.method == "POST" else None, initial=as_typed(stored, minutes.version)
    )
    if form.is_valid():
        try:
            change_minutes(workshop, form.content, version=form.cleaned_data["version"], by=here.person)
        except MinutesHaveChanged:
            return _conflict(request, workshop, form)
        messages.success(request, _("The minutes were saved."))
        return _to_page(here, workshop)
    found = found_in(content_of(workshop, minutes, current_language()))
    boxes = [Box(name_of(item.number), name_of_item(item), found.get(str(item.number), "")) for item in items]
    context = {"workshop": workshop, "minutes": minutes, "form": form, "boxes": boxes}
    return render(request, "minutes/change.jinja", context, status=INVALID if form.errors else 200)


@workshop_door(Permission.MANAGE_ROUNDS)
@require_http_methods(READ_AND_SENT)
def agree(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Ask once, then agree what was read."""
    require_over(workshop)
    minutes = minutes_of(workshop)
    require_draft(minutes)
    if request.method == "POST":
        agree_minutes(workshop, version=_version_in(request), by=here.person)
        messages.success(request, _("The minutes are agreed."))
        return _to_page(here, workshop)
    context = {"workshop": workshop, "minutes": minutes, "waiting": waiting_ideas(workshop)}
    return render(request, "minutes/agree.jinja", context)


@workshop_door(Permission.SEE_EVALUATION)
@require_safe
def download(request: HttpRequest, here: Here, workshop: Workshop, ending: str) -> HttpResponse:
    """The minutes as PDF, Word or ODT in the language of the page."""
    require_over(workshop)
    if ending not in KINDS:
        raise Http404
    language = current_language()
    shown = shown_minutes(workshop, minutes_of(workshop), language)
    return attached(*minutes_file(workshop, shown, ending, language))


@evaluation_door(Permission.SEE_EVALUATION)
@require_safe
def agreements(request: HttpRequest, here: Here, stored: StoredEvaluation) -> HttpResponse:
    """What was agreed in every workshop about this evaluation that is over; without any, how it comes to that."""
    return render(request, "minutes/agreements.jinja", {
        "stored": stored, "found": agreed_about(stored), "link": link_to(stored, here),
        "may_lead": here.may(Permission.LEAD_WORKSHOPS),
    })  # fmt: skip


@evaluation_door(Permission.SEE_EVALUATION)
@require_safe
def agreements_download(request: HttpRequest, here: Here, stored: StoredEvaluation) -> HttpResponse:
    """The same as a workbook; an empty one where nothing was agreed yet."""
    return attached(*agreements_file(stored, agreed_about(stored)))


def _conflict(request: HttpRequest, workshop: Workshop, form: MinutesForm) -> HttpResponse:
    """What is stored now beside what was typed; what was typed can be changed and saved all the same."""
    minutes = minutes_of(workshop)
    now = as_typed(MinutesContent(minutes.introduction, minutes.outlook, texts_of(workshop, minutes)), 0)
    labels = {
        "introduction": _("Introduction"), **{name_of(item.number): name_of_item(item) for item in form.items},
        "outlook": _("Outlook"),
    }  # fmt: skip
    beside = [Beside(name, label, now[name], form.cleaned_data[name]) for name, label in labels.items()]
    return render(request, "minutes/conflict.jinja", {
        "workshop": workshop, "minutes": minutes,
        "different": [one for one in beside if one.stored != one.typed],
        "same": [one for one in beside if one.stored == one.typed],
    }, status=CONFLICT)  # fmt: skip


def _version_in(request: HttpRequest) -> int:
    version = number_in(request.POST.get("version", ""))
    return -1 if version is None else version


def _to_page(here: Here, workshop: Workshop) -> HttpResponse:
    return redirect("minutes:page", slug=here.municipality.slug, workshop=workshop.number)
