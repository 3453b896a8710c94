"""The console: what is on, what comes, and every deed of the facilitator. Each is a form; a script only keeps it fresh."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.foundation import clock
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.live.actions.agreeing import agree, change_outline, remove_outline as take_outline_back, write_note
from weltoffen.live.actions.collecting import add_ideas, correct_idea, moderate, put_together, rename_cluster
from weltoffen.live.actions.leading import (
    begin_workshop,
    close_poll,
    count_present,
    end_workshop,
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
from weltoffen.live.actions.voting import enter_paper, remove_paper
from weltoffen.live.ballots import answers_to, counters_of
from weltoffen.live.bridge import options_for, withheld_of
from weltoffen.live.choices import IdeaState
from weltoffen.live.forms import NoteForm, OutlineForm, PileForm, outline_as_typed
from weltoffen.live.models import EVERYBODY, PaperCount, Poll, Scene, Session
from weltoffen.live.queries import (
    clusters_of,
    ideas_of,
    notes_of,
    outlines_of,
    paper_in,
    poll_of,
    polls_in,
    scenes_of,
    session_of,
)
from weltoffen.live.rules import LOOK_BACK_ANSWERS, NO_ANSWER, STATEMENTS
from weltoffen.live.slots import Audience
from weltoffen.live.stages import board_of, pulse_of, stage_scene
from weltoffen.live.topics import token_for
from weltoffen.live.wording import perspective_labels, said_of_withheld
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.bridge import Subject, subject_words
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, WorkingGroup, Workshop
from weltoffen.workshops.options import prioritise_options
from weltoffen.workshops.queries import groups_of, items_of

READ_AND_SENT = ["GET", "HEAD", "POST"]
INVALID = 422
MOST_PRESENT = 5_000


class On(NamedTuple):
    """Where a console is: in which workshop, for everybody or for which group, and what is on there."""

    workshop: Workshop
    session: Session
    group: int
    groups: list[WorkingGroup]
    items: list[AgendaItem]
    scene: Scene | None

    @property
    def mine(self) -> list[AgendaItem]:
        """The agenda of everybody, or of the group."""
        return [item for item in self.items if (item.group.number if item.group else EVERYBODY) == self.group]

    @property
    def next(self) -> AgendaItem | None:
        """What comes after what is on."""
        mine = self.mine
        if self.scene is None or self.scene.item is None:
            return mine[0] if mine else None
        later = [item for item in mine if item.position > self.scene.item.position]
        return later[0] if later else None


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_safe
def console(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Everything at one look; before the beginning, what is needed; afterwards, where to go on."""
    session = session_of(workshop)
    if session is None or not workshop.is_running:
        return render(request, "live/before.jinja", {"workshop": workshop, "items": items_of(workshop)})
    on = _on(workshop, session, request.GET.get("group", ""))
    return render(request, "live/console.jinja", _context(request, here, on))


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def begin(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Let guests in."""
    begin_workshop(workshop, by=here.person)
    return _back(here, workshop, EVERYBODY)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(READ_AND_SENT)
def end(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Ask once, then let nobody vote any more."""
    session = session_of(workshop)
    if session is None or not workshop.is_running:
        return _back(here, workshop, EVERYBODY)
    if request.method == "POST":
        end_workshop(workshop, version=_number(request.POST.get("version", "")), by=here.person)
        return _back(here, workshop, EVERYBODY)
    return render(request, "live/end.jinja", {"workshop": workshop, "version": session.version})


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def act(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """One press of a button; what cannot be done says why on the console."""
    group = _number(request.POST.get("group", ""))
    name, _colon, rest = request.POST.get("deed", "").partition(" ")
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    try:
        deed(Press(here, workshop, group, rest, _number(request.POST.get("version", "")), request.POST))
    except Refused as refused:
        messages.warning(request, str(refused))
    return _back(here, workshop, group)


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
        number = _number(self.about.partition(" ")[0])
        found = next((one for one in items_of(self.workshop) if one.number == number), None)
        if found is None:
            raise Http404
        return found

    @property
    def poll(self) -> Poll:
        """The poll it is about."""
        found = poll_of(self.workshop, _number(self.about))
        if found is None:
            raise Http404
        return found


def _go(press: Press) -> None:
    go_to(press.workshop, press.item, version=press.version)


def _open(press: Press) -> None:
    item, subject = press.item, press.about.partition(" ")[2]
    if item.activity == Activity.RATE:
        options = options_for(press.workshop, subject) if subject in item.subjects else []
    else:
        subject, options = "", _options_of(press.workshop, item)
    open_poll(press.workshop, item, subject, options, version=press.version, by=press.here.person)


def _options_of(workshop: Workshop, item: AgendaItem) -> list[dict[str, str]]:
    """What can be preferred: clusters as one, and the ideas in none."""
    if item.activity == Activity.LOOK_BACK:
        return [{"key": statement, "label": ""} for statement in STATEMENTS]
    if item.activity != Activity.PRIORITISE:
        return []
    numbers = prioritise_options(item).of
    group = item.group_id
    sources = [
        one.pk for one in items_of(workshop)
        if one.activity == Activity.COLLECT and (one.number in numbers if numbers else group in (None, one.group_id))
    ]  # fmt: skip
    board = board_of(workshop, sources)
    clusters = [{"key": f"c{cluster.number}", "label": cluster.title} for cluster, _ideas in board.clusters]
    return clusters + [{"key": f"i{idea.number}", "label": idea.text} for idea in board.loose]


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
    show_group(press.workshop, _number(press.about) or None, version=press.version)


def _pause(press: Press) -> None:
    pause(press.workshop, version=press.version)


def _resume(press: Press) -> None:
    resume(press.workshop, version=press.version)


def _undo(press: Press) -> None:
    undo(press.workshop, version=press.version)


def _present(press: Press) -> None:
    count_present(press.workshop, min(MOST_PRESENT, _number(press.sent.get("present", ""))))


DEEDS: Mapping[str, Callable[[Press], None]] = {
    "go": _go, "open": _open, "close": _close, "reopen": _reopen, "reveal": _reveal, "show": _show, "hide": _hide,
    "show_group": _show_group, "pause": _pause, "resume": _resume, "undo": _undo, "present": _present,
}  # fmt: skip


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(READ_AND_SENT)
def ideas(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Ideas as they come: show or decline them, put them together, add some from paper."""
    session = session_of(workshop)
    if session is None or not workshop.is_running:
        return _back(here, workshop, EVERYBODY)
    on = _on(workshop, session, request.GET.get("group", "") or request.POST.get("group", ""))
    if request.method != "POST":
        return render(request, "live/ideas.jinja", _ideas_context(here, on))
    try:
        _moderate(on, request.POST)
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect(_address("live:ideas", here, workshop, on.group))


def _moderate(on: On, sent: QueryDict) -> None:
    chosen = {_number(one) for one in sent.getlist("idea")}
    found = [idea for idea in ideas_of(on.workshop) if idea.number in chosen]
    cluster = next((one for one in clusters_of(on.workshop) if str(one.number) == sent.get("cluster", "")), None)
    match sent.get("deed", ""):
        case "show":
            moderate(on.workshop, found, IdeaState.SHOWN)
        case "decline":
            moderate(on.workshop, found, IdeaState.DECLINED)
        case "together":
            put_together(on.workshop, found, cluster, sent.get("title", ""))
        case "apart":
            put_together(on.workshop, found, None)
        case "rename" if cluster is not None:
            rename_cluster(on.workshop, cluster, sent.get("title", ""))
        case "correct" if found:
            correct_idea(on.workshop, found[0], sent.get("text", ""))
        case "add":
            lines = [line for line in sent.get("texts", "").splitlines() if line.strip()]
            item = next((one for one in _collecting(on) if str(one.number) == sent.get("item", "")), None)
            if item is not None and lines:
                add_ideas(on.workshop, item, lines, group=item.group.number if item.group else EVERYBODY)


def _collecting(on: On) -> list[AgendaItem]:
    return [item for item in on.mine if item.activity in (Activity.COLLECT, Activity.LOOK_BACK)]


def _ideas_context(here: Here, on: On) -> dict[str, object]:
    found = [idea for idea in ideas_of(on.workshop) if on.group in (EVERYBODY, idea.group)]
    return {
        **_common(here, on),
        "waiting": [idea for idea in found if idea.state == IdeaState.WAITING],
        "shown": [idea for idea in found if idea.is_shown],
        "declined": [idea for idea in found if idea.state == IdeaState.DECLINED],
        "clusters": clusters_of(on.workshop),
        "collecting": _collecting(on),
    }  # fmt: skip


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(READ_AND_SENT)
def paper(request: HttpRequest, here: Here, workshop: Workshop, poll: int) -> HttpResponse:
    """Enter counted paper ballots of one perspective; what was entered stands below and can be taken out again."""
    found = poll_of(workshop, poll)
    if found is None or found.item.activity == Activity.COLLECT:
        raise Http404
    form, error = PileForm(data=request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            perspective, people = request.POST.get("perspective", ""), form.cleaned_data["people"]
            enter_paper(workshop, found, perspective, people, request.POST.dict(), by=here.person)
            return redirect(_address("live:paper", here, workshop, poll=found.pk))
        except Refused as refused:
            error = str(refused)
    status = INVALID if error or form.errors else 200
    return render(request, "live/paper.jinja", _paper_context(request, workshop, found, form, error), status=status)


def _paper_context(
    request: HttpRequest, workshop: Workshop, poll: Poll, form: PileForm, error: str
) -> dict[str, object]:
    subjects = subject_words(workshop, current_language())
    labels = perspective_labels(workshop)
    choices = [(key, labels[key]) for key in workshop.perspective_keys] + [("", labels[""])]
    return {
        "workshop": workshop, "poll": poll, "subject": subjects.get(poll.subject), "form": form, "error": error,
        "perspectives": [("", labels[""])] if poll.is_confidential else choices, "labels": labels,
        "parts": _counters(poll, subjects.get(poll.subject)), "sent": request.POST,
        "piles": paper_in([poll]).get(poll.pk, ()), "group": poll.group,
    }  # fmt: skip


def _counters(poll: Poll, subject: Subject | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields of the form, in parts with a heading; in the order of the printed tally sheet."""
    if poll.item.activity == Activity.LOOK_BACK:
        said = LOOK_BACK_WORDS()
        names = (*LOOK_BACK_ANSWERS, NO_ANSWER)
        return [
            (said[statement], [(key, said[name]) for key, name in zip(answers_to(statement), names, strict=True)])
            for statement in STATEMENTS
        ]
    if subject is not None:
        labels = {choice.key: choice.label for choice in subject.choices}
        return [("", [(key, labels.get(key, key)) for key in counters_of(poll)])]
    parts = []
    for option in poll.options:
        keys = [key for key in counters_of(poll) if key.partition("#")[0] == option["key"]]
        ranked = [(key, _("Rank %(rank)s") % {"rank": key.partition("#")[2]}) for key in keys if "#" in key]
        parts.append((str(option["label"]) if ranked else "", ranked or [(key, str(option["label"])) for key in keys]))
    return parts


def LOOK_BACK_WORDS() -> Mapping[str, str]:  # noqa: N802
    """The statements of the look back and their answers, in the language that is spoken now."""
    return {
        "heard": _("I could say what matters to me."),
        "learned": _("I learned something new."),
        "result": _("Something will come of the result."),
        "no": _("Does not apply"),
        "rather_no": _("Rather does not apply"),
        "rather_yes": _("Rather applies"),
        "yes": _("Applies"),
        NO_ANSWER: _("No answer"),
    }


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def remove_pile(request: HttpRequest, here: Here, workshop: Workshop, poll: int, count: int) -> HttpResponse:
    """Take counted ballots out again."""
    found = PaperCount.objects.filter(poll=poll, poll__workshop=workshop, number=count).first()
    if found is None:
        raise Http404
    remove_paper(workshop, found, by=here.person)
    return redirect(_address("live:paper", here, workshop, poll=poll))


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def outlines(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Note an agreement."""
    session = session_of(workshop)
    if session is None or not workshop.is_running:
        return _back(here, workshop, EVERYBODY)
    on = _on(workshop, session, request.POST.get("group", ""))
    form = OutlineForm(data=request.POST)
    if not form.is_valid():
        return render(request, "live/outline.jinja", {**_common(here, on), "form": form, "outline": None}, status=INVALID)
    item = on.scene.item if on.scene is not None else None
    agree(workshop, item, form.content, source=_source(on, request.POST), group=on.group, by=here.person)
    return _back(here, workshop, on.group)


def _source(on: On, sent: QueryDict) -> dict[str, object]:
    """The way back: which idea or cluster it came from, and what was talked about."""
    item = on.scene.item if on.scene is not None else None
    option = sent.get("option", "")
    return {
        "options": [option] if option else [],
        "item": item.number if item is not None else None,
        "subjects": list(item.subjects) if item is not None else [],
    }


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(READ_AND_SENT)
def change_outline_page(request: HttpRequest, here: Here, workshop: Workshop, outline: int) -> HttpResponse:
    """Correct an agreement."""
    found = next((one for one in outlines_of(workshop) if one.number == outline), None)
    if found is None:
        raise Http404
    form = OutlineForm(data=request.POST or None, initial=outline_as_typed(found))
    if form.is_valid():
        change_outline(workshop, found, form.content, by=here.person)
        return _back(here, workshop, found.group)
    status = INVALID if form.errors else 200
    context = {"workshop": workshop, "group": found.group, "form": form, "outline": found}
    return render(request, "live/outline.jinja", context, status=status)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def remove_outline(request: HttpRequest, here: Here, workshop: Workshop, outline: int) -> HttpResponse:
    """Take an agreement back."""
    found = next((one for one in outlines_of(workshop) if one.number == outline), None)
    if found is None:
        raise Http404
    take_outline_back(workshop, found, by=here.person)
    return _back(here, workshop, found.group)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_POST
def note(request: HttpRequest, here: Here, workshop: Workshop, item: int) -> HttpResponse:
    """Keep what was written down about an item."""
    found = next((one for one in items_of(workshop) if one.number == item), None)
    form = NoteForm(data=request.POST)
    if found is None or not form.is_valid():
        raise Http404
    group = found.group.number if found.group else EVERYBODY
    try:
        write_note(workshop, found, form.cleaned_data["text"], version=form.cleaned_data["version"])
        messages.success(request, _("The note is saved."))
    except Refused:
        kept = {"workshop": workshop, "item": found, "text": form.cleaned_data["text"], "group": group}
        other = notes_of(workshop).get(found.pk)
        return render(request, "live/note.jinja", {**kept, "other": other}, status=409)
    return _back(here, workshop, group)


def _on(workshop: Workshop, session: Session, group: str) -> On:
    groups = list(groups_of(workshop))
    number = _number(group) if group in {str(one.number) for one in groups} else EVERYBODY
    return On(workshop, session, number, groups, list(items_of(workshop)), scenes_of(workshop).get(number))


def _common(here: Here, on: On) -> dict[str, object]:
    return {
        "workshop": on.workshop, "session": on.session, "version": on.session.version, "group": on.group,
        "groups": on.groups, "scene": on.scene,
    }  # fmt: skip


def _context(request: HttpRequest, here: Here, on: On) -> dict[str, object]:
    item = on.scene.item if on.scene is not None else None
    polls = list(polls_in(item)) if item is not None else []
    subjects = subject_words(on.workshop, current_language())
    piles = paper_in(polls)
    poll = on.scene.poll if on.scene is not None else None
    withheld = withheld_of(on.workshop, poll, piles.get(poll.pk, ())) if poll is not None and not poll.is_revealed else None
    now = clock.now()
    return {
        **_common(here, on),
        "item": item, "items": on.mine, "next": on.next, "polls": polls, "poll": poll, "piles": piles,
        "asked": [(key, subjects[key], [one for one in polls if one.subject == key]) for key in (item.subjects if item else ()) if key in subjects],
        "withheld": said_of_withheld(*withheld) if withheld else "",
        "pulse": pulse_of(on.workshop, on.session, on.group),
        "stage": stage_scene(on.workshop, on.group),
        "stage_address": request.build_absolute_uri(reverse("stage:stage", kwargs={"key": on.session.stage_key})) + (f"?group={on.group}" if on.group else ""),
        "join_address": request.build_absolute_uri(reverse("phone:code")),
        "stream": token_for(on.workshop, Audience.CONSOLE, on.group, current_language()),
        "ends_at": on.scene.item_began_at + timedelta(minutes=item.minutes) if on.scene is not None and item is not None else None,
        "now": now, "note": notes_of(on.workshop).get(item.pk) if item is not None else None,
        "outlines": [one for one in outlines_of(on.workshop) if on.group in (EVERYBODY, one.group)],
        "outline_form": OutlineForm(), "last": on.session.history[-1]["label"] if on.session.history else "",
        "options": _options_of(on.workshop, item) if item is not None and item.activity == Activity.PRIORITISE else [],
        "labels": perspective_labels(on.workshop),
    }  # fmt: skip


def _address(name: str, here: Here, workshop: Workshop, group: int = EVERYBODY, **parts: object) -> str:
    path = reverse(name, kwargs={"slug": here.municipality.slug, "workshop": workshop.number, **parts})
    return f"{path}?group={group}" if group else path


def _back(here: Here, workshop: Workshop, group: int) -> HttpResponse:
    return redirect(_address("live:console", here, workshop, group))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
