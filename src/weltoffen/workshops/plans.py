"""Working groups and agenda items before they are stored: what proposals, templates and forms are made of."""

from collections.abc import Sequence
from typing import NamedTuple


class PlannedGroup(NamedTuple):
    """A working group before it is stored."""

    title: str
    field: str = ""
    place: str = ""


class PlannedItem(NamedTuple):
    """An agenda item before it is stored; `group` is the place of its group in the list from 1, or 0 for everybody."""

    activity: str
    title: str
    minutes: int
    group: int = 0
    notes: str = ""
    subjects: Sequence[str] = ()
    reasons: Sequence[object] = ()
    options: dict[str, object] = {}  # noqa: RUF012 - never changed
    is_fixed: bool = False
