"""The few places that come with the platform, so that a trial needs no download."""

import csv
from pathlib import Path

from weltoffen.accounts.models import Person
from weltoffen.municipalities.register.importing import Imported, import_register
from weltoffen.municipalities.register.rows import PlaceRow, whole_number
from weltoffen.municipalities.register.zensus import CENSUS_DAY

PLACES = Path(__file__).parents[1] / "seed" / "places.csv"


def seed_rows() -> tuple[PlaceRow, ...]:
    """The places of the file; it is ours, so it is not checked like one from outside."""
    with PLACES.open(encoding="utf-8", newline="") as file:
        return tuple(
            PlaceRow(line["key"], line["name"], line["designation"], whole_number(line["population"]))
            for line in csv.DictReader(file)
        )


def import_seed(*, by: Person | None) -> Imported:
    """Store these places; none ends, because the file is no complete register."""
    return import_register(seed_rows(), as_of=CENSUS_DAY, complete=(), source="Zensus 2022", by=by)
