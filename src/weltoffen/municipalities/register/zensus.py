"""The list of municipalities of the census: one line each with state, key, name with its title, and population.

Columns: `state,ags,place,population`; the column `ags` holds the twelve digits of the regional key.
"""

from datetime import date

from django.utils.translation import gettext as _

from weltoffen.municipalities.register.rows import STATES, Fault, PlaceRow, checked, table_lines, whole_number

CENSUS_DAY = date(2022, 5, 15)
COLUMNS = ["state", "ags", "place", "population"]
LENGTH_OF_KEY = 12
SHORT_NAMES = dict(
    zip(
        ("SH", "HH", "NI", "HB", "NW", "HE", "RP", "BW", "BY", "SL", "BE", "BB", "MV", "SN", "ST", "TH"),
        STATES,
        strict=True,
    )
)
ABBREVIATIONS = {"M": "Markt", "St": "Stadt", "GKSt": "Große Kreisstadt", "Krst.": "Kreisstadt"}

Numbered = tuple[int, PlaceRow]


def read_zensus(text: str) -> tuple[PlaceRow, ...]:
    """The municipalities of the list, and the states that they lie in. Raises `FaultyRegister`."""
    rows: list[Numbered] = []
    faults: list[Fault] = []
    for line, cells in table_lines(text, COLUMNS):
        _read_line(line, cells, rows, faults)
    return checked([*_states_of(rows), *rows], faults)


def split_title(place: str) -> tuple[str, str]:
    """Name and title of a place: “Eisenberg (Pfalz), Stadt” is the town Eisenberg (Pfalz)."""
    name, _comma, title = (part.strip() for part in place.partition(","))
    return name, ABBREVIATIONS.get(title, title)


def _read_line(line: int, cells: list[str], rows: list[Numbered], faults: list[Fault]) -> None:
    if len(cells) != len(COLUMNS):
        faults.append(Fault(line, _("The line has %(number)s columns instead of four.") % {"number": len(cells)}))
        return
    state, key, place, people = cells
    name, designation = split_title(place)
    population = whole_number(people)
    if population is None:
        faults.append(Fault(line, _("“%(written)s” is no number of people.") % {"written": people}))
    if len(key) != LENGTH_OF_KEY:
        faults.append(Fault(line, _("The key “%(key)s” has not twelve digits.") % {"key": key}))
    elif SHORT_NAMES.get(state) != key[:2]:
        faults.append(Fault(line, _("The key %(key)s does not lie in “%(state)s”.") % {"key": key, "state": state}))
    else:
        rows.append((line, PlaceRow(key, name, designation, population)))


def _states_of(rows: list[Numbered]) -> list[Numbered]:
    return [(1, PlaceRow(key, STATES[key])) for key in sorted({row.key[:2] for _line, row in rows} & set(STATES))]
