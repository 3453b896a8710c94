"""The console: what is on, what comes, and every deed of the facilitator. Each is a form; a script keeps it fresh."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from weltoffen.foundation import clock
from weltoffen.foundation.forms import number_in
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.live.actions.leading import (
    begin_workshop,
    close_poll,
    count_present,
    go_to,
    hide_poll,
    open_poll,
    pause,
    reopen_poll,
    resume,
    reveal_poll,
    show_group,
    show_poll,
    undo,
)
from weltoffen.live.actions.undoing import last_deed
from weltoffen.live.asking import Options, agreeable_ideas, options_at
from weltoffen.live.bridge import require_weighable, withheld_of
from weltoffen.live.choices import Deed
from weltoffen.live.consoles import On, address_of, back_to, console_of, frame_of, labelled
from weltoffen.live.forms import OutlineForm
from weltoffen.live.models import EVERYBODY, Poll
from weltoffen.live.queries import (
    notes_of,
    outlines_of,
    paper_in,
    poll_of,
    polls_in,
    polls_of,
    session_of,
    waiting_ideas,
)
from weltoffen.live.rules import NumberDoesNotFit, is_settled, minutes_left
from weltoffen.live.stages import pulse_of
from weltoffen.live.wording import said_of_withheld
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.bridge import subject_words
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.queries import items_of

READ_AND_SENT = ["GET", "HEAD", "POST"]
MOST_PRESENT = 5_000


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_safe
def console(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Everything at one look; before the beginning, what is needed; afterwards, where to go on."""
    session = session_of(workshop)
    if workshop.has_ended:
        return render(request, "live/after.jinja", _afterwards(workshop))
    if session is None:
        is_today = workshop.local_beginning.date() == clock.today()
        context = {"workshop": workshop, "items": items_of(workshop), "is_today": is_today}
        return render(request, "live/before.jinja", context)
    on = console_of(workshop, session, request.GET.get("group", ""))
    return render(request, "live/console.jinja", _context(request, here, on))


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def begin(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Let guests in."""
    begin_workshop(workshop, by=here.person)
    return back_to(here, workshop)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def act(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """One press of a button; what cannot be done says why on the console."""
    group = _whole(request.POST.get("group", ""))
    name, _colon, rest = request.POST.get("deed", "").partition(" ")
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    try:
        deed(Press(here, workshop, group, rest, _whole(request.POST.get("version", "")), request.POST))
    except Refused as refused:
        messages.warning(request, str(refused))
        return back_to(here, workshop, group)
    # Whoever uses the keyboard goes on at what is on.
    return redirect(f"{address_of('live:console', here, workshop, group)}#now")


class Press(NamedTuple):
    """A button that was pressed: on which console, about what, and which state the page knew."""

    here: Here
    workshop: Workshop
    group: int
    about: str
    version: int
    sent: QueryDict

    @property
    def item(self) -> AgendaItem:
        """The agenda item it is about."""
        number = _whole(self.about.partition(" ")[0])
        found = next((one for one in items_of(self.workshop) if one.number == number), None)
        if found is None:
            raise Http404
        return found

    @property
    def poll(self) -> Poll:
        """The poll it is about."""
        found = poll_of(self.workshop, _whole(self.about))
        if found is None:
            raise Http404
        return found


def _go(press: Press) -> None:
    go_to(press.workshop, press.item, version=press.version)


def _open(press: Press) -> None:
    item, wanted = press.item, press.about.partition(" ")[2]
    subject = wanted if item.activity == Activity.RATE else ""
    options = options_at(press.workshop, item, subject)
    open_poll(press.workshop, item, subject, options, version=press.version, by=press.here.person)


def _close(press: Press) -> None:
    close_poll(press.workshop, press.poll, version=press.version, by=press.here.person)


def _reopen(press: Press) -> None:
    reopen_poll(press.workshop, press.poll, version=press.version, by=press.here.person)


def _reveal(press: Press) -> None:
    reveal_poll(press.workshop, press.poll, version=press.version, by=press.here.person)


def _show(press: Press) -> None:
    show_poll(press.workshop, press.poll, version=press.version)


def _hide(press: Press) -> None:
    hide_poll(press.workshop, press.group, version=press.version)


def _show_group(press: Press) -> None:
    show_group(press.workshop, _whole(press.about) or None, version=press.version)


def _pause(press: Press) -> None:
    pause(press.workshop, version=press.version)


def _resume(press: Press) -> None:
    resume(press.workshop, version=press.version)


def _undo(press: Press) -> None:
    undo(press.workshop, press.group, version=press.version)


def _present(press: Press) -> None:
    typed = press.sent.get("present", "").strip()
    number = number_in(typed) if typed else 0
    if number is None or number > MOST_PRESENT:
        raise NumberDoesNotFit(typed, MOST_PRESENT)
    count_present(press.workshop, number)


DEEDS: Mapping[str, Callable[[Press], None]] = {
    "go": _go, "open": _open, "close": _close, "reopen": _reopen, "reveal": _reveal, "show": _show, "hide": _hide,
    "show_group": _show_group, "pause": _pause, "resume": _resume, "undo": _undo, "present": _present,
}  # fmt: skip


def _context(request: HttpRequest, here: Here, on: On) -> dict[str, object]:
    item = on.scene.item if on.scene is not None else None
    last = last_deed(on.session, on.group)
    agrees = item is not None and item.activity == Activity.AGREE
    stage = request.build_absolute_uri(reverse("stage:stage", kwargs={"key": on.session.stage_key}))
    return {
        **frame_of(on),
        **_of_item(on, item),
        "item": item,
        "items": on.mine,
        "next": on.next,
        "pulse": pulse_of(on.workshop, on.session, on.scene, on.group),
        "stage_address": f"{stage}?group={on.group}" if on.group else stage,
        "join_address": request.build_absolute_uri(reverse("phone:code")),
        "group_tabs": [
            (one.title, address_of("live:console", here, on.workshop, one.number), one.number == on.group)
            for one in on.groups
        ],
        "outlines": [one for one in outlines_of(on.workshop) if on.group in (EVERYBODY, one.group)],
        "outline_form": OutlineForm(agreeable_ideas(on.workshop, on.group)) if agrees else None,
        "groups_meet": on.groups_meet,
        "meeting": next((one.title for one in on.items if one.activity == Activity.GROUPS), ""),
        "last": Deed(last["deed"]).label if last else "",
    }


def _afterwards(workshop: Workshop) -> dict[str, object]:
    """What can still be entered, until the minutes are agreed."""
    revealed = labelled(workshop, [one for one in polls_of(workshop) if one.is_revealed])
    waiting, settled = waiting_ideas(workshop), is_settled(workshop)
    return {"workshop": workshop, "waiting": waiting, "revealed": revealed, "is_settled": settled}


def _of_item(on: On, item: AgendaItem | None) -> dict[str, object]:
    """What the console shows of the item that is on: its polls, its questions, its note."""
    if item is None or on.scene is None:
        return {"polls": (), "poll": None, "piles": {}, "asked": (), "withheld": "", "ends_at": None, "note": None}
    polls = list(polls_in(item))
    piles, poll = paper_in(polls), on.scene.poll
    withheld = withheld_of(on.workshop, poll, piles.get(poll.pk, ())) if poll is not None else None
    subjects = subject_words(on.workshop, current_language())
    options = options_at(on.workshop, item)
    ends_at = on.scene.item_began_at + timedelta(minutes=item.minutes)
    return {
        "polls": polls,
        "poll": poll,
        "piles": piles,
        "asked": [
            (key, subjects[key], [one for one in polls if one.subject == key])
            for key in item.subjects if key in subjects
        ],
        "withheld": said_of_withheld(*withheld) if withheld else "",
        "ends_at": ends_at,
        "minutes_left": minutes_left(ends_at, clock.now()),
        "note": notes_of(on.workshop).get(item.pk),
        "options": options,
        "unweighable": _why_not_weighed(options) if item.activity == Activity.PRIORITISE else None,
    }  # fmt: skip


def _why_not_weighed(options: Options) -> Refused | None:
    try:
        require_weighable(options)
    except Refused as refused:
        return refused
    return None


def _whole(text: str) -> int:
    return number_in(text) or 0
