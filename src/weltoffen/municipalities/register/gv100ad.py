"""The GV100AD of the Federal Statistical Office: records of fixed width for states, regions, counties and the rest.

Positions, counted from 1: kind of record 1–2, day of the state of the area 3–10, state 11–12, region 13,
county 14–15, municipality 16–18, association 19–22, name 23–72, sign of the kind 123–124, area in hectares 129–139,
population 140–150.
"""

from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from weltoffen.municipalities.register.rows import Fault, PlaceRow, checked, whole_number
from weltoffen.municipalities.register.zensus import split_title

MUNICIPALITY = "60"
LENGTH_OF_KEY = {"10": 2, "20": 3, "30": 4, "40": 5, "50": 9, MUNICIPALITY: 12}
WIDTH = 220
DESIGNATIONS = {
    "41": "Kreisfreie Stadt",
    "42": "Stadtkreis",
    "43": "Kreis",
    "44": "Landkreis",
    "45": "Regionalverband",
    "50": "Verbandsfreie Gemeinde",
    "51": "Amt",
    "52": "Samtgemeinde",
    "53": "Verbandsgemeinde",
    "54": "Verwaltungsgemeinschaft",
    "55": "Kirchspielslandgemeinde",
    "56": "Verwaltungsverband",
    "57": "Verwaltungsgemeinschaft (Trägermodell)",
    "58": "Erfüllende Gemeinde",
    "60": "Markt",
    "61": "Kreisfreie Stadt",
    "62": "Stadtkreis",
    "63": "Stadt",
    "64": "Kreisangehörige Gemeinde",
    "65": "Gemeindefreies Gebiet, bewohnt",
    "66": "Gemeindefreies Gebiet, unbewohnt",
    "67": "Große Kreisstadt",
}


class Register(NamedTuple):
    """A whole file: the day that it describes, and its places."""

    as_of: date
    rows: tuple[PlaceRow, ...]


def read_gv100ad(text: str) -> Register:
    """The places of a file. Raises `FaultyRegister`."""
    rows: list[tuple[int, PlaceRow]] = []
    faults: list[Fault] = []
    days: dict[date, int] = {}
    for line, written in enumerate(text.splitlines(), start=1):
        if written.strip():
            _read_record(line, written.ljust(WIDTH), rows, faults, days)
    if len(days) > 1:
        later = max(days.values())
        faults.append(Fault(later, _("This line describes another day than the first one.")))
    places = checked(rows, faults)
    return Register(next(iter(days)), places)


def _read_record(
    line: int, record: str, rows: list[tuple[int, PlaceRow]], faults: list[Fault], days: dict[date, int]
) -> None:
    kind = record[:2]
    day = _day(record[2:10])
    if kind not in LENGTH_OF_KEY:
        faults.append(Fault(line, _("There is no kind of record “%(kind)s”.") % {"kind": kind.strip()}))
        return
    if day is None:
        faults.append(Fault(line, _("“%(written)s” is not a date.") % {"written": record[2:10].strip()}))
    else:
        days.setdefault(day, line)
    key = (record[10:15] + record[18:22] + record[15:18]).strip()
    if len(key) != LENGTH_OF_KEY[kind]:
        faults.append(Fault(line, _("The key “%(key)s” does not fit the kind of record.") % {"key": key}))
        return
    rows.append((line, _place(line, key, record, faults)))


def _place(line: int, key: str, record: str, faults: list[Fault]) -> PlaceRow:
    name, _title = split_title(record[22:72])
    designation = DESIGNATIONS.get(record[122:124], "")
    if record[:2] != MUNICIPALITY:
        return PlaceRow(key, name, designation)
    area, population = (whole_number(record[start:end].strip()) for start, end in ((128, 139), (139, 150)))
    if area is None or population is None:
        faults.append(Fault(line, _("Area or population is not a number.")))
    return PlaceRow(key, name, designation, population, area)


def _day(written: str) -> date | None:
    try:
        return datetime.strptime(written, "%Y%m%d").date()  # noqa: DTZ007 - a day without a time has no zone
    except ValueError:
        return None
