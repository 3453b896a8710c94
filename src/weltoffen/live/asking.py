"""What can be chosen when a poll is opened: answers of a rating, statements, or the ideas that are on the stage."""

from collections.abc import Sequence

from weltoffen.live.bridge import options_for
from weltoffen.live.models import Idea
from weltoffen.live.queries import ideas_of
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
    clusters = {idea.cluster.number: idea.cluster.title for idea in ideas if idea.cluster is not None}
    return [
        *({"key": f"c{number}", "label": title} for number, title in sorted(clusters.items())),
        *({"key": f"i{idea.number}", "label": idea.text} for idea in _loose(ideas)),
    ]


def _loose(ideas: Sequence[Idea]) -> list[Idea]:
    return [idea for idea in ideas if idea.cluster is None]


def _sources(workshop: Workshop, item: AgendaItem) -> frozenset[int]:
    """The items whose ideas are preferred: those that the agenda names, else all, in a group those of the group."""
    named = prioritise_options(item).of
    collecting = [one for one in items_of(workshop) if one.activity == Activity.COLLECT]
    if named:
        return frozenset(one.pk for one in collecting if one.number in named)
    return frozenset(one.pk for one in collecting if item.group_id in (None, one.group_id))
