"""Minutes as plain JSON and back: what was agreed is stored whole, in every language of the product."""

from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from selfcheck_documents.minutes import Minutes


def as_json(minutes: Minutes) -> dict[str, Any]:
    """Everything that the minutes say."""
    return cast(dict[str, Any], _plain(minutes))


def from_json(stored: dict[str, Any]) -> Minutes:
    """The minutes that were stored. Words of later versions that are missing there have their usual value."""
    return cast(Minutes, _typed(Minutes, stored))


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
        return stored
    if isinstance(stored, dict):
        hints = get_type_hints(kind)
        return kind(**{name: _typed(hints[name], one) for name, one in stored.items() if name in hints})
    return kind(stored)
