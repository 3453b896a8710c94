"""Bringing the register up to date: new, changed, ended, unchanged; parents and successors; all or nothing."""

import os
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

import pytest
from django_scopes import scopes_disabled
from tests.rooms.municipalities.register_files import ZENSUS, gv100ad

from weltoffen.journal.models import Entry
from weltoffen.municipalities.choices import PlaceKind
from weltoffen.municipalities.models import RegisteredPlace
from weltoffen.municipalities.queries import places_named, places_with_key
from weltoffen.municipalities.register.formats import read_register
from weltoffen.municipalities.register.gv100ad import read_gv100ad
from weltoffen.municipalities.register.importing import Imported, OlderRegister, import_register
from weltoffen.municipalities.register.rows import FaultyRegister, PlaceRow
from weltoffen.municipalities.register.seed import import_seed, seed_rows
from weltoffen.municipalities.register.successors import Succession
from weltoffen.municipalities.register.zensus import read_zensus

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = date(2022, 5, 15), date(2023, 12, 31), date(2024, 12, 31)
WHOLE_LIST = os.environ.get("TESTS_REGISTER", "")


def bring(
    rows: Sequence[PlaceRow],
    as_of: date = FIRST,
    complete: Collection[PlaceKind] = (PlaceKind.MUNICIPALITY,),
    successions: Sequence[Succession] = (),
) -> Imported:
    return import_register(rows, as_of=as_of, complete=complete, source="Test", by=None, successions=successions)


def stored() -> list[tuple[object, ...]]:
    fields = ("key", "name", "population", "parent__key", "valid_from", "valid_to", "successor__key")
    return list(RegisteredPlace.objects.values_list(*fields))


def test_a_first_import_stores_every_place_below_the_nearest_one_above() -> None:
    done = bring(read_zensus(ZENSUS))

    assert done == Imported(new=7, changed=0, ended=0, unchanged=0)
    assert stored()[:3] == [
        ("07", "Rheinland-Pfalz", None, None, FIRST, None, None),
        ("073335002019", "Eisenberg (Pfalz)", 9224, "07", FIRST, None, None),
        ("073335004039", "Kirchheimbolanden", 7712, "07", FIRST, None, None),
    ]


def test_the_same_file_again_changes_nothing() -> None:
    bring(read_zensus(ZENSUS))
    before = stored()

    again = bring(read_zensus(ZENSUS))

    assert again == Imported(new=0, changed=0, ended=0, unchanged=7)
    assert stored() == before


def test_a_newer_file_ends_what_vanished_and_keeps_it() -> None:
    bring(read_zensus(ZENSUS))
    newer = ZENSUS.replace("Winnweiler,4766", "Winnweiler am Berg,4800").replace(
        "BY,092760130130,Lindberg,2294\n", "BY,092760130131,Neudorf,100\n"
    )

    done = bring(read_zensus(newer), SECOND)

    assert done == Imported(new=1, changed=1, ended=1, unchanged=5)
    assert [line for line in stored() if line[0] in ("073335006503", "092760130130", "092760130131")] == [
        ("073335006503", "Winnweiler am Berg", 4800, "07", FIRST, None, None),
        ("092760130130", "Lindberg", 2294, "09", FIRST, SECOND, None),
        ("092760130131", "Neudorf", 100, "09", SECOND, None, None),
    ]


def test_a_place_that_comes_back_is_a_new_one() -> None:
    without = ZENSUS.replace("BY,092760130130,Lindberg,2294\n", "")
    bring(read_zensus(ZENSUS))
    bring(read_zensus(without), SECOND)

    done = bring(read_zensus(ZENSUS), THIRD)

    assert done == Imported(new=1, changed=0, ended=0, unchanged=6)
    assert [line[4:6] for line in stored() if line[0] == "092760130130"] == [(FIRST, SECOND), (THIRD, None)]


def test_another_format_completes_what_the_first_one_left_open() -> None:
    bring(read_zensus(ZENSUS))

    done = bring(read_gv100ad(gv100ad()).rows, THIRD, tuple(PlaceKind))

    # Eisenberg has an area, other people and an association now; Bavaria and four places are not in this small file.
    assert done == Imported(new=3, changed=1, ended=5, unchanged=1)
    eisenberg = RegisteredPlace.objects.get(key="073335002019", valid_to=None)
    chain = [eisenberg, eisenberg.parent, eisenberg.parent.parent, eisenberg.parent.parent.parent]  # type: ignore[union-attr]
    assert [place.key for place in chain if place] == ["073335002019", "073335002", "07333", "07"]
    assert (eisenberg.area, eisenberg.population, eisenberg.designation, eisenberg.municipality_key) == (
        2013, 9310, "Stadt", "07333019",
    )  # fmt: skip


def test_what_a_file_does_not_say_stays() -> None:
    bring(read_gv100ad(gv100ad()).rows, FIRST, tuple(PlaceKind))

    bring(read_zensus(ZENSUS), SECOND)

    eisenberg = RegisteredPlace.objects.get(key="073335002019")
    assert (eisenberg.area, eisenberg.population) == (2013, 9224)
    assert RegisteredPlace.objects.get(key="07333").valid_to is None


def test_an_older_file_is_refused_and_nothing_changes() -> None:
    bring(read_zensus(ZENSUS), THIRD)
    before = stored()

    with pytest.raises(OlderRegister, match=r"Stand 2022-05-15; das gespeicherte Verzeichnis ist neuer: 2024-12-31\."):
        bring(read_zensus(ZENSUS.replace("Winnweiler,", "Anders,")), FIRST)

    assert stored() == before


def test_successors_are_stored_with_the_import() -> None:
    bring(read_zensus(ZENSUS))
    without = read_zensus(ZENSUS.replace("BY,092760130130,Lindberg,2294\n", ""))

    done = bring(without, SECOND, successions=[Succession(2, "092760130130", "094775437135")])

    assert done == Imported(new=0, changed=0, ended=1, unchanged=6, succeeded=1)
    assert [line[6] for line in stored() if line[0] == "092760130130"] == ["094775437135"]


def test_a_faulty_successor_undoes_the_whole_import() -> None:
    bring(read_zensus(ZENSUS))
    before = stored()
    without = read_zensus(ZENSUS.replace("BY,092760130130,Lindberg,2294\n", ""))

    with pytest.raises(FaultyRegister) as caught:
        bring(without, SECOND, successions=[
            Succession(2, "092760130130", "010000000000"), Succession(3, "073335006503", "094775437135"),
        ])  # fmt: skip

    assert [tuple(fault) for fault in caught.value.faults] == [
        (2, "Einen Ort mit dem Schlüssel 010000000000 gibt es nicht."),
        (3, "Kein Ort mit dem Schlüssel 073335006503 ist weggefallen."),
    ]
    assert stored() == before


def test_an_import_is_written_down() -> None:
    bring(read_zensus(ZENSUS))

    with scopes_disabled():
        entries = list(Entry.objects.values_list("event", "subject", "municipality_id", "details"))
    assert entries == [(
        "register_imported", "Test, 2022-05-15", None,
        {"new": 7, "changed": 0, "ended": 0, "unchanged": 0, "succeeded": 0},
    )]  # fmt: skip


def test_the_seed_ends_nothing_and_comes_with_its_county() -> None:
    bring(read_zensus(ZENSUS))

    done = import_seed(by=None)

    assert done == Imported(new=4, changed=4, ended=0, unchanged=0)
    assert [place.key for place in places_named("Eisenberg (Pfalz)")] == ["073335002", "073335002019"]
    assert places_with_key("07333019").get().parent == places_with_key("073335002").get()
    assert len(seed_rows()) == 8


@pytest.mark.skipif(not WHOLE_LIST, reason="TESTS_REGISTER names no census list")
def test_the_whole_census_list_is_stored() -> None:
    file = read_register(Path(WHOLE_LIST).read_bytes())

    first, second = (bring(file.rows, file.as_of, file.complete) for _time in range(2))

    assert (first, second) == (Imported(10_802, 0, 0, 0), Imported(0, 0, 0, 10_802))
    assert RegisteredPlace.objects.filter(kind=PlaceKind.MUNICIPALITY, parent=None).count() == 0
