"""The journal of a municipality, for those who may read it."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from weltoffen.journal.models import Entry
from weltoffen.journal.queries import entries_here
from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.choices import Kind
from weltoffen.municipalities.roles import Permission

ON_A_PAGE = 50
NOTHING = "–"
FIELDS: dict[str, Promise] = {"name": _("Name"), "kind": _("Kind of municipality"), "official_key": _("Official key")}


class Change(NamedTuple):
    """One detail, as it was before and as it was afterwards."""

    field: Promise
    before: str
    after: str


class Month(NamedTuple):
    """What happened in a month: entries with the details that changed. `first` is its first day."""

    first: date
    entries: list[tuple[Entry, list[Change]]]


@door(Permission.READ_JOURNAL)
@require_safe
def journal(request: HttpRequest, here: Here) -> HttpResponse:
    """What happened here, newest first, by months."""
    page = Paginator(entries_here(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "municipalities/journal.jinja", {
        "months": _by_months(page.object_list),
        "page": page.number,
        "pages": page.paginator.num_pages,
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
    })  # fmt: skip


def _by_months(entries: Iterable[Entry]) -> list[Month]:
    months = groupby(entries, key=lambda entry: timezone.localtime(entry.at).date().replace(day=1))
    return [Month(first, [(entry, _changes(entry)) for entry in of_month]) for first, of_month in months]


def _changes(entry: Entry) -> list[Change]:
    """The details of a municipality that a deed changed; what other rooms note is theirs to show."""
    before, after = entry.details.get("before"), entry.details.get("after")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    named = [name for name in FIELDS if name in before and name in after]
    return [Change(FIELDS[name], _shown(name, before[name]), _shown(name, after[name])) for name in named]


def _shown(name: str, value: object) -> str:
    if name == "kind" and value in Kind.values:
        return str(Kind(value).label)
    return str(value) or NOTHING
