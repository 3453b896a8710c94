"""What is printed for a workshop, to choose from and as files."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weltoffen.foundation.downloads import attached
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.exports import PAPERS, Wanted, has_ballots, paper
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.slots import GuestLanguage, guest_languages, guest_names, guest_path
from weltoffen.workshops.views.frame import planned_timetable

PDF = "application/pdf"
MOST_COPIES = 400
USUAL_COPIES = {"name-plates": 4, "sign-in": 20}
USUAL_BALLOTS = {"de": 40}
"""How many are printed where nobody says a number."""
COPIES = "copies-"


class Paper(NamedTuple):
    """Something to print: `copies` says what the number beside it means, empty where there is none.

    What guests read has a number for each of their languages: tag, name, how many.
    """

    name: str
    label: str
    text: str
    copies: str = ""
    usual: int = 0
    languages: Sequence[tuple[str, str, int]] = ()


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
        copies=_copies(request.GET.get("copies", ""), USUAL_COPIES.get(paper_name, 2)),
        ballots=_ballots(request), is_booklet=request.GET.get("layout") == "booklet",
    ))  # fmt: skip
    return attached(content, PDF, f"{workshop.title} - {offered[paper_name].label}.pdf")


def _copies(typed: str, usual: int) -> int:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= len(str(MOST_COPIES))
    return min(int(typed), MOST_COPIES) if is_number else usual


def _ballots(request: HttpRequest) -> Mapping[str, int]:
    """How many ballots in each language; the usual number where the address says none, one where it says nought."""
    typed = {one.tag: request.GET.get(COPIES + one.tag) for one in guest_languages()}
    if all(number is None for number in typed.values()):
        return USUAL_BALLOTS
    wanted = {tag: _copies((number or "").strip(), 0) for tag, number in typed.items()}
    return {tag: number for tag, number in wanted.items() if number}


def _name_of(language: GuestLanguage) -> str:
    """What a language is called on the page, and by itself."""
    if "-" in language.tag:
        return language.name
    try:
        known = str(get_language_info(language.tag)["name_translated"])
    except KeyError:
        return language.name
    return known if known == language.name else f"{known} ({language.name})"


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
            Paper("ballots", _("Paper ballots"),
                  _("The same as on the phone, in every language of the guests. They count alike. Letters in the boxes "
                    "stand on the tally sheets, too: nobody has to read a language to count it."),
                  languages=[(one.tag, _name_of(one), USUAL_BALLOTS.get(one.tag, 0)) for one in guest_languages()]),
            Paper("tally", _("Tally sheets"),
                  _("To count ballots of all languages in two, in the order of the console.")),
        ]  # fmt: skip
    return found
