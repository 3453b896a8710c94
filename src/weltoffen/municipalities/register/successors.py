"""Which place took the place of one that ended: a table of two keys, `ended,successor`."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from weltoffen.municipalities.register.rows import Fault, FaultyRegister, table_lines

COLUMNS = ["ended", "successor"]


class Succession(NamedTuple):
    """A place that ended and the one that goes on, by their keys; `line` is where it is written."""

    line: int
    ended: str
    successor: str


def read_successors(text: str) -> tuple[Succession, ...]:
    """The successions of a table. Raises `FaultyRegister`; whether the keys exist is asked when they are stored."""
    lines = table_lines(text, COLUMNS)
    faults = [
        Fault(line, _("A line needs two keys: of the place that ended, and of the one that goes on."))
        for line, cells in lines
        if len(cells) != len(COLUMNS) or not all(cells)
    ]
    if faults:
        raise FaultyRegister(faults)
    return tuple(Succession(line, cells[0], cells[1]) for line, cells in lines)
