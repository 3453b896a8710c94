"""What can be chosen: in a poll that is opened answers, statements or ideas on the stage; for an agreement an idea."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from weltoffen.live.bridge import options_for, priorities_of
from weltoffen.live.models import EVERYBODY, Idea
from weltoffen.live.queries import ideas_of, paper_in, polls_of
from weltoffen.live.rules import STATEMENTS
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.options import prioritise_options
from weltoffen.workshops.queries import items_of

Options = list[dict[str, str]]


def options_at(workshop: Workshop, item: AgendaItem, subject: str = "") -> Options:
    """The options of an item, or of one of the subjects that it rates; empty where there is nothing to choose."""
    match item.activity:
        case Activity.RATE:
            return options_for(workshop, subject) if subject in item.subjects else []
        case Activity.LOOK_BACK:
            return [{"key": statement, "label": ""} for statement in STATEMENTS]
        case Activity.PRIORITISE:
            return _preferable(workshop, item)
    return []


def _preferable(workshop: Workshop, item: AgendaItem) -> Options:
    """Clusters, each as one, and the ideas in none."""
    sources = _sources(workshop, item)
    ideas = [idea for idea in ideas_of(workshop) if idea.item_id in sources and idea.is_shown]
    return [{"key": key, "label": label} for key, label in _labels(ideas).items()]


def _labels(ideas: Sequence[Idea]) -> dict[str, str]:
    """Clusters first, in the order of their numbers, then the ideas in none."""
    clusters = {idea.cluster.number: idea.cluster for idea in ideas if idea.cluster is not None}
    loose = {idea.key: idea.text for idea in ideas if idea.cluster is None}
    return {**{one.key: one.title for _number, one in sorted(clusters.items())}, **loose}


def _sources(workshop: Workshop, item: AgendaItem) -> frozenset[int]:
    """The items whose ideas are preferred: those that the agenda names, else all, in a group those of the group."""
    named = prioritise_options(item).of
    collecting = [one for one in items_of(workshop) if one.activity == Activity.COLLECT]
    if named:
        return frozenset(one.pk for one in collecting if one.number in named)
    return frozenset(one.pk for one in collecting if item.group_id in (None, one.group_id))


class Agreeable(NamedTuple):
    """An idea or a cluster that may become an agreement; `place` is that of the last prioritisation, 0 without one."""

    key: str
    label: str
    place: int


def agreeable_ideas(workshop: Workshop, group: int = EVERYBODY) -> list[Agreeable]:
    """What may become an agreement: the ideas on the stage, those first that guests put first."""
    labels = _labels(_ideas_on_stage(workshop, group))
    places = _places(workshop, group)
    found = [Agreeable(key, label, places.get(key, 0)) for key, label in labels.items()]
    return sorted(found, key=lambda one: (one.place == 0, one.place))


def subjects_behind(workshop: Workshop, key: str) -> list[str]:
    """What was talked about when an idea, or those of a cluster, came up: fields and questions, each once."""
    behind = [one for one in ideas_of(workshop) if key in (one.key, one.cluster.key if one.cluster else None)]
    items: Iterable[AgendaItem] = {one.item_id: one.item for one in behind}.values()
    return list(dict.fromkeys(subject for item in items for subject in item.subjects))


def _ideas_on_stage(workshop: Workshop, group: int) -> list[Idea]:
    return [idea for idea in ideas_of(workshop) if idea.is_shown and group in (EVERYBODY, idea.group)]


def _places(workshop: Workshop, group: int) -> Mapping[str, int]:
    """The places of the last prioritisation that was revealed, of this group or of everybody."""
    for poll in reversed(polls_of(workshop)):
        if poll.item.activity == Activity.PRIORITISE and poll.is_revealed and group in (EVERYBODY, poll.group):
            view = priorities_of(workshop, poll, paper_in([poll]).get(poll.pk, ())).view
            return {one.item: one.place for one in view.order}
    return {}
