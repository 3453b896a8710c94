"""Bringing the stored register up to date with a file: what is new, what changed, what ended. Nothing is half done."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import Person
from weltoffen.foundation.refusals import Refused
from weltoffen.journal.actions import record
from weltoffen.municipalities.choices import MunicipalityEvent, PlaceKind
from weltoffen.municipalities.models import RegisteredPlace
from weltoffen.municipalities.queries import present_places
from weltoffen.municipalities.register.rows import KIND_OF_LENGTH, Fault, FaultyRegister, PlaceRow
from weltoffen.municipalities.register.successors import Succession

TOGETHER = 500
KEPT_UP_TO_DATE = ("name", "designation", "population", "area", "parent_id")
LENGTHS_ABOVE = sorted(KIND_OF_LENGTH, reverse=True)


class OlderRegister(Refused):
    """An older file would end what began since."""

    remedy = _("Import a newer file.")

    def __init__(self, as_of: date, stored: date) -> None:
        super().__init__()
        self.sentence = gettext("The file describes %(day)s, the stored register is newer: %(stored)s.") % {
            "day": as_of.isoformat(), "stored": stored.isoformat(),
        }  # fmt: skip


class Imported(NamedTuple):
    """How many places of a file were what."""

    new: int
    changed: int
    ended: int
    unchanged: int
    succeeded: int = 0


@transaction.atomic
def import_register(
    rows: Sequence[PlaceRow],
    *,
    as_of: date,
    complete: Collection[PlaceKind],
    source: str,
    by: Person | None,
    successions: Sequence[Succession] = (),
) -> Imported:
    """Store the register as it is on the day `as_of`; a present place of a `complete` kind that is not in `rows` ended.

    Raises `OlderRegister`, and `FaultyRegister` where a succession names a place that is not there.
    """
    _require_newer(as_of, complete)
    present = {place.key: place for place in present_places()}
    new, changed = _brought_up_to_date(rows, present, as_of)
    named = {row.key for row in rows}
    ended = [place for place in present.values() if place.kind in complete and place.key not in named]
    _end(ended, as_of)
    succeeded = _store_successions(successions)
    unchanged = len(rows) - new - changed
    report = Imported(new, changed, len(ended), unchanged, succeeded)
    subject = f"{source}, {as_of.isoformat()}"
    record(MunicipalityEvent.REGISTER_IMPORTED, by=by, municipality=None, subject=subject, details=report._asdict())
    return report


def _require_newer(as_of: date, complete: Collection[PlaceKind]) -> None:
    stored = RegisteredPlace.objects.filter(kind__in=complete).aggregate(began=Max("valid_from"), ended=Max("valid_to"))
    newest = max((day for day in stored.values() if day is not None), default=as_of)
    if as_of < newest:
        raise OlderRegister(as_of, newest)


def _brought_up_to_date(rows: Sequence[PlaceRow], present: dict[str, RegisteredPlace], as_of: date) -> tuple[int, int]:
    """Store what is new and what changed, from the states downwards, because a place points to the one above it."""
    new = changed = 0
    numbers = {key: place.pk for key, place in present.items()}
    for length in KIND_OF_LENGTH:
        of_length = [row for row in rows if len(row.key) == length]
        began = [_begun(row, numbers, as_of) for row in of_length if row.key not in present]
        for place in RegisteredPlace.objects.bulk_create(began, batch_size=TOGETHER):
            numbers[place.key] = place.pk
        differing = [
            present[row.key] for row in of_length if row.key in present and _update(present[row.key], row, numbers)
        ]
        _overwrite(differing)
        new, changed = new + len(began), changed + len(differing)
    return new, changed


def _begun(row: PlaceRow, numbers: Mapping[str, int], as_of: date) -> RegisteredPlace:
    return RegisteredPlace(
        key=row.key, municipality_key=row.municipality_key, name=row.name, designation=row.designation, kind=row.kind,
        population=row.population, area=row.area, parent_id=_above(row.key, numbers), valid_from=as_of,
    )  # fmt: skip


def _update(place: RegisteredPlace, row: PlaceRow, numbers: Mapping[str, int]) -> bool:
    """Put into `place` what a row says; whether that changed it. What a file does not say stays."""
    said = {
        "name": row.name,
        "designation": row.designation or place.designation,
        "population": place.population if row.population is None else row.population,
        "area": place.area if row.area is None else row.area,
        "parent_id": _above(row.key, numbers),
    }
    differs = any(getattr(place, field) != value for field, value in said.items())
    for field, value in said.items():
        setattr(place, field, value)
    return differs


def _above(key: str, numbers: Mapping[str, int]) -> int | None:
    """The nearest place above: the one with the longest key that this key begins with."""
    shorter = (key[:length] for length in LENGTHS_ABOVE if length < len(key))
    return next((numbers[prefix] for prefix in shorter if prefix in numbers), None)


def _overwrite(places: Sequence[RegisteredPlace]) -> None:
    """Store changed places: by writing them over their rows, which costs a tenth of `bulk_update`."""
    RegisteredPlace.objects.bulk_create(
        places, batch_size=TOGETHER, update_conflicts=True, unique_fields=["pk"],
        update_fields=[field.removesuffix("_id") for field in KEPT_UP_TO_DATE],
    )  # fmt: skip


def _end(places: Iterable[RegisteredPlace], as_of: date) -> None:
    numbers = [place.pk for place in places]
    for start in range(0, len(numbers), TOGETHER):
        RegisteredPlace.objects.filter(pk__in=numbers[start : start + TOGETHER]).update(valid_to=as_of)


def _store_successions(successions: Sequence[Succession]) -> int:
    """Say who took the place of those that ended; every fault is told at once."""
    keys = {key for one in successions for key in (one.ended, one.successor)}
    places = RegisteredPlace.objects.filter(key__in=keys).order_by("valid_from")
    present = {place.key: place for place in places if place.valid_to is None}
    past = {place.key: place for place in places if place.valid_to is not None}
    faults = [fault for one in successions for fault in _faults_of(one, past, present)]
    if faults:
        raise FaultyRegister(faults)
    for one in successions:
        RegisteredPlace.objects.filter(pk=past[one.ended].pk).update(successor=present[one.successor])
    return len(successions)


def _faults_of(
    succession: Succession, past: Mapping[str, RegisteredPlace], present: Mapping[str, RegisteredPlace]
) -> list[Fault]:
    faults = []
    if succession.ended not in past:
        faults.append(
            Fault(succession.line, gettext("No place with the key %(key)s ended.") % {"key": succession.ended})
        )
    if succession.successor not in present:
        faults.append(
            Fault(succession.line, gettext("There is no place with the key %(key)s.") % {"key": succession.successor})
        )
    return faults
