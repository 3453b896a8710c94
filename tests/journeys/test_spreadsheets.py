"""Answering in a spreadsheet: downloaded, filled in, uploaded, looked at, taken over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests import stage
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.answering import choose, comments_ever, state, stored
from tests.journeys.visiting import PHONE, Window
from tests.selfcheck_documents.workbooks import fill, rows_of_questions

from weltoffen.municipalities.choices import Role

OpenWindow = Callable[..., Window]
pytestmark = pytest.mark.usefixtures("one_department")
ONE, OTHER = stage.address_of(Role.CONTRIBUTOR), stage.address_of(Role.COORDINATOR)
ROUND = {"slug": stage.COUNTY, "number": stage.RUNNING}
PAGE = reverse("answers:spreadsheet", kwargs=ROUND)
SHEET, ANSWER, COMMENT = "Fragen", "G", "H"
FIELD = "Handlungsfeld: Kommunikation und Konfliktmanagement (10 Fragen)"


def downloaded(page: Page, folder: Path, program: str = "Excel (.xlsx)") -> Path:
    """The form of one field of action with the answers so far."""
    page.get_by_label("Welche Fragen?").select_option(
        label="Handlungsfeld: Kommunikation und Konfliktmanagement (10 Fragen)"
    )
    page.get_by_label(program).check()
    with page.expect_download() as started:
        page.get_by_role("button", name="Herunterladen").click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def upload(page: Page, path: Path) -> None:
    """Send a file and look at what comes."""
    page.get_by_label("Datei", exact=True).set_input_files(path)
    page.get_by_role("button", name="Hochladen und Vorschau ansehen").click()


def fill_in(path: Path, answers: dict[str, tuple[str, str]]) -> None:
    """Write answers and comments into a form, as people do."""
    rows = rows_of_questions(path)
    cells = {
        f"{column}{rows[key]}": text
        for key, said in answers.items()
        for column, text in zip((ANSWER, COMMENT), said, strict=True)
        if text
    }
    fill(path, {SHEET: cells})


@pytest.mark.parametrize("program", ["Excel (.xlsx)", "LibreOffice (.ods)"])
def test_a_form_comes_back_and_is_taken_over(window: OpenWindow, tmp_path: Path, program: str) -> None:
    visit = window(ONE, size=PHONE)
    page = visit.open(PAGE)
    path = downloaded(page, tmp_path, program)
    fill_in(path, {"k-1.1": ("Begonnen", "Aus der Tabelle"), "k-1.2": ("Geplant", "")})

    upload(page, path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Was die Datei ändern würde")
    expect(page.get_by_text("2 neue Antworten")).to_be_visible()
    assert [*violations(page), *does_not_fit(page)] == []
    assert (stored("k-1.1"), stored("k-1.2")) == (("", "", 0), ("", "", 0))
    page.get_by_role("button", name="Übernehmen").click()

    expect(page.get_by_text("2 Antworten wurden übernommen")).to_be_visible()
    assert stored("k-1.1") == ("begun", "Aus der Tabelle", 1)
    assert stored("k-1.2") == ("planned", "", 1)


def test_what_was_answered_meanwhile_is_a_conflict_to_decide(window: OpenWindow, tmp_path: Path) -> None:
    page = window(ONE).open(PAGE)
    path = downloaded(page, tmp_path)
    fill_in(path, {"k-1.1": ("Begonnen", "Aus der Tabelle"), "k-1.2": ("Geplant", "Auch")})
    other = window(OTHER).open(reverse("answers:field", kwargs={**ROUND, "field": "communication"}))
    for key in ("k-1.1", "k-1.2"):
        choose(other, key, "Verankert und überprüft")
        expect(state(other, key)).to_contain_text("Gespeichert")

    upload(page, path)
    expect(page.get_by_text("2 Widersprüche zu entscheiden")).to_be_visible()
    assert [*violations(page), *does_not_fit(page)] == []
    page.get_by_role("radiogroup").first.get_by_role("radio", name="Aus der Datei übernehmen").check()
    page.get_by_role("button", name="Übernehmen").click()

    expect(page.get_by_text("1 Antwort wurde übernommen")).to_be_visible()
    assert (stored("k-1.1")[:2], stored("k-1.2")) == (("begun", "Aus der Tabelle"), ("established", "", 1))
    assert comments_ever("k-1.1") == ["", "Aus der Tabelle"]


def test_every_faulty_cell_is_named_at_once_and_nothing_is_taken_over(window: OpenWindow, tmp_path: Path) -> None:
    page = window(ONE, size=PHONE).open(PAGE)
    path = downloaded(page, tmp_path)
    fill_in(path, {"k-1.1": ("Vielleicht", ""), "k-1.2": ("Ganz gut", ""), "k-1.3": ("Begonnen", "")})
    rows = rows_of_questions(path)

    upload(page, path)

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("2 Einträge sind zu berichtigen")
    for key, word in (("k-1.1", "Vielleicht"), ("k-1.2", "Ganz gut")):
        expect(alert.get_by_role("listitem").filter(has_text=word)).to_contain_text(f"{ANSWER}{rows[key]}")
    assert [*violations(page), *does_not_fit(page)] == []
    assert stored("k-1.3") == ("", "", 0)
