"""What the activity of an agenda item is told, as typed values: what is stored, and defaults for the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem
from weltoffen.workshops.rules import OPTIONS


@dataclass(frozen=True, slots=True)
class NoOptions:
    """Of activities that need to know nothing."""


@dataclass(frozen=True, slots=True)
class RateOptions:
    """How guests rate. Of a confidential rating only the total is ever shown, without a text, and exported nowhere."""

    is_confidential: bool


@dataclass(frozen=True, slots=True)
class CollectOptions:
    """What ideas are collected to, and how many one phone can send."""

    question: str
    most_ideas: int


@dataclass(frozen=True, slots=True)
class PrioritiseOptions:
    """How preferences are counted (a value of `Counting`). `of`: numbers of items that collect; none: all before it."""

    counting: str
    points: int
    most_on_one: int
    of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LookBackOptions:
    """Whether guests can also write a sentence about the workshop."""

    has_text: bool


Options = NoOptions | RateOptions | CollectOptions | PrioritiseOptions | LookBackOptions


def stored_options(item: AgendaItem) -> Mapping[str, Any]:
    """What is stored, and the defaults of what is not."""
    known = {one.key: one for one in OPTIONS[item.activity]}
    stored = {key: value for key, value in item.options.items() if key in known and known[key].may_be(value)}
    return {**{key: one.default for key, one in known.items()}, **stored}


def rate_options(item: AgendaItem) -> RateOptions:
    """The options of an item of the activity `rate`."""
    return RateOptions(**stored_options(item))


def collect_options(item: AgendaItem) -> CollectOptions:
    """The options of an item of the activity `collect`."""
    return CollectOptions(**stored_options(item))


def prioritise_options(item: AgendaItem) -> PrioritiseOptions:
    """The options of an item of the activity `prioritise`; on one nobody can put more points than there are."""
    stored = stored_options(item)
    return PrioritiseOptions(
        counting=stored["counting"],
        points=stored["points"],
        most_on_one=min(stored["points"], stored["most_on_one"]),
        of=tuple(stored["of"]),
    )


def look_back_options(item: AgendaItem) -> LookBackOptions:
    """The options of an item of the activity `look_back`."""
    return LookBackOptions(**stored_options(item))


def options_of(item: AgendaItem) -> Options:
    """The options of an item, whatever its activity."""
    match item.activity:
        case Activity.RATE:
            return rate_options(item)
        case Activity.COLLECT:
            return collect_options(item)
        case Activity.PRIORITISE:
            return prioritise_options(item)
        case Activity.LOOK_BACK:
            return look_back_options(item)
    return NoOptions()
