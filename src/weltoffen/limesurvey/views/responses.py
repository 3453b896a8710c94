"""Whose each response is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from weltoffen.departments.queries import present_departments
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.views import CONFLICT
from weltoffen.limesurvey.actions import (
    assign,
    open_values,
)
from weltoffen.limesurvey.pages import (
    COORDINATION,
    Opened,
    opened,
    shown_responses,
    telling_choices,
    telling_column,
    whose_choices,
)
from weltoffen.limesurvey.queries import file_of
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open


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


def _to_file(here: Here, round_: Round, file: int) -> HttpResponse:
    return redirect("limesurvey:file", slug=here.municipality.slug, number=round_.number, file=file)
