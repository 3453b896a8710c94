"""Ideas as they come: looked at, put on the stage, put together; and those from cards."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weltoffen.foundation.forms import number_in
from weltoffen.foundation.refusals import Refused
from weltoffen.live.actions.collecting import (
    add_ideas,
    correct_idea,
    moderate,
    put_together,
    rename_cluster,
    take_apart,
)
from weltoffen.live.choices import IdeaState
from weltoffen.live.consoles import On, address_of, back_to, console_of, frame_of
from weltoffen.live.models import EVERYBODY
from weltoffen.live.queries import clusters_of, ideas_of, session_of
from weltoffen.live.rules import is_settled
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, Workshop

READ_AND_SENT = ["GET", "HEAD", "POST"]
INVALID = 422


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(READ_AND_SENT)
def ideas(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """Ideas as they come: show or decline them, put them together, add some from paper; for the minutes afterwards."""
    session = session_of(workshop)
    if session is None or (is_settled(workshop) and request.method != "POST"):
        return back_to(here, workshop)
    on = console_of(workshop, session, request.GET.get("group", "") or request.POST.get("group", ""))
    if request.method != "POST":
        return render(request, "live/ideas.jinja", _context(on))
    try:
        _moderate(on, request.POST)
    except Refused as refused:
        context = {**_context(on), "refusal": refused, "sent": request.POST}
        return render(request, "live/ideas.jinja", context, status=INVALID)
    return redirect(address_of("live:ideas", here, workshop, on.group))


def _moderate(on: On, sent: QueryDict) -> None:
    deed = sent.get("deed", "")
    chosen = {number_in(one) for one in sent.getlist("listed" if deed == "show_all" else "idea")}
    found = [idea for idea in ideas_of(on.workshop) if idea.number in chosen]
    cluster = next((one for one in clusters_of(on.workshop) if str(one.number) == sent.get("cluster", "")), None)
    match deed:
        case "show" | "show_all":
            moderate(on.workshop, found, IdeaState.SHOWN, group=on.group)
        case "decline":
            moderate(on.workshop, found, IdeaState.DECLINED, group=on.group)
        case "together":
            put_together(on.workshop, found, cluster, sent.get("title", ""), group=on.group)
        case "apart":
            take_apart(on.workshop, found, group=on.group)
        case "rename" if cluster is not None:
            rename_cluster(on.workshop, cluster, sent.get("title", ""), group=on.group)
        case "correct" if found:
            correct_idea(on.workshop, found[0], sent.get("text", ""), group=on.group)
        case "add":
            _add(on, sent)


def _add(on: On, sent: QueryDict) -> None:
    lines = [line for line in sent.get("texts", "").splitlines() if line.strip()]
    item = next((one for one in _collecting(on) if str(one.number) == sent.get("item", "")), None)
    if item is not None and lines:
        add_ideas(on.workshop, item, lines, group=item.group.number if item.group else EVERYBODY)


def _collecting(on: On) -> list[AgendaItem]:
    items = on.items if on.workshop.has_ended else on.mine
    return [item for item in items if item.activity in (Activity.COLLECT, Activity.LOOK_BACK)]


def _named(item: AgendaItem) -> str:
    return f"{item.title} ({item.group.title})" if item.group is not None else item.title


def _context(on: On) -> dict[str, object]:
    found = [idea for idea in ideas_of(on.workshop) if on.group in (EVERYBODY, idea.group)]
    clusters, collecting = clusters_of(on.workshop), _collecting(on)
    return {
        **frame_of(on), "refusal": None, "sent": QueryDict(),
        "waiting": [idea for idea in found if idea.state == IdeaState.WAITING],
        "shown": [idea for idea in found if idea.is_shown],
        "idea_choices": [(str(idea.number), idea.text) for idea in found if idea.is_shown],
        "declined": [idea for idea in found if idea.state == IdeaState.DECLINED],
        "clusters": clusters,
        "group_title": next((one.title for one in on.groups if one.number == on.group), ""),
        "is_mixed": len({idea.item_id for idea in found}) > 1,
        "cluster_choices": [(str(one.number), one.title) for one in clusters],
        "collecting": collecting,
        "collecting_choices": [(str(one.number), _named(one)) for one in collecting],
    }  # fmt: skip
