"""What a file of the register says about a place, and how the file is refused when it is faulty."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import NamedTuple

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.refusals import Refused
from weltoffen.municipalities.choices import PlaceKind

MOST_SHOWN = 100
LONGEST_NAME = 120
KIND_OF_LENGTH = {
    2: PlaceKind.STATE,
    3: PlaceKind.REGION,
    4: PlaceKind.REGION,
    5: PlaceKind.COUNTY,
    9: PlaceKind.ASSOCIATION,
    12: PlaceKind.MUNICIPALITY,
}
STATES = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}


class PlaceRow(NamedTuple):
    """A place as a file of the register describes it; None is what the file does not say."""

    key: str
    name: str
    designation: str = ""
    population: int | None = None
    area: int | None = None

    @property
    def kind(self) -> PlaceKind:
        """What it is, by the length of its key."""
        return KIND_OF_LENGTH[len(self.key)]

    @property
    def municipality_key(self) -> str:
        """The eight digits of a municipality, which leave out its association; empty for other places."""
        return self.key[:5] + self.key[9:] if self.kind == PlaceKind.MUNICIPALITY else ""


class Fault(NamedTuple):
    """One thing that is wrong, and in which line."""

    line: int
    sentence: str


class FaultyRegister(Refused):
    """A file with faults, all of which are told; nothing of it is stored."""

    remedy = _("Nothing was stored.")

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = tuple(sorted(faults))
        lines = [gettext("line %(line)s: %(fault)s") % {"line": line, "fault": said} for line, said in self.faults]
        more = len(lines) - MOST_SHOWN
        shown = lines[:MOST_SHOWN]
        if more > 0:
            shown.append(ngettext("and %(num)s more", "and %(num)s more", more) % {"num": more})
        heading = ngettext("The file has %(num)s fault:", "The file has %(num)s faults:", len(lines))
        self.sentence = "\n- ".join([heading % {"num": len(lines)}, *shown])

    def __str__(self) -> str:
        return f"{self.sentence}\n{self.remedy}"


def checked(rows: Sequence[tuple[int, PlaceRow]], faults: Sequence[Fault]) -> tuple[PlaceRow, ...]:
    """The rows of a file with the faults that its reader found, if they can be used; raises `FaultyRegister`."""
    found = [*faults, *(fault for line, row in rows for fault in _faults_of(line, row)), *_doubled(rows)]
    if not rows and not found:
        found.append(Fault(1, gettext("The file names no place.")))
    if found:
        raise FaultyRegister(found)
    return tuple(row for _line, row in rows)


def table_lines(text: str, columns: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The lines of a table with these columns, with their numbers and without empty ones. Raises `FaultyRegister`."""
    reader = csv.reader(StringIO(text, newline=""))
    try:
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if cells]
    except csv.Error as error:
        raise FaultyRegister([Fault(reader.line_num, gettext("The line cannot be read as a table."))]) from error
    if not lines or lines[0][1] != list(columns):
        raise FaultyRegister(
            [Fault(1, gettext("The first line must be: %(columns)s") % {"columns": ",".join(columns)})]
        )
    return lines[1:]


def whole_number(written: str) -> int | None:
    """A number of a file, or None where it is none."""
    return int(written) if written.isascii() and written.isdecimal() else None


def _faults_of(line: int, row: PlaceRow) -> list[Fault]:
    faults = []
    if not (row.key.isascii() and row.key.isdecimal()) or len(row.key) not in KIND_OF_LENGTH:
        faults.append(Fault(line, gettext("“%(key)s” is no regional key.") % {"key": row.key}))
    elif row.key[:2] not in STATES:
        faults.append(Fault(line, gettext("No state has the key of “%(key)s”.") % {"key": row.key}))
    if not 0 < len(row.name) <= LONGEST_NAME:
        faults.append(Fault(line, gettext("The name is missing, or is longer than %(most)s characters.") % {
            "most": LONGEST_NAME
        }))  # fmt: skip
    return faults


def _doubled(rows: Sequence[tuple[int, PlaceRow]]) -> list[Fault]:
    first: dict[str, int] = {}
    doubled = [(line, row.key) for line, row in rows if first.setdefault(row.key, line) != line]
    return [
        Fault(line, gettext("The key %(key)s stands in line %(other)s already.") % {"key": key, "other": first[key]})
        for line, key in doubled
    ]
