"""Minutes as plain JSON and back: what was agreed is stored whole, in every language of the product.

What comes from elsewhere is looked at anew: only values that our own minutes can hold, and nothing of few people.
"""

import re
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from selfcheck_documents.charts.perspectives import View
from selfcheck_documents.minutes import Minutes, Priorities, RoundResult, StatusKind, minutes_document
from weltoffen.foundation.templating import WORDS
from weltoffen.minutes.models import LONGEST_TEXT
from weltoffen.workshops.models import LOWEST_THRESHOLD

FRACTION = re.compile(r"-?[0-9]{1,60}(/[0-9]{1,60})?")
LANGUAGES = ("de", "en")
MOST_PEOPLE, MOST_THINGS, MOST_CHOICES = 1_000_000, 2_000, 40
YEARS = range(1970, 2200)


def as_json(minutes: Minutes) -> dict[str, Any]:
    """Everything that the minutes say."""
    return cast(dict[str, Any], _plain(minutes))


def from_json(stored: dict[str, Any]) -> Minutes:
    """The minutes that were stored. Words of later versions that are missing there have their usual value."""
    return cast(Minutes, _typed(Minutes, stored))


def are_kept(content: object) -> bool:
    """Whether JSON values by language are agreed minutes that can be shown, whoever wrote them."""
    return (
        isinstance(content, dict) and set(content) == set(LANGUAGES) and all(_is_sound(one) for one in content.values())
    )


def _is_sound(stored: object) -> bool:
    if not isinstance(stored, dict):
        return False
    try:
        minutes = from_json(stored) if _is_bearable(stored) else None
        is_whole = minutes is not None and as_json(minutes) == stored and _may_be_shown(minutes)
        return is_whole and minutes is not None and bool(minutes_document(minutes, WORDS["de"]).facts)
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError):
        return False


def _is_bearable(value: object) -> bool:
    """Whether no text, list or number is larger than those of minutes."""
    if isinstance(value, dict):
        return all(map(_is_bearable, value.values()))
    if isinstance(value, list):
        return len(value) <= MOST_THINGS and all(map(_is_bearable, value))
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT
    return value is None or (type(value) is int and 0 <= value <= MOST_PEOPLE)


def _may_be_shown(minutes: Minutes) -> bool:
    """Whether they are agreed, lie in our time, and count nobody by fewer people than any workshop shows."""
    status = minutes.status
    is_agreed = status.kind is StatusKind.AGREED and status.day is not None and bool(status.by)
    numbers = [one.number for one in minutes.guests]
    results = [one for item in minutes.items for one in item.results]
    priorities = [one for item in minutes.items for one in item.priorities]
    return (
        is_agreed and bool(minutes.title) and minutes.day.year in YEARS
        and all(not one.isdecimal() or int(one) >= LOWEST_THRESHOLD for one in numbers)
        and all(map(_is_rating, results)) and all(map(_is_order, priorities))
    )  # fmt: skip


def _is_rating(result: RoundResult) -> bool:
    choices = len(result.choices)
    return 0 < choices <= MOST_CHOICES and all(_is_of_many(one, choices) for one in result.views)


def _is_of_many(view: View, choices: int) -> bool:
    return view.counts is None or (len(view.counts) == choices and sum(view.counts) >= LOWEST_THRESHOLD)


def _is_order(order: Priorities) -> bool:
    is_of_many = order.voters is None or order.voters >= LOWEST_THRESHOLD
    return is_of_many and all(len(row.by_perspective) in (0, len(order.perspectives)) for row in order.rows)


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Fraction | StrEnum):
        return str(value)
    return value.isoformat() if isinstance(value, date | time) else value


def _typed(kind: Any, stored: Any) -> Any:
    if get_origin(kind) is UnionType:
        return None if stored is None else _typed(get_args(kind)[0], stored)
    if get_origin(kind) is tuple:
        return tuple(_typed(get_args(kind)[0], one) for one in stored)
    if kind in (date, time):
        return kind.fromisoformat(stored)
    if kind in (str, int):
        if type(stored) is not kind:
            raise TypeError(kind)
        return stored
    if kind is Fraction and not FRACTION.fullmatch(stored):
        raise ValueError(stored)
    if isinstance(stored, dict):
        hints = get_type_hints(kind)
        return kind(**{name: _typed(hints[name], one) for name, one in stored.items() if name in hints})
    return kind(stored)
