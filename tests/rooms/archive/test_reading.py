"""Archives that somebody damaged, changed or made up: each is refused in words, and nothing of it is stored."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rooms.archive.packages import MANIFEST, archive_of, changed, counts, files_in, packed, read, sealed
from tests.rooms.conftest import NOW

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.archive import packages
from weltoffen.archive.actions import restore_municipality
from weltoffen.archive.rules import AddressIsTaken, FaultyArchive
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation import clock
from weltoffen.rounds.models import Round

DEPARTMENTS, ASSIGNMENTS = "municipality/departments.json", "rounds/1/assignments.json"
ANSWERS, HISTORY, PEOPLE = "rounds/1/answers.json", "rounds/1/history.json", "municipality/people.json"
EVALUATION = "rounds/1/evaluations/1"
ROUND, MUNICIPALITY, JOURNAL = "rounds/1/round.json", "municipality/municipality.json", "municipality/journal.json"


BUILT: dict[str, bytes] = {}


@pytest.fixture
def archive(db: None, request: pytest.FixtureRequest) -> bytes:
    """A small archive, built once: a question with two states, another with one."""
    if "archive" not in BUILT:
        people = [request.getfixturevalue(name) for name in ("coordinator", "contributor")]
        BUILT["archive"] = built(request.getfixturevalue("county_round"), *people)
    return BUILT["archive"]


def built(county_round: Round, coordinator: Person, contributor: Person) -> bytes:
    """The archive of a county in which little was said."""
    with scope(municipality=county_round.municipality_id):
        save_answers(county_round, [Change("m-1.1", "none"), Change("m-1.2", "", "offen")], by=coordinator)
        with clock.stopped_at(NOW + timedelta(hours=1)):
            save_answers(county_round, [Change("m-1.1", "begun", read_version=1)], by=contributor)
    return archive_of(county_round.municipality)


@pytest.fixture
def evaluated(db: None, request: pytest.FixtureRequest) -> bytes:
    """The archive of a county with an evaluation, built once."""
    if "evaluated" not in BUILT:
        evaluation: StoredEvaluation = request.getfixturevalue("evaluation")
        files = files_in(archive_of(evaluation.municipality))
        BUILT["evaluated"] = sealed({name: body for name, body in files.items() if not name.endswith(("pdf", "html"))})
    return BUILT["evaluated"]


def faults_in(archive: bytes) -> list[str]:
    """What is wrong with an archive, and a look whether anything was stored."""
    before = counts()
    with pytest.raises(FaultyArchive) as refused:
        read(archive)
    assert counts() == before
    return [fault.sentence for fault in refused.value.faults]


def test_sound_archive_is_read(archive: bytes) -> None:
    arrived = read(archive)

    assert (arrived.municipality.name, [one.person.email for one in arrived.people]) == (
        "Donnersbergkreis", ["contributor@donnersbergkreis.example", "coordinator@donnersbergkreis.example"],
    )  # fmt: skip
    (only,) = arrived.rounds
    assert [(answer.question, answer.version, who) for answer, who in only.answers] == [
        ("m-1.1", 2, "contributor@donnersbergkreis.example"), ("m-1.2", 1, "coordinator@donnersbergkreis.example"),
    ]  # fmt: skip
    assert len(only.states) == 3


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Die Datei ist kein Archiv, oder sie ist beschädigt."),
        (b"\x89PNG" + bytes(1000), "Die Datei ist kein Archiv, oder sie ist beschädigt."),
        (packed({"a.txt": b"a"}), "manifest.json: Diese Datei fehlt: Es ist kein Archiv dieses Programms."),
        (packed({MANIFEST: b"[]"}), "manifest.json: Es ist kein Archiv dieses Programms. Gefunden: „[]“. "
                                    "Möglich: weltoffen-archive."),
        (packed({MANIFEST: b"{"}), "manifest.json: Diese Datei ist kein lesbares JSON."),
        (packed({MANIFEST: b"[" * 100_000}), "manifest.json: Diese Datei ist kein lesbares JSON."),
        (packed({MANIFEST: b'{"format": "zip"}'}),
         "manifest.json: Es ist kein Archiv dieses Programms. Gefunden: „zip“. Möglich: weltoffen-archive."),
        (packed({MANIFEST: b'{"format": "weltoffen-archive", "format_version": 2}'}),
         "manifest.json: Das Archiv hat ein Format, das diese Version des Programms nicht lesen kann. Bitte "
         "aktualisieren Sie das Programm. Gefunden: „2“. Möglich: 1."),
        (packed({MANIFEST: b'{"format": "weltoffen-archive", "format_version": 1}'}),
         "manifest.json: Die Liste der Dateien fehlt."),
    ],
)  # fmt: skip
def test_foreign_file_is_refused(db: None, content: bytes, sentence: str) -> None:
    assert faults_in(content) == [sentence]


def test_cut_off_archive_is_refused(archive: bytes) -> None:
    assert faults_in(archive[: len(archive) // 2]) == ["Die Datei ist kein Archiv, oder sie ist beschädigt."]


def test_flipped_bit_is_noticed(archive: bytes) -> None:
    place = archive.index(b"README.txt") + 400
    damaged = archive[:place] + bytes([archive[place] ^ 1]) + archive[place + 1 :]
    assert faults_in(damaged) == ["README.txt: Diese Datei ist beschädigt."]


def test_changed_missing_and_foreign_files_are_told_at_once(archive: bytes) -> None:
    files = files_in(archive)
    assert len(faults_in(packed({**files, "README.txt": b"x", PEOPLE: b"[]"}))) == 2
    del files[PEOPLE], files[JOURNAL]

    assert faults_in(packed({**files, "extra.txt": b"x"})) == [
        f"{JOURNAL}: Diese Datei fehlt.",
        f"{PEOPLE}: Diese Datei fehlt.",
        "extra.txt: Diese Datei steht nicht im Verzeichnis manifest.json.",
    ]


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/passwd", "a/../../b", "C:evil.txt", "a\\b", "a//b", "./a", "folder/"]
)
def test_names_that_lead_elsewhere_are_refused(archive: bytes, name: str) -> None:
    sentences = faults_in(sealed({**files_in(archive), name: b"x"}))
    assert sentences == [f"{name}: So kann keine Datei in einem Archiv heißen."]


def rebuilt(archive: bytes, alter: Callable[[zipfile.ZipInfo], None]) -> bytes:
    """The archive with another entry for README.txt."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in files_in(archive).items():
            entry = zipfile.ZipInfo(name)
            if name == "README.txt":
                alter(entry)
            package.writestr(entry, body)
    return content.getvalue()


def test_links_are_refused(archive: bytes) -> None:
    def link(entry: zipfile.ZipInfo) -> None:
        entry.create_system, entry.external_attr = 3, 0o120777 << 16

    assert faults_in(rebuilt(archive, link)) == [
        "README.txt: Das ist eine Verknüpfung. Ein Archiv enthält nur Dateien."
    ]


def test_unusual_packing_is_refused(archive: bytes) -> None:
    def pack(entry: zipfile.ZipInfo) -> None:
        entry.compress_type = zipfile.ZIP_LZMA

    assert faults_in(rebuilt(archive, pack)) == [
        "README.txt: Diese Datei ist verschlüsselt oder auf unbekannte Weise gepackt."
    ]


def test_encrypted_files_are_refused(archive: bytes) -> None:
    central = archive.rindex(b"PK\x01\x02", 0, archive.index(b"README.txt", archive.index(b"PK\x01\x02")))
    locked = archive[: central + 8] + b"\x01" + archive[central + 9 :]
    assert faults_in(locked) == ["README.txt: Diese Datei ist verschlüsselt oder auf unbekannte Weise gepackt."]


def test_file_that_is_there_twice_is_refused(archive: bytes) -> None:
    content = io.BytesIO(archive)
    with zipfile.ZipFile(content, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr(PEOPLE, b"[]")
    assert faults_in(content.getvalue()) == [f"{PEOPLE}: Diese Datei ist doppelt vorhanden."]


def test_bombs_are_refused_before_they_are_unpacked(archive: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    large = sealed({**files_in(archive), "a.json": b" " * 3_000_000})
    monkeypatch.setattr(packages, "LARGEST_FILE", 2_000_000)
    assert faults_in(large) == ["a.json: Diese Datei ist zu groß. Gefunden: „3000000“. Möglich: 0–2000000."]
    monkeypatch.setattr(packages, "LARGEST_CONTENT", 2_500_000)
    assert faults_in(large)[0].startswith("Das Archiv ist entpackt zu groß. Gefunden: „3")
    monkeypatch.setattr(packages, "MOST_FILES", 10)
    assert faults_in(large)[0].startswith("Das Archiv hat zu viele Dateien. Gefunden: „")


def test_announced_size_that_lies_is_noticed(archive: bytes) -> None:
    files = files_in(archive)
    content = bytearray(packed({**files, "README.txt": b"x" * 100_000}))
    central = content.rindex(b"PK\x01\x02", 0, content.index(b"README.txt", content.index(b"PK\x01\x02")))
    content[central + 24 : central + 28] = (len(files["README.txt"])).to_bytes(4, "little")
    assert faults_in(bytes(content)) == ["README.txt: Diese Datei ist beschädigt."]


def department(*colleagues: str) -> dict[str, object]:
    """A department as an archive has it."""
    return {
        "name": "Amt", "covers": ["social"], "added_at": "2026-11-20T13:02:00+00:00", "ended_at": None,
        "colleagues": list(colleagues),
    }  # fmt: skip


def entry(number: int, **values: object) -> Callable[[Any], Any]:
    """Another value in one object of a list."""
    return lambda rows: [*rows[:number], {**rows[number], **values}, *rows[number + 1 :]]


@pytest.mark.parametrize(
    ("path", "change", "sentence"),
    [
        (ANSWERS, lambda _rows: {}, f"{ANSWERS}: Hier wird eine Liste von Objekten gebraucht."),
        (ANSWERS, lambda rows: [*rows, 7], f"{ANSWERS}: Hier wird eine Liste von Objekten gebraucht."),
        (ROUND, lambda row: [row], f"{ROUND}: Hier wird ein Objekt gebraucht."),
        (HISTORY, entry(2, question="x-9"), f"{HISTORY}, [2]: Der Fragebogen hat diese Frage nicht, oder die Frage hat "
                                            "diese Antwortmöglichkeit nicht. Gefunden: „x-9:“."),
        (HISTORY, entry(0, value="maybe"), f"{HISTORY}, [0]: Der Fragebogen hat diese Frage nicht, oder die Frage hat "
                                           "diese Antwortmöglichkeit nicht. Gefunden: „m-1.1: maybe“."),
        (HISTORY, entry(1, comment="anders"), f"{HISTORY}, m-1.1: Der neueste Eintrag im Verlauf ist nicht die jetzige "
                                              "Antwort."),
        (HISTORY, lambda rows: rows[:2], f"{HISTORY}, m-1.2: Der neueste Eintrag im Verlauf ist nicht die jetzige "
                                         "Antwort."),
        (HISTORY, entry(0, saved_at="gestern"), f"{HISTORY}, [0].saved_at: Wert „gestern“ hat ein "),
        (HISTORY, entry(0, saved_at="2026-11-20T13:02:00"),
         f"{HISTORY}, [0].saved_at: Dieser Zeitpunkt hat keine Zeitzone. Gefunden: „2026-11-20T13:02:00“."),
        (HISTORY, entry(0, comment="x" * 10_001), f"{HISTORY}, [0].comment: Diese Angabe hat mehr als 10000 Zeichen."),
        (HISTORY, entry(0, comment=7), f"{HISTORY}, [0].comment: Diese Angabe ist von anderer Art. Gefunden: „7“."),
        (HISTORY, entry(0, version=True), f"{HISTORY}, [0].version: Diese Angabe ist von anderer Art."),
        (HISTORY, entry(0, origin="pigeon"), f"{HISTORY}, [0].origin: "),
        (HISTORY, entry(0, saved_by="x@y.example"),
         f"{HISTORY}, saved_by: Niemand in people.json hat diese Adresse. Gefunden: „x@y.example“."),
        (HISTORY, entry(0, colour="red"),
         f"{HISTORY}, [0].colour: Diese Angabe ist hier nicht bekannt. Gefunden: „red“."),
        (HISTORY, entry(0, saved_by_name="Rat\u202ehaus"),
         f"{HISTORY}, [0].saved_by_name: Der Text enthält unsichtbare "),
        (DEPARTMENTS, lambda _rows: [department("x@y.example")],
         f"{DEPARTMENTS}, [0].colleagues: Niemand in people.json hat diese Adresse. Gefunden: „x@y.example“."),
        (DEPARTMENTS, lambda _rows: [department("coordinator@donnersbergkreis.example")] * 2,
         f"{DEPARTMENTS}, [1].colleagues: Diese Person arbeitet schon in einer anderen Abteilung."),
        (DEPARTMENTS, lambda _rows: [{**department(), "colleagues": "alle"}],
         f"{DEPARTMENTS}, [0].colleagues: Hier wird eine Liste von Adressen gebraucht."),
        (DEPARTMENTS, lambda _rows: [{**department(), "covers": [7]}],
         f"{DEPARTMENTS}, [0].covers: Dies ist keine Liste von Schlüsseln."),
        (ASSIGNMENTS, lambda _rows: [{"question": "m-1.1", "department": 0}],
         f"{ASSIGNMENTS}, [0].department: An dieser Stelle hat departments.json keine Abteilung. Gefunden: „0“."),
        (PEOPLE, entry(0, name="Koordi\u200bnation"), f"{PEOPLE}, [0].name: Der Text enthält unsichtbare "),
        (PEOPLE, entry(0, role="king"), f"{PEOPLE}, [0].role: "),
        (PEOPLE, entry(0, email="nobody"), f"{PEOPLE}, [0].email: "),
        (PEOPLE, lambda rows: [{name: value for name, value in row.items() if name != "name"} for row in rows],
         f"{PEOPLE}, [0].name: Diese Angabe fehlt."),
        (ROUND, lambda row: {**row, "number": 2},
         f"{ROUND}, number: Die Nummer ist nicht die des Ordners. Gefunden: „2“. Möglich: 1."),
        (ROUND, lambda row: {**row, "kind": "castle"},
         f"{ROUND}, kind: Der Fragebogen kennt diese Art von Kommune nicht. Gefunden: „castle“. Möglich: county, "),
        (ROUND, lambda row: {**row, "checksum": "0" * 64},
         f"{ROUND}, questionnaire: Das Archiv enthält diesen Fragebogen mit dieser Prüfsumme nicht. Gefunden: "),
        (MUNICIPALITY, lambda row: {**row, "slug": "../x"}, f"{MUNICIPALITY}, slug: "),
        (MUNICIPALITY, lambda row: {**row, "coat_of_arms": "../../etc/passwd"},
         f"{MUNICIPALITY}, coat_of_arms: Diese Datei fehlt. Gefunden: „../../etc/passwd“."),
        (MUNICIPALITY, lambda row: {**row, "coat_of_arms": "index.html"}, "index.html: "),
        (JOURNAL, lambda _rows: [{"at": None}], f"{JOURNAL}, [0].event: Diese Angabe fehlt."),
        (HISTORY, entry(0, comment="\ud800"), f"{HISTORY}: Diese Datei ist kein lesbares JSON."),
        (HISTORY, entry(0, evidence={"a": float("inf")}), f"{HISTORY}: Diese Datei ist kein lesbares JSON."),
    ],
)  # fmt: skip
def test_contents_that_cannot_be_are_refused(
    archive: bytes, path: str, change: Callable[[Any], Any], sentence: str
) -> None:
    assert faults_in(changed(archive, path, change))[0].startswith(sentence)


def test_missing_parts_are_refused(archive: bytes) -> None:
    for path in (MUNICIPALITY, PEOPLE, JOURNAL, ANSWERS, HISTORY):
        files = files_in(archive)
        del files[path]
        assert faults_in(sealed(files)) == [f"{path}: Diese Datei fehlt."]


def test_changed_questionnaire_is_refused(archive: bytes) -> None:
    files = files_in(archive)
    path = next(name for name in files if name.endswith("framework.yaml"))

    (sentence,) = faults_in(sealed({**files, path: files[path] + b"# another version\n"}))
    assert sentence.startswith(f"{ROUND}, questionnaire: Das Archiv enthält diesen Fragebogen")

    sentences = faults_in(sealed({**files, path: b"id: ["}))
    assert sentences[0].startswith(f"{path.removesuffix('/framework.yaml')}: framework.yaml")


def test_hundreds_of_faults_end_somewhere(archive: bytes) -> None:
    many = changed(archive, JOURNAL, lambda _rows: [{"at": "x"}] * 500)
    assert len(faults_in(many)) == 100


def test_picture_with_a_script_is_refused(archive: bytes) -> None:
    picture = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    files = files_in(archive)
    row = {**json.loads(files[MUNICIPALITY]), "coat_of_arms": "municipality/coat-of-arms.svg"}
    files |= {"municipality/coat-of-arms.svg": picture, MUNICIPALITY: json.dumps(row).encode()}

    (sentence, *_more) = faults_in(sealed(files))

    assert sentence.startswith("municipality/coat-of-arms.svg: ")


def test_signs_that_a_terminal_obeys_are_not_repeated(archive: bytes) -> None:
    files = files_in(archive)
    names = faults_in(packed({**files, "a\x1b[31mred\n\u202eb": b"x"}))
    assert names == ["a\ufffd[31mred\ufffd\ufffdb: Diese Datei steht nicht im Verzeichnis manifest.json."]
    (value,) = faults_in(changed(archive, HISTORY, entry(0, colour="\x1b]0;x\x07 gelb")))
    assert value.endswith("Gefunden: „\ufffd]0;x\ufffd gelb“.")
    manifest = json.loads(files[MANIFEST])
    manifest["files"]["README.txt"]["sha256"] = "\x1b[2J"
    (possible,) = faults_in(packed({**files, MANIFEST: json.dumps(manifest).encode()}))
    assert possible.endswith("Möglich: \ufffd[2J.")


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("sheet.json", lambda sheet: {**sheet, "answers": [{"question": "x", "value": "y"}]}, "sheet.json: "),
        ("result.json", lambda _result: {"a": 1}, "result.json: Das ist keine Auswertung."),
        ("evaluation.json", lambda row: {**row, "earlier": {"round": 9, "evaluation": 1}},
         "evaluation.json, earlier: Diese frühere Auswertung gibt es nicht. Gefunden: „(9, 1)“."),
        ("evaluation.json", lambda row: {**row, "earlier": "1/1"},
         "evaluation.json, earlier: Hier werden eine Runde und eine Auswertung gebraucht. Gefunden: „1/1“."),
        ("evaluation.json", lambda row: {**row, "computed_by": "x@y.example"},
         "evaluation.json, computed_by: Niemand in people.json hat diese Adresse. Gefunden: „x@y.example“."),
    ],
)  # fmt: skip
def test_evaluations_that_cannot_be_are_refused(
    evaluated: bytes, name: str, change: Callable[[Any], Any], sentence: str
) -> None:
    assert faults_in(changed(evaluated, f"{EVALUATION}/{name}", change))[0].startswith(f"{EVALUATION}/{sentence}")


def released(field: str, content: object) -> list[dict[str, object]]:
    """What is kept of one publication."""
    moment = NOW.isoformat()
    return [{"field": field, "content": content, "released_at": moment, "released_by_name": "", "withdrawn_at": None}]


def test_release_of_a_field_that_is_not_asked_is_refused(evaluated: bytes) -> None:
    path = f"{EVALUATION}/releases.json"
    assert faults_in(changed(evaluated, path, lambda _rows: released("nowhere", {}))) == [
        f"{path}, [0].content: Das lässt sich nicht anzeigen.",
        f"{path}, [0].field: Der Fragebogen hat dieses Handlungsfeld nicht. Gefunden: „nowhere“.",
    ]


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.text(max_size=5),
    st.sampled_from([[], {}, [[]], {"a": 1}]),
)
FILES = (
    ANSWERS, HISTORY, PEOPLE, ROUND, MUNICIPALITY, JOURNAL, MANIFEST,
    *(f"{EVALUATION}/{name}.json" for name in ("evaluation", "sheet", "result", "releases")),
)  # fmt: skip


def somewhere_else(value: Any, steps: list[int], junk: Any) -> Any:
    """The value with junk at a place that the steps lead to."""
    if not steps or not isinstance(value, dict | list) or not value:
        return junk
    keys = sorted(value) if isinstance(value, dict) else range(len(value))
    key = keys[steps[0] % len(keys)]
    changed_part = somewhere_else(value[key], steps[1:], junk)
    if isinstance(value, dict):
        return {**value, key: changed_part}
    return [*value[:key], changed_part, *value[key + 1 :]]


@settings(max_examples=50, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(FILES), steps=st.lists(st.integers(0, 500), max_size=4), junk=JUNK)
def test_whatever_stands_in_it_is_read_or_refused(evaluated: bytes, path: str, steps: list[int], junk: Any) -> None:
    files = files_in(evaluated)
    body = json.dumps(somewhere_else(json.loads(files[path]), steps, junk)).encode()
    archive = packed({**files, path: body}) if path == MANIFEST else sealed({**files, path: body})
    with suppress(FaultyArchive, AddressIsTaken), transaction.atomic():
        restore_municipality(read(archive), slug="kopie", by=None)
        transaction.set_rollback(True)
