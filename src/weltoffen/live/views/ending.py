"""How a workshop ends, and how a rehearsal starts over."""

from collections.abc import Iterator
from typing import NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from weltoffen.foundation.forms import number_in
from weltoffen.live.actions.ending import end_workshop, unrevealed
from weltoffen.live.actions.ending import start_over as put_back
from weltoffen.live.bridge import withheld_of
from weltoffen.live.consoles import back_to, labelled
from weltoffen.live.models import Poll
from weltoffen.live.queries import ideas_of, outlines_of, paper_in, polls_of, session_of, waiting_ideas
from weltoffen.live.rules import TooFewVotes, is_settled
from weltoffen.live.slots import STARTS_OVER
from weltoffen.live.wording import said_of_withheld
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.models import Workshop

READ_AND_SENT = ["GET", "HEAD", "POST"]
INVALID = 422


class Unseen(NamedTuple):
    """A vote whose result nobody has seen yet: what it is about, how many voted, on phones and paper, and why it cannot
    be shown, empty where it can.
    """

    poll: Poll
    label: str
    people: int
    withheld: str

    @property
    def votes(self) -> str:
        """How many, in words."""
        return ngettext("one vote", "%(number)s votes", self.people) % {"number": self.people}


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(READ_AND_SENT)
def end(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Ask once, then let nobody vote any more."""
    session = session_of(workshop)
    if session is None or not workshop.is_running:
        return back_to(here, workshop)
    error = ""
    if request.method == "POST":
        try:
            named = {number for number in map(number_in, request.POST.getlist("result")) if number is not None}
            version = number_in(request.POST.get("version", "")) or 0
            end_workshop(workshop, version=version, by=here.person, with_results_of=named)
            return back_to(here, workshop)
        except TooFewVotes as refused:
            error = str(refused)
            session.refresh_from_db()
    unseen = list(_unseen(workshop))
    context = {
        "workshop": workshop, "version": session.version, "waiting": waiting_ideas(workshop), "error": error,
        "results": [(str(one.poll.pk), one.label, one.votes) for one in unseen if not one.withheld],
        "too_few": [one for one in unseen if one.withheld],
    }  # fmt: skip
    return render(request, "live/end.jinja", context, status=INVALID if error else 200)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(READ_AND_SENT)
def start_over(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Ask once, then put a rehearsal back to its plan."""
    if session_of(workshop) is None or (is_settled(workshop) and request.method != "POST"):
        return back_to(here, workshop)
    is_sent = request.method == "POST"
    if not request.POST.get("sure"):
        return render(request, "live/over.jinja", {
            "workshop": workshop, "polls": len(polls_of(workshop)), "ideas": len(ideas_of(workshop)),
            "outlines": len(outlines_of(workshop)),
            "error": _("Please tick that all this can be erased.") if is_sent else "",
        }, status=INVALID if is_sent else 200)  # fmt: skip
    with transaction.atomic():
        for forget in STARTS_OVER:
            forget(workshop)
        put_back(workshop, by=here.person)
    messages.success(request, _("“%(title)s” is at its beginning again.") % {"title": workshop.title})
    return back_to(here, workshop)


def _unseen(workshop: Workshop) -> Iterator[Unseen]:
    polls = unrevealed(workshop)
    paper = paper_in(polls)
    for poll, label in labelled(workshop, polls):
        piles = paper.get(poll.pk, ())
        withheld, people = withheld_of(workshop, poll, piles), poll.votes + sum(pile.people for pile in piles)
        if people:
            yield Unseen(poll, label, people, said_of_withheld(*withheld) if withheld else "")
