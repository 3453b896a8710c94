"""Reading the register's files: what is taken from a line, and every fault at once with its line."""

import os
from datetime import date
from pathlib import Path

import pytest
from tests.rooms.municipalities.register_files import ZENSUS, gv100ad, record

from weltoffen.municipalities.choices import PlaceKind
from weltoffen.municipalities.register.formats import decoded, read_register
from weltoffen.municipalities.register.gv100ad import read_gv100ad
from weltoffen.municipalities.register.rows import FaultyRegister, PlaceRow
from weltoffen.municipalities.register.successors import Succession, read_successors
from weltoffen.municipalities.register.zensus import read_zensus, split_title

WHOLE_LIST = os.environ.get("TESTS_REGISTER", "")


def faults_of(faulty: FaultyRegister) -> list[tuple[int, str]]:
    return [(fault.line, fault.sentence) for fault in faulty.faults]


def test_the_census_list_gives_municipalities_and_their_states() -> None:
    assert read_zensus(ZENSUS) == (
        PlaceRow("07", "Rheinland-Pfalz"),
        PlaceRow("09", "Bayern"),
        PlaceRow("073335002019", "Eisenberg (Pfalz)", "Stadt", 9224),
        PlaceRow("073335004039", "Kirchheimbolanden", "Stadt", 7712),
        PlaceRow("073335006503", "Winnweiler", "", 4766),
        PlaceRow("094775437135", "Ludwigschorgast", "Markt", 978),
        PlaceRow("092760130130", "Lindberg", "", 2294),
    )


@pytest.mark.parametrize(
    ("place", "name", "title"),
    [
        ("Winnweiler", "Winnweiler", ""),
        ("Landstuhl, Sickingenstadt, Stadt", "Landstuhl", "Sickingenstadt, Stadt"),
        ("Dachau, GKSt", "Dachau", "Große Kreisstadt"),
        ("Osterholz, gemfr. Bezirk", "Osterholz", "gemfr. Bezirk"),
    ],
)
def test_the_title_is_parted_from_the_name(place: str, name: str, title: str) -> None:
    assert split_title(place) == (name, title)


def test_a_key_tells_what_a_place_is_and_gives_its_eight_digits() -> None:
    rows = [PlaceRow(key, "x") for key in ("07", "073", "0733", "07333", "073335002", "073335002019")]

    assert [(row.kind, row.municipality_key) for row in rows] == [
        (PlaceKind.STATE, ""),
        (PlaceKind.REGION, ""),
        (PlaceKind.REGION, ""),
        (PlaceKind.COUNTY, ""),
        (PlaceKind.ASSOCIATION, ""),
        (PlaceKind.MUNICIPALITY, "07333019"),
    ]


def test_every_fault_of_a_census_list_is_told_with_its_line() -> None:
    text = (
        "state,ags,place,population\n"
        "RP,073335002019,Eisenberg,neun\n"
        "RP,07333,Donnersbergkreis,74787\n"
        "BY,073335004039,Kirchheimbolanden,7712\n"
        "RP,073335006503\n"
        "RP,073335006503,,4766\n"
        "RP,073335006503,Winnweiler,4766\n"
        "RP,07333500650x,Winnweiler,4766\n"
    )

    with pytest.raises(FaultyRegister) as caught:
        read_zensus(text)

    assert faults_of(caught.value) == [
        (2, "„neun“ ist keine Einwohnerzahl."),
        (3, "Der Schlüssel „07333“ hat nicht zwölf Ziffern."),
        (4, "Der Schlüssel 073335004039 liegt nicht in „BY“."),
        (5, "Die Zeile hat 2 statt vier Spalten."),
        (6, "Der Name fehlt oder ist länger als 120 Zeichen."),
        (7, "Der Schlüssel 073335006503 steht schon in Zeile 6."),
        (8, "„07333500650x“ ist kein Regionalschlüssel."),
    ]
    assert str(caught.value).startswith(
        "Die Datei hat 7 Fehler:\n- Zeile 2: „neun“ ist keine Einwohnerzahl.\n- Zeile 3:"
    )
    assert str(caught.value).endswith("\nEs wurde nichts gespeichert.")


def test_very_many_faults_are_counted_instead_of_listed() -> None:
    text = "state,ags,place,population\n" + "RP,1,x,1\n" * 102

    with pytest.raises(FaultyRegister) as caught:
        read_zensus(text)

    assert str(caught.value).splitlines()[0] == "Die Datei hat 102 Fehler:"
    assert str(caught.value).splitlines()[-2:] == ["- und 2 weitere", "Es wurde nichts gespeichert."]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a,b\n1,2\n", "Die erste Zeile muss lauten: state,ags,place,population"),
        ("", "Die erste Zeile muss lauten: state,ags,place,population"),
        ("state,ags,place,population\n", "Die Datei nennt keinen Ort."),
    ],
)
def test_a_file_that_is_no_census_list_is_refused(text: str, fault: str) -> None:
    with pytest.raises(FaultyRegister) as caught:
        read_zensus(text)

    assert faults_of(caught.value) == [(1, fault)]


def test_gv100ad_gives_every_kind_of_place_and_its_day() -> None:
    register = read_gv100ad(gv100ad(record("20", "091", "Oberbayern"), record("30", "0811", "Region Stuttgart")))

    assert register.as_of == date(2024, 12, 31)
    assert register.rows == (
        PlaceRow("07", "Rheinland-Pfalz"),
        PlaceRow("07333", "Donnersbergkreis", "Landkreis"),
        PlaceRow("073335002", "Eisenberg (Pfalz)", "Verbandsgemeinde"),
        PlaceRow("073335002019", "Eisenberg (Pfalz)", "Stadt", 9310, 2013),
        PlaceRow("073335002034", "Kerzenheim", "Kreisangehörige Gemeinde", 2152, 1119),
        PlaceRow("091", "Oberbayern"),
        PlaceRow("0811", "Region Stuttgart"),
    )


def test_records_may_have_lost_the_spaces_at_their_ends() -> None:
    short = "\n".join(line.rstrip() for line in gv100ad().splitlines())

    assert read_gv100ad(short) == read_gv100ad(gv100ad())


def test_every_fault_of_gv100ad_is_told_with_its_line() -> None:
    text = gv100ad(
        record("70", "07333", "Nichts"),
        record("60", "07333500", "Zu kurz", "63", 1, 1),
        record("60", "073335002099", "Ohne Zahlen", "64"),
        record("10", "08", "Baden-Württemberg", day="20240230"),
        record("10", "09", "Bayern", day="20251231"),
        record("10", "99", "Nirgendwo"),
    )

    with pytest.raises(FaultyRegister) as caught:
        read_gv100ad(text)

    assert faults_of(caught.value) == [
        (6, "Die Satzart „70“ gibt es nicht."),
        (7, "Der Schlüssel „07333500“ passt nicht zur Satzart."),
        (8, "Fläche oder Bevölkerung ist keine Zahl."),
        (9, "„20240230“ ist kein Tag."),
        (10, "Diese Zeile nennt einen anderen Gebietsstand als die erste."),
        (11, "Zu „99“ gibt es kein Land."),
    ]


def test_a_format_is_known_by_its_look() -> None:
    zensus, register = read_register(ZENSUS.encode()), read_register(gv100ad().encode())

    assert (zensus.source, zensus.as_of, zensus.complete) == (
        "Zensus 2022", date(2022, 5, 15), (PlaceKind.MUNICIPALITY,),
    )  # fmt: skip
    assert (register.source, register.as_of, register.complete) == ("GV100AD", date(2024, 12, 31), tuple(PlaceKind))


def test_another_file_is_refused_and_a_named_format_says_why() -> None:
    with pytest.raises(FaultyRegister) as unknown:
        read_register(b"# Weltoffen\n")
    with pytest.raises(FaultyRegister) as named:
        read_register(b"# Weltoffen\n", "gv100ad")

    assert faults_of(unknown.value) == [(1, "Das sieht weder nach der Gemeindeliste des Zensus noch nach GV100AD aus.")]
    assert faults_of(named.value) == [(1, "Die Satzart „#“ gibt es nicht.")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_umlauts_survive_each_encoding_that_is_in_use(encoding: str) -> None:
    assert decoded("Göllheim".encode(encoding)) == "Göllheim"


def test_successors_are_a_table_of_two_keys() -> None:
    assert read_successors("ended,successor\n073335002034,073335002019\n") == (
        Succession(2, "073335002034", "073335002019"),
    )
    with pytest.raises(FaultyRegister) as caught:
        read_successors("ended,successor\n1\n1,\n")
    assert [line for line, _sentence in faults_of(caught.value)] == [2, 3]


@pytest.mark.skipif(not WHOLE_LIST, reason="TESTS_REGISTER names no census list")
def test_the_whole_census_list_is_read() -> None:
    rows = read_zensus(Path(WHOLE_LIST).read_text(encoding="utf-8"))

    assert (len(rows), sum(row.population or 0 for row in rows)) == (10_786 + 16, 82_711_282)
