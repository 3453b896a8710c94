"""One file: how far its mapping is, what is left behind, saving the mapping, discarding the file."""

from pathlib import PurePath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from weltoffen.answers.choices import Origin
from weltoffen.answers.uploads import waiting_uploads
from weltoffen.foundation.downloads import attached
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.foundation.views import CONFLICT
from weltoffen.limesurvey.actions import (
    discard_file,
    open_values,
    save_mapping,
)
from weltoffen.limesurvey.forms import name_for
from weltoffen.limesurvey.pages import (
    field_states,
    leftovers,
    opened,
)
from weltoffen.limesurvey.queries import file_of
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open

TEXT = "text/plain; charset=utf-8"


@round_door(Permission.MANAGE_ROUNDS)
@require_safe
def file(request: HttpRequest, here: Here, round_: Round, file: int) -> HttpResponse:
    """How far the mapping is, what comes next, and what is not carried over."""
    return _file(request, here, round_, file)


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


def _to_file(here: Here, round_: Round, file: int) -> HttpResponse:
    return redirect("limesurvey:file", slug=here.municipality.slug, number=round_.number, file=file)
