"""What is on for the stage and the console, as values for their pages. Nothing is shown before it is revealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.template.loader import render_to_string
from markupsafe import Markup

from weltoffen.foundation.templating import current_language
from weltoffen.live.bridge import (
    Preferred,
    Shown,
    look_back_of,
    priorities_of,
    rating_chart,
    rating_of,
    subject_of,
)
from weltoffen.live.models import EVERYBODY, Cluster, Idea, Outline, Poll, Scene, Session
from weltoffen.live.queries import connected_to, ideas_of, outlines_of, paper_in, scenes_of, session_of, waiting_ideas
from weltoffen.live.rules import STATEMENTS, console_mark
from weltoffen.live.wording import look_back_words, perspective_labels, said_of_gap
from weltoffen.workshops.bridge import Subject
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, WorkingGroup, Workshop
from weltoffen.workshops.options import collect_options
from weltoffen.workshops.queries import groups_of

WELCOMING = frozenset({Activity.ARRIVE})


@dataclass(frozen=True, slots=True)
class Board:
    """Ideas on the stage: by cluster, and those in none."""

    clusters: Sequence[tuple[Cluster, Sequence[Idea]]]
    loose: Sequence[Idea]

    @property
    def number(self) -> int:
        """How many ideas there are."""
        return len(self.loose) + sum(len(ideas) for _cluster, ideas in self.clusters)


@dataclass(frozen=True, slots=True)
class StageScene:
    """What the stage shows. `welcomes`: whether the way to take part stands large."""

    kind: str
    item: AgendaItem | None = None
    group: WorkingGroup | None = None
    poll: Poll | None = None
    votes: int = 0
    on_paper: int = 0
    subjects: Sequence[Subject] = ()
    rating: Shown | None = None
    preferred: Preferred | None = None
    look_back: Sequence[tuple[str, object]] = ()
    board: Board | None = None
    question: str = ""
    outlines: Sequence[Outline] = ()
    groups: Sequence[WorkingGroup] = ()
    goes_on_at: datetime | None = None
    welcomes: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nobody can take part any more."""
        return self.kind == "ended"


def stage_scene(workshop: Workshop, group: int = EVERYBODY) -> StageScene:
    """What is on for the stage of everybody, or of a working group."""
    session = session_of(workshop)
    if workshop.has_ended:
        return StageScene("ended", outlines=outlines_of(workshop))
    if session is None or not workshop.is_running:
        return StageScene("not_begun", welcomes=True)
    if session.is_paused:
        return StageScene("pause")
    scene = scenes_of(workshop).get(group)
    if scene is None or scene.item is None:
        return StageScene("wait", welcomes=True)
    return _on(workshop, scene)


def _on(workshop: Workshop, scene: Scene) -> StageScene:
    groups = groups_of(workshop)
    mine = next((one for one in groups if one.number == scene.group), None)
    item = scene.item
    if item is None:
        return StageScene("wait")
    if scene.poll is not None:
        return _polled(workshop, item, scene.poll, mine)
    if item.activity == Activity.REPORT:
        return _report(workshop, scene, item, groups)
    return replace(
        StageScene(item.activity, item=item, group=mine, welcomes=item.activity in WELCOMING),
        **_more(workshop, scene, item, groups),
    )


def _more(
    workshop: Workshop, scene: Scene, item: AgendaItem, groups: Sequence[WorkingGroup]
) -> dict[str, Any]:  # fmt: skip
    match item.activity:
        case Activity.SHOW | Activity.RATE:
            found = (subject_of(workshop, key, current_language()) for key in item.subjects)
            return {"subjects": tuple(one for one in found if one)}
        case Activity.GROUPS:
            return {"groups": groups}
        case Activity.BREAK:
            return {"goes_on_at": scene.item_began_at + timedelta(minutes=item.minutes)}
        case Activity.AGREE:
            return {"outlines": outlines_of(workshop)}
        case Activity.COLLECT:
            return {"board": board_of(workshop, [item.pk]), "question": collect_options(item).question}
    return {}


def _polled(workshop: Workshop, item: AgendaItem, poll: Poll, group: WorkingGroup | None) -> StageScene:
    piles = paper_in([poll]).get(poll.pk, ())
    common: dict[str, Any] = {
        "item": item, "group": group, "poll": poll, "votes": poll.votes, "on_paper": sum(one.people for one in piles)
    }  # fmt: skip
    match item.activity:
        case Activity.RATE:
            subject = subject_of(workshop, poll.subject, current_language())
            rating = rating_of(workshop, poll, piles, current_language()) if poll.is_revealed else None
            return StageScene("rating", subjects=(subject,) if subject else (), rating=rating, **common)
        case Activity.PRIORITISE:
            preferred = priorities_of(workshop, poll, piles) if poll.is_revealed else None
            return StageScene("priorities", preferred=preferred, **common)
        case Activity.LOOK_BACK:
            shown = [(name, look_back_of(workshop, poll, piles, name)) for name in STATEMENTS]
            return StageScene("look_back", look_back=shown if poll.is_revealed else (), **common)
    board = board_of(workshop, [item.pk])
    return StageScene("collect", board=board, question=collect_options(item).question, **common)


def _report(workshop: Workshop, scene: Scene, item: AgendaItem, groups: Sequence[WorkingGroup]) -> StageScene:
    shown = next((one for one in groups if one.number == scene.shows_group), None)
    if shown is None:
        return StageScene("report", item=item, groups=groups)
    outlines = [one for one in outlines_of(workshop) if one.group == shown.number]
    ideas = [one for one in ideas_of(workshop) if one.group == shown.number and one.is_shown]
    return StageScene("report", item=item, group=shown, board=_board(ideas), outlines=outlines)


def board_of(workshop: Workshop, items: Sequence[int]) -> Board:
    """The ideas of these agenda items that are on the stage."""
    return _board([one for one in ideas_of(workshop) if one.item_id in items and one.is_shown])


def _board(ideas: Sequence[Idea]) -> Board:
    clusters: dict[int, tuple[Cluster, list[Idea]]] = {}
    for idea in ideas:
        if idea.cluster is not None:
            clusters.setdefault(idea.cluster.pk, (idea.cluster, []))[1].append(idea)
    ordered = sorted(clusters.values(), key=lambda one: one[0].number)
    return Board(ordered, [idea for idea in ideas if idea.cluster is None])


def stage_html(workshop: Workshop, scene: StageScene) -> Markup:
    """What the stage shows now."""
    rating = scene.rating
    room = rating.view.room if rating is not None else None
    return Markup(render_to_string("live/stage_scene.jinja", {  # noqa: S704
        "workshop": workshop, "scene": scene, "statements": look_back_words(),
        "chart": rating_chart(rating, room, perspective_labels(workshop), current_language())
        if rating is not None and room is not None else "",
        "gap": said_of_gap(str(room.classification)) if room is not None and room.classification else "",
    }))  # fmt: skip


def stage_state(workshop: Workshop, group: int) -> Mapping[str, object]:
    """What the update channel sends to a stage."""
    scene = stage_scene(workshop, group)
    return {"welcomes": scene.welcomes, "is_over": scene.is_over, "html": stage_html(workshop, scene)}


@dataclass(frozen=True, slots=True)
class Pulse:
    """What the console counts: devices on the line, votes by phone and on paper, ideas that wait."""

    phones: int
    stages: int
    votes: int
    on_paper: int
    waiting: int
    present: int


def pulse_of(workshop: Workshop, session: Session, scene: Scene | None, group: int) -> Pulse:
    """The figures of the console of a group with this scene."""
    phones, stages = connected_to(workshop, group)
    poll = scene.poll if scene is not None else None
    votes = poll.votes if poll is not None else 0
    on_paper = sum(pile.people for pile in paper_in([poll]).get(poll.pk, ())) if poll is not None else 0
    return Pulse(phones, stages, votes, on_paper, waiting_ideas(workshop, group), session.present)


def console_state(workshop: Workshop, group: int) -> Mapping[str, object]:
    """What the update channel sends to a console."""
    session = session_of(workshop)
    if session is None:
        return {"mark": "", "html": ""}
    scene = scenes_of(workshop).get(group)
    pulse = pulse_of(workshop, session, scene, group)
    html = render_to_string("live/pulse.jinja", {"workshop": workshop, "pulse": pulse, "group": group})
    return {"mark": console_mark(session, scene), "waiting": pulse.waiting, "html": html}
