"""What is printed for a workshop, to choose from and as files."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weltoffen.foundation.downloads import attached
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.exports import PAPERS, Wanted, has_ballots, paper
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.slots import guest_names, guest_path
from weltoffen.workshops.views.frame import planned_timetable

PDF = "application/pdf"
MOST_COPIES = 400
USUAL_COPIES = {"name-plates": 4, "sign-in": 20, "ballots": 40}
"""How many are printed where nobody says a number."""


class Paper(NamedTuple):
    """Something to print: `copies` says what the number beside it means, empty where there is none."""

    name: str
    label: str
    text: str
    copies: str = ""
    usual: int = 0
    has_booklet: bool = False


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_safe
def papers(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Everything that can be printed."""
    timetable = planned_timetable(workshop)
    return render(request, "workshops/papers.jinja", {
        "workshop": workshop,
        "papers": [] if timetable.is_empty else _papers(workshop, has_ballots(timetable)),
        "most": MOST_COPIES,
    })  # fmt: skip


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_safe
def paper_file(request: HttpRequest, here: Here, workshop: Workshop, paper_name: str) -> HttpResponse:
    """One of them as PDF."""
    timetable = planned_timetable(workshop)
    offered = {} if timetable.is_empty else {one.name: one for one in _papers(workshop, has_ballots(timetable))}
    if paper_name not in PAPERS or paper_name not in offered:
        raise Http404
    path = guest_path(workshop)
    content = paper(paper_name, Wanted(
        workshop=workshop, timetable=timetable, language=current_language(),
        address=request.build_absolute_uri(path) if path else "",
        copies=_copies(request, paper_name), is_booklet=request.GET.get("layout") == "booklet",
    ))  # fmt: skip
    return attached(content, PDF, f"{workshop.title} - {offered[paper_name].label}.pdf")


def _copies(request: HttpRequest, name: str) -> int:
    typed = request.GET.get("copies", "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= len(str(MOST_COPIES))
    return min(max(int(typed), 0 if name != "ballots" else 1), MOST_COPIES) if is_number else USUAL_COPIES.get(name, 2)


def _papers(workshop: Workshop, ballots: bool) -> Sequence[Paper]:
    names = len(guest_names(workshop))
    known = _("%(number)s names are known; with them come plates without a name.") % {"number": names} if names else ""
    found = [
        Paper("preparation", _("Preparation sheet"),
              _("The agenda with times, questions, reasons and notes, with room to write. For those who lead.")),
        Paper("name-plates", _("Name plates"),
              known or _("With the perspective, and room for a name: nobody has to give one."),
              _("Without a name, for each perspective"), USUAL_COPIES["name-plates"]),
        Paper("sign-in", _("Sign-in list"), _("What it is for stands on every page."), _("Empty lines"),
              USUAL_COPIES["sign-in"]),
        Paper("cards", _("Question cards"), _("In large type, to lay on tables and to pin up.")),
    ]  # fmt: skip
    if guest_path(workshop):
        found.append(Paper("table-sign", _("Table sign with the code"),
                           _("How guests join with their phone: QR code, short address, code.")))  # fmt: skip
    if ballots:
        found += [
            Paper("ballots", _("Paper ballots"), _("The same as on the phone. They count alike."), _("Of each kind"),
                  USUAL_COPIES["ballots"], has_booklet=True),
            Paper("tally", _("Tally sheets"), _("To count ballots in two, in the order of the console.")),
        ]  # fmt: skip
    return found
