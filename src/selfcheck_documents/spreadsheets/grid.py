"""The cells of a sheet as they were found, whatever file they come from, and the names of cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from selfcheck.faults import cell
from selfcheck.messages import message
from selfcheck.sheets.building import Checker, Place

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
SHORTEST_FLOAT = ".15g"  # what a spreadsheet program shows of a number


@dataclass(frozen=True, slots=True)
class CellError:
    """What a cell shows when its formula fails, such as #REF!."""

    shown: str


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet."""

    name: str
    rows: Sequence[Sequence[object]]

    def value(self, row: int, column: int) -> object:
        """The value of a cell, counted from 0; an empty text outside of what is filled."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""

    def place(self, row: int, column: int) -> Place:
        """The place of a cell."""
        return Place(cell(reference(row, column), self.name))


def reference(row: int, column: int) -> str:
    """The name of a cell, rows and columns counted from 0: (6, 2) is C7."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def position(name: str) -> tuple[int, int] | None:
    """The row and column, counted from 0, of a cell by its name: C7 is (6, 2). None for anything else."""
    found = REFERENCE.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def text_of(value: object, place: Place, checker: Checker) -> str:
    """A value as the text that people see in the cell; a failed formula is reported."""
    if isinstance(value, str):
        return value
    if isinstance(value, CellError):
        checker.report(place, message("the cell holds a formula that failed. Write the value itself."), value.shown)
        return ""
    return as_text(value)


def as_text(value: object) -> str:
    """A number, truth value, date or time as text: 3.0 is "3", dates are ISO."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return format(value, SHORTEST_FLOAT)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
