"""What the pages of one workshop share: versions that forms were made from, what is shown when two people collide."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from weltoffen.foundation.forms import number_in
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.workshops.bridge import reason_sentences, subject_words
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import agenda_entries, groups_of, items_of
from weltoffen.workshops.timetable import Timetable, timetable_of
from weltoffen.workshops.wording import conflict_lines

NOT_SENT_AGAIN = {"csrfmiddlewaretoken", "seen"}


class Beside(NamedTuple):
    """Something of an item that is stored otherwise than somebody typed it."""

    label: str
    stored: str
    typed: str


def seen_in(request: HttpRequest) -> int:
    """The version of the agenda that a form was made from; 0 where it does not say."""
    return number_in(request.POST.get("seen", "")) or 0


def planned_timetable(workshop: Workshop) -> Timetable:
    """The agenda as it is now, with its times."""
    return timetable_of(workshop, items_of(workshop), groups_of(workshop))


def subject_labels(workshop: Workshop) -> dict[str, str]:
    """What fields and questions are called in the language of the page."""
    return {key: subject.label for key, subject in subject_words(workshop, current_language()).items()}


def reasons_of(workshop: Workshop, timetable: Timetable) -> Mapping[int, Sequence[str]]:
    """Why its items were proposed, by their numbers."""
    items = [timed.item for timed in timetable.everybody]
    items.extend(timed.item for plan in timetable.groups for timed in plan.timed)
    return reason_sentences(workshop, items, current_language())


def conflict(request: HttpRequest, here: Here, workshop: Workshop, beside: Sequence[Beside] = ()) -> HttpResponse:
    """What others did meanwhile, and what this person wanted, which can be done all the same."""
    workshop.refresh_from_db(fields=["agenda_version"])
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_SENT_AGAIN]
    return render(request, "workshops/conflict.jinja", {
        "workshop": workshop,
        "lines": conflict_lines(agenda_entries(workshop, seen_in(request))),
        "sent": sent,
        "beside": beside,
    }, status=409)  # fmt: skip


def to(name: str, here: Here, workshop: Workshop, anchor: str = "", query: str = "", **parts: Any) -> HttpResponse:
    """Lead on to a page of the workshop, to a place on it."""
    path = reverse(f"workshops:{name}", kwargs={"slug": here.municipality.slug, "workshop": workshop.number, **parts})
    return redirect(f"{path}{query}{'#' if anchor else ''}{anchor}")
