"""The way of a file: downloaded, filled in, uploaded, looked at, taken over; and every way in which it goes wrong."""

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope
from tests.rooms.answers.saying import answers_to
from tests.rooms.conftest import NOW
from tests.selfcheck_documents.test_questionnaire_spreadsheet import converted
from tests.selfcheck_documents.workbooks import change, fill, rows_of_questions

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.choices import AnswerEvent, Origin
from weltoffen.answers.file_forms import LARGEST_FILE
from weltoffen.answers.models import Answer, AnswerState, Upload
from weltoffen.answers.uploads import erase_old_uploads
from weltoffen.foundation import clock
from weltoffen.journal.models import Entry
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round

SignIn = Callable[[Person], Client]
PAGE = "/m/donnersbergkreis/rounds/1/spreadsheet/"
SHEET = "Fragen"
PREVIEW = re.compile(r"/m/donnersbergkreis/rounds/1/spreadsheet/\d+/")
HIDDEN = re.compile(r'<input type="hidden" name="((?:seen|choice)-[^"]+)" value="([^"]*)">')
CHOSEN = re.compile(r'type="radio" name="(choice-[^"]+)" value="(\w+)" id="[^"]+" checked>')


@pytest.fixture(autouse=True)
def in_the_county(county: Municipality) -> Iterator[None]:
    with scope(municipality=county.pk):
        yield


@pytest.fixture
def browser(contributor: Person, county_round: Round, signed_in: SignIn) -> Client:
    """The contributor's, beside a round."""
    return signed_in(contributor)


def say(round_: Round, by: Person, *changes: Change) -> None:
    """Answers from the page."""
    assert not save_answers(round_, changes, by=by).conflicts


def said(round_: Round) -> dict[str, tuple[str, str]]:
    """What is stored: value and comment."""
    return {key: (answer.value, answer.comment) for key, answer in answers_to(round_).items()}


def downloaded(client: Client, folder: Path, **wishes: str) -> Path:
    """The form as a file on somebody's disk."""
    ending = wishes.setdefault("format", ".xlsx")
    response = client.get(f"{PAGE}download/", wishes)
    assert response.status_code == 200
    path = folder / f"form{ending}"
    path.write_bytes(response.content)
    return path


def write(path: Path, **cells: str) -> Path:
    """Write into cells that are named by column and question: G_m_1_1."""
    rows = rows_of_questions(path)
    places = {
        f"{name[0]}{rows[re.sub('_', '-', name[2:], count=1).replace('_', '.')]}": words
        for name, words in cells.items()
    }
    fill(path, {SHEET: places})
    return path


def uploaded(client: Client, path: Path, name: str = "") -> Any:
    """The answer to an upload."""
    file = SimpleUploadedFile(name or path.name, path.read_bytes())
    return client.post(f"{PAGE}upload/", {"file": file})


def text_of(response: Any) -> str:
    """The words of a page."""
    body = re.sub(r"<(head|header|footer)\b.*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def decisions_on(page: str) -> dict[str, str]:
    """What a browser would send of the preview as it stands."""
    return dict(HIDDEN.findall(page) + CHOSEN.findall(page))


def previewed(client: Client, path: Path) -> tuple[str, str]:
    """The address and the source of the preview of a file."""
    response = uploaded(client, path)
    assert response.status_code == 302, text_of(response)
    assert PREVIEW.fullmatch(response.url)
    return response.url, client.get(response.url).content.decode()


def entries() -> list[Entry]:
    return list(Entry.objects.filter(event=AnswerEvent.SPREADSHEET_TAKEN_OVER))


def test_page_offers_every_part_that_asks_something(browser: Client, county_round: Round) -> None:
    page = browser.get(PAGE).content.decode()

    options = re.findall(r'<option value="([^"]+)">([^<]+)</option>', page)
    assert options[0] == ("all", "Alles (100 Fragen)")
    assert len([key for key, _label in options if key.startswith("field:")]) == 7
    assert len([key for key, _label in options if key.startswith("department:")]) > 10


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_untouched_form_changes_nothing(
    browser: Client, county_round: Round, coordinator: Person, tmp_path: Path, ending: str
) -> None:
    say(county_round, coordinator,
        Change("m-1.1", "begun", "Zeile 1\nZeile  2 =1+1"), Change("m-1.2", "", "nur eine Anmerkung"))  # fmt: skip
    path = downloaded(browser, tmp_path, format=ending, filled="on")

    _url, page = previewed(browser, path)

    assert decisions_on(page) == {}
    assert AnswerState.objects.count() == 2


@pytest.mark.parametrize(("ending", "other"), [(".xlsx", "ods"), (".ods", "xlsx")])
def test_libre_office_on_the_way_changes_nothing(
    browser: Client, county_round: Round, coordinator: Person, tmp_path: Path, ending: str, other: str
) -> None:
    say(county_round, coordinator, Change("m-1.1", "begun", "Zeile 1\nZeile  2"), Change("m-1.2", "", "Anmerkung"))
    form = write(downloaded(browser, tmp_path, format=ending, filled="on"), G_m_1_3="Begonnen")

    _url, page = previewed(browser, converted(form, tmp_path / other, other))

    assert decisions_on(page) == {"seen-m-1.3": "0", "choice-m-1.3": "file"}


def test_new_and_changed_answers_are_taken_over(
    browser: Client, county_round: Round, coordinator: Person, contributor: Person, tmp_path: Path
) -> None:
    say(county_round, coordinator, Change("m-1.1", "begun", "Beschluss"), Change("m-1.2", "none"))
    path = downloaded(browser, tmp_path, filled="on")
    write(path, G_m_1_1="Überwiegend umgesetzt", G_m_1_3="Begonnen", H_m_1_4="Nur eine Anmerkung")

    url, page = previewed(browser, path)
    assert said(county_round) == {"m-1.1": ("begun", "Beschluss"), "m-1.2": ("none", "")}
    response = browser.post(url, decisions_on(page))

    assert response["Location"] == "/m/donnersbergkreis/rounds/1/"
    assert said(county_round) == {
        "m-1.1": ("mostly", "Beschluss"),
        "m-1.2": ("none", ""),
        "m-1.3": ("begun", ""),
        "m-1.4": ("", "Nur eine Anmerkung"),
    }
    kept = Answer.objects.get(question="m-1.1")
    assert (kept.version, kept.origin, kept.saved_by) == (2, Origin.SPREADSHEET, contributor)
    (entry,) = entries()
    assert (entry.actor, entry.subject) == (str(contributor), "form.xlsx")
    assert entry.details == {"round": 1, "new": 2, "changed": 1, "kept": 0, "unchanged": 1}
    assert Upload.objects.count() == 0


def test_empty_cells_delete_nothing(browser: Client, county_round: Round, coordinator: Person, tmp_path: Path) -> None:
    say(county_round, coordinator, Change("m-1.1", "begun", "Beschluss"))
    path = write(downloaded(browser, tmp_path, filled="on"), G_m_1_1="", H_m_1_1="", G_m_1_2="Begonnen")

    url, page = previewed(browser, path)
    browser.post(url, decisions_on(page))

    assert said(county_round) == {"m-1.1": ("begun", "Beschluss"), "m-1.2": ("begun", "")}


def test_preview_shows_both_sides(browser: Client, county_round: Round, coordinator: Person, tmp_path: Path) -> None:
    say(county_round, coordinator, Change("m-1.1", "none", "Fehlt noch"))
    path = write(downloaded(browser, tmp_path, filled="on"), G_m_1_1="Begonnen", H_m_1_1="<b>Seit</b> Mai")

    _url, page = previewed(browser, path)

    sides = re.findall(r'<div class="side">(.*?)</div>', page, flags=re.DOTALL)
    words = [re.findall(r">([^<>]+)</p>", side)[1:] for side in sides]
    assert words == [["Nicht vorhanden", "Fehlt noch"], ["Begonnen", "&lt;b&gt;Seit&lt;/b&gt; Mai"]]


def changed_meanwhile(round_: Round, coordinator: Person, client: Client, folder: Path) -> Path:
    """A form that was made before somebody changed an answer, with another change of the same answer."""
    say(round_, coordinator, Change("m-1.1", "none"))
    path = downloaded(client, folder, filled="on")
    say(round_, coordinator, Change("m-1.1", "begun", "Seit Mai", read_version=1))
    return write(path, G_m_1_1="Überwiegend umgesetzt")


@pytest.mark.parametrize(
    ("choice", "expected", "versions"), [("stored", ("begun", "Seit Mai"), 2), ("file", ("mostly", "Seit Mai"), 3)]
)
def test_conflict_is_decided(
    browser: Client, county_round: Round, coordinator: Person, tmp_path: Path,
    choice: str, expected: tuple[str, str], versions: int,
) -> None:  # fmt: skip
    path = changed_meanwhile(county_round, coordinator, browser, tmp_path)

    url, page = previewed(browser, path)
    assert decisions_on(page) == {"seen-m-1.1": "2", "choice-m-1.1": "stored"}
    assert str(coordinator) in page
    browser.post(url, {"seen-m-1.1": "2", "choice-m-1.1": choice})

    assert said(county_round) == {"m-1.1": expected}
    assert AnswerState.objects.count() == versions
    (entry,) = entries()
    assert (entry.details["changed"], entry.details["kept"]) == ((1, 0) if choice == "file" else (0, 1))


def test_untouched_line_is_no_conflict(
    browser: Client, county_round: Round, coordinator: Person, tmp_path: Path
) -> None:
    say(county_round, coordinator, Change("m-1.1", "none"))
    path = downloaded(browser, tmp_path, filled="on")
    say(county_round, coordinator, Change("m-1.1", "begun", read_version=1))

    _url, page = previewed(browser, path)

    assert decisions_on(page) == {}


def test_answer_given_meanwhile_is_a_conflict(
    browser: Client, county_round: Round, coordinator: Person, tmp_path: Path
) -> None:
    path = write(downloaded(browser, tmp_path, filled="on"), G_m_1_1="Begonnen")
    say(county_round, coordinator, Change("m-1.1", "none"))

    _url, page = previewed(browser, path)

    assert decisions_on(page) == {"seen-m-1.1": "1", "choice-m-1.1": "stored"}


def test_form_without_present_answers_never_changes_one_silently(
    browser: Client, county_round: Round, coordinator: Person, tmp_path: Path
) -> None:
    say(county_round, coordinator, Change("m-1.1", "none"), Change("m-1.2", "begun"))
    path = write(downloaded(browser, tmp_path), G_m_1_1="Begonnen", G_m_1_2="Begonnen", G_m_1_3="Begonnen")

    _url, page = previewed(browser, path)

    assert decisions_on(page) == {
        "seen-m-1.1": "1", "choice-m-1.1": "stored", "seen-m-1.3": "0", "choice-m-1.3": "file",
    }  # fmt: skip


def test_form_of_another_round_never_changes_an_answer_silently(
    browser: Client, county: Municipality, county_round: Round, coordinator: Person, tmp_path: Path
) -> None:
    say(county_round, coordinator, Change("m-1.1", "none"))
    path = write(downloaded(browser, tmp_path, filled="on"), G_m_1_1="Begonnen")
    close_round(county_round, by=coordinator)
    later = Round.objects.create(
        municipality=county, number=2, title="Später", framework_version=county_round.framework_version,
        kind="county", starts_on=NOW.date(), started_at=NOW,
    )  # fmt: skip
    say(later, coordinator, Change("m-1.1", "mostly"))

    response = browser.post(
        "/m/donnersbergkreis/rounds/2/spreadsheet/upload/", {"file": SimpleUploadedFile("a.xlsx", path.read_bytes())}
    )

    page = browser.get(response["Location"]).content.decode()
    assert decisions_on(page) == {"seen-m-1.1": "1", "choice-m-1.1": "stored"}


def test_what_changes_while_somebody_looks_comes_back(
    browser: Client, county_round: Round, coordinator: Person, tmp_path: Path
) -> None:
    path = write(downloaded(browser, tmp_path, filled="on"), G_m_1_1="Begonnen", G_m_1_2="Begonnen")
    url, page = previewed(browser, path)
    say(county_round, coordinator, Change("m-1.1", "none"))

    back = browser.post(url, decisions_on(page))

    assert (back.status_code, said(county_round), entries()) == (200, {"m-1.1": ("none", "")}, [])
    assert decisions_on(back.content.decode()) == {
        "seen-m-1.1": "1", "choice-m-1.1": "stored", "seen-m-1.2": "0", "choice-m-1.2": "file",
    }  # fmt: skip
    browser.post(url, {**decisions_on(back.content.decode()), "choice-m-1.1": "file"})
    assert said(county_round) == {"m-1.1": ("begun", ""), "m-1.2": ("begun", "")}


def test_nothing_is_taken_over_without_decisions(browser: Client, county_round: Round, tmp_path: Path) -> None:
    url, _page = previewed(browser, write(downloaded(browser, tmp_path), G_m_1_1="Begonnen"))

    browser.post(url)
    browser.post(url, {"seen-m-1.1": "7", "choice-m-1.1": "file"})

    assert said(county_round) == {}


def test_second_confirmation_does_nothing(browser: Client, county_round: Round, tmp_path: Path) -> None:
    url, page = previewed(browser, write(downloaded(browser, tmp_path), G_m_1_1="Begonnen"))
    browser.post(url, decisions_on(page))

    again = browser.post(url, decisions_on(page))

    assert (again.status_code, AnswerState.objects.count(), len(entries())) == (409, 1, 1)


def test_discarding_changes_nothing(browser: Client, county_round: Round, tmp_path: Path) -> None:
    url, _page = previewed(browser, write(downloaded(browser, tmp_path), G_m_1_1="Begonnen"))

    response = browser.post(f"{url}discard/")

    assert (response["Location"], Upload.objects.count(), said(county_round), entries()) == (PAGE, 0, {}, [])


def test_upload_is_its_uploaders(
    browser: Client, county_round: Round, coordinator: Person, stranger: Person, signed_in: SignIn, tmp_path: Path
) -> None:
    url, page = previewed(browser, write(downloaded(browser, tmp_path), G_m_1_1="Begonnen"))

    colleague, foreigner = signed_in(coordinator), signed_in(stranger)
    tried = [
        (
            who.get(url).status_code,
            who.post(url, decisions_on(page)).status_code,
            who.post(f"{url}discard/").status_code,
        )
        for who in (colleague, foreigner)
    ]

    assert tried == [(409, 409, 409), (404, 404, 404)]
    assert (Upload.objects.count(), said(county_round)) == (1, {})
    assert "form.xlsx" not in text_of(colleague.get(url))


def test_old_uploads_are_erased(browser: Client, county_round: Round, tmp_path: Path) -> None:
    path = write(downloaded(browser, tmp_path), G_m_1_1="Begonnen")
    old, _page = previewed(browser, path)
    with clock.stopped_at(NOW + timedelta(hours=23)):
        young, _page = previewed(browser, path)
    with clock.stopped_at(NOW + timedelta(hours=24)):
        gone, there = browser.get(old).status_code, browser.get(young).status_code
        erased = erase_old_uploads()

    assert (gone, there, erased) == (409, 200, 1)
    assert [f"{PAGE}{upload.pk}/" for upload in Upload.objects.all()] == [young]


def test_finished_round_takes_nothing(
    browser: Client, county_round: Round, coordinator: Person, tmp_path: Path
) -> None:
    path = write(downloaded(browser, tmp_path), G_m_1_1="Begonnen")
    url, page = previewed(browser, path)
    close_round(county_round, by=coordinator)

    tried = (
        uploaded(browser, path).status_code,
        browser.get(url).status_code,
        browser.post(url, decisions_on(page)).status_code,
    )

    assert tried == (409, 409, 409)
    assert said(county_round) == {}
    shown = browser.get(PAGE).content.decode()
    assert re.findall(r'type="(file|radio|checkbox)"', shown) == ["radio", "radio"]
    assert "Diese Runde ist abgeschlossen; ihre Antworten ändern sich nicht mehr." in shown
    assert '<input type="hidden" name="filled" value="on">' in shown
    assert "hochladen" not in shown
    assert downloaded(browser, tmp_path, filled="on").stat().st_size > 5_000


def test_council_reader_sees_neither_form_nor_page(
    county_round: Round, council_reader: Person, signed_in: SignIn
) -> None:
    client = signed_in(council_reader)
    assert [client.get(PAGE).status_code, client.get(f"{PAGE}download/").status_code] == [403, 403]


def test_every_fault_is_told_at_once(browser: Client, county_round: Round, tmp_path: Path) -> None:
    path = write(downloaded(browser, tmp_path), G_m_1_1="Vielleicht", H_m_1_2="x" * 10_001, G_m_1_3="Begonnen")
    rows = rows_of_questions(path)

    page = uploaded(browser, path).content.decode()

    faults = re.findall(r"<li>([^<]+)</li>", page[page.index('id="faults"') :])
    assert faults[0].startswith(f"Blatt „Fragen“, Zelle G{rows['m-1.1']}: ")
    assert faults[0].endswith("Überwiegend umgesetzt, Verankert und überprüft, Nicht bekannt, Trifft auf uns nicht zu.")
    assert faults[1].startswith(f"Blatt „Fragen“, Zelle H{rows['m-1.2']}: Der Text hat 10001 Zeichen")
    assert len(faults) == 2
    assert Upload.objects.count() == 0


def test_table_with_two_answers_to_a_question_is_refused(browser: Client, county_round: Round, tmp_path: Path) -> None:
    path = tmp_path / "tabelle.csv"
    path.write_text("Frage;Antwort;Person\nm-1.1;begun;Ada\nm-1.1;none;Ben\nm-1.2;begun;Ada\n", encoding="utf-8")

    page = text_of(uploaded(browser, path))

    assert "m-1.1" in page
    assert "m-1.2" not in page
    assert Upload.objects.count() == 0


def test_sheet_in_json_brings_agreed_answers(browser: Client, county_round: Round, tmp_path: Path) -> None:
    path = tmp_path / "antworten.json"
    path.write_text(
        '{"framework": "weltoffene-kommune@1.0", "answers": ['
        '{"question": "m-1.1", "value": "begun", "respondent": "a"},'
        '{"question": "m-1.1", "value": "none", "respondent": "b"}, {"question": "m-1.2", "value": "none"}],'
        '"agreed": [{"question": "m-1.1", "value": "mostly", "comment": "Beschluss"}]}'
    )

    url, page = previewed(browser, path)
    browser.post(url, decisions_on(page))

    assert said(county_round) == {"m-1.1": ("mostly", "Beschluss"), "m-1.2": ("none", "")}


def photo() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


def protected() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def bomb() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"\0" * 210_000_000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foto.xlsx", photo()),
        ("foto.png", photo()),
        ("geschuetzt.xlsx", protected()),
        ("leer.xlsx", b""),
        ("leer.csv", b""),
        ("text.json", b"\xff\xfe{"),
        ("liste.json", b"[1, 2"),
        ("anderer.json", b'{"framework": "zoo@1.0", "answers": []}'),
        ("ort.json", b'{"municipality": {"name": "Kusel", "key": "07336"}, "answers": []}'),
        ("bombe.xlsx", bomb()),
        ("gross.xlsx", b"x" * (LARGEST_FILE + 1)),
        ("nichts.json", b'{"answers": []}'),
        ("tabelle.csv", b"Name;Alter\nAda;3\n"),
        ("x" * 250 + ".odt", b"PK\x03\x04"),
        ("x" * 300 + ".ods", b"PK\x03\x04"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_wrong_file_is_told_in_words(browser: Client, county_round: Round, name: str, content: bytes) -> None:
    response = browser.post(f"{PAGE}upload/", {"file": SimpleUploadedFile(name, content)})

    page = response.content.decode()
    assert response.status_code == 200
    assert 'role="alert"' in page
    assert Upload.objects.count() == 0


def test_sound_form_that_unpacks_to_too_much_is_refused(browser: Client, county_round: Round, tmp_path: Path) -> None:
    path = downloaded(browser, tmp_path)
    fill(path, {SHEET: {f"G{rows_of_questions(path)['m-1.1']}": "Begonnen"}})
    change(path, "docProps/app.xml", lambda content: content + b"<!--" + b" " * 30_000_000 + b"-->")

    with path.open("rb") as file:
        page = browser.post(f"{PAGE}upload/", {"file": file}).content.decode()

    assert "entpackt größer als 30\xa0MB" in page
    assert Upload.objects.count() == 0


def test_no_file_is_told_at_the_field(browser: Client, county_round: Round) -> None:
    page = browser.post(f"{PAGE}upload/").content.decode()

    assert 'href="#id_file"' in page
    assert 'aria-invalid="true"' in page


def test_unknown_part_or_format_is_no_page(browser: Client, county_round: Round) -> None:
    wishes = ({"part": "field:zoo"}, {"format": ".exe"}, {"part": "department:../x"})
    assert [browser.get(f"{PAGE}download/", wish).status_code for wish in wishes] == [404, 404, 404]


def test_file_is_called_by_round_place_and_part(browser: Client, county_round: Round) -> None:
    county_round.title = 'Selbst/check "2026"'
    county_round.save()

    response = browser.get(f"{PAGE}download/", {"part": "all", "format": ".ods"})

    assert response["Content-Disposition"] == 'attachment; filename="Selbst check 2026 Donnersbergkreis.ods"'
    assert response["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize("number", [1, 100])
def test_preview_costs_the_same_for_any_file(
    browser: Client, county_round: Round, tmp_path: Path, number: int, django_assert_num_queries: Any
) -> None:
    path = downloaded(browser, tmp_path)
    cells = {f"G{row}": "Begonnen" for row in list(rows_of_questions(path).values())[:number]}
    fill(path, {SHEET: cells})
    url, page = previewed(browser, path)

    # session, person, membership, round, upload, answers
    with django_assert_num_queries(6):
        browser.get(url)
    browser.post(url, decisions_on(page))
    assert len(said(county_round)) == number
