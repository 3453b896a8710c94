"""What every page about one evaluation shows around its content: where one is, the tabs, links to its other pages."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from weltoffen.evaluation.addresses import link_to
from weltoffen.evaluation.bridge.opening import Opened, drawn, tendency_of
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.queries import latest_evaluation
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission


class Frame(NamedTuple):
    """The frame of a page. `link("why", part="k-1")` is the address of another page of the same evaluation."""

    link: Callable[..., str]
    tabs: tuple[tuple[str, str, bool], ...]
    newer: StoredEvaluation | None


def show(
    request: HttpRequest,
    here: Here,
    stored: StoredEvaluation,
    template: str,
    tab: str,
    content: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    """A page about one evaluation; `tab` is the name of the tab that it belongs to."""
    newest = latest_evaluation(stored.round)
    frame = Frame(
        link_to(stored, here), _tabs(here, stored, tab), newest if newest is not None and newest != stored else None
    )
    drawing = {"tendency_of": tendency_of, "drawn": drawn}
    context = {"stored": stored, "frame": frame, "link": frame.link, **drawing, **content}
    return render(request, f"evaluation/{template}.jinja", context, status=status)


def show_open(
    request: HttpRequest,
    here: Here,
    stored: StoredEvaluation,
    opened: Opened,
    template: str,
    tab: str,
    **content: object,
) -> HttpResponse:
    """A page that shows something of the report."""
    return show(request, here, stored, template, tab, {"opened": opened, "report": opened.report, **content})


def _tabs(here: Here, stored: StoredEvaluation, current: str) -> tuple[tuple[str, str, bool], ...]:
    link = link_to(stored, here)
    names = {
        "page": _("At a glance"),
        "fields": _("Fields of action"),
        "questions": _("All answers"),
        "method": _("How it was calculated"),
        "documents": _("Documents"),
    }
    if here.may(Permission.PUBLISH):
        names["publication"] = _("Publication")
    return tuple((label, link(name), name == current) for name, label in names.items())
