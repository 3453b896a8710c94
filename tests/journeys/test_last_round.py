"""A new round begins with what the last one left: offered, taken over, confirmed; and what shows that it is true."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import stage
from tests.journeys.answering import choose
from tests.journeys.visiting import PHONE, Window
from tests.rooms.evidence.files import PDF

from weltoffen.municipalities.choices import Role

OpenWindow = Callable[..., Window]
COORDINATOR, CONTRIBUTOR = stage.address_of(Role.COORDINATOR), stage.address_of(Role.CONTRIBUTOR)
ROUND = {"slug": stage.COUNTY, "number": stage.RUNNING}
FIELD = reverse("answers:field", kwargs={**ROUND, "field": "engagement"})
EVIDENCE = reverse("evidence:overview", kwargs={**ROUND, "question": "m-1.1"})
KEY, OTHER = "e-3.1", "e-1.1"


@pytest.mark.parametrize("java_script", [True, False])
def test_an_answer_of_the_last_round_is_taken_over_and_confirmed(window: OpenWindow, *, java_script: bool) -> None:
    page = window(COORDINATOR, size=PHONE, java_script_enabled=java_script).open(FIELD)
    asked = page.locator(f'[data-question="{KEY}"]')
    expect(asked).to_contain_text("Beim letzten Mal (Selbstcheck 2024):")
    choose(page, OTHER, "Geplant")

    asked.get_by_role("button", name=f"Übernehmen {KEY}").click()

    expect(asked).to_contain_text("Übernommen, bitte prüfen")
    expect(asked.get_by_role("link", name=f"Nachweise: 1 {KEY}")).to_be_visible()
    expect(page.locator(f'[data-question="{OTHER}"]').get_by_role("radio", name="Geplant")).to_be_checked()
    asked.get_by_role("button", name=f"Stimmt noch {KEY}").click()
    expect(page.get_by_role("status").first).to_contain_text("Die Antwort ist bestätigt.")
    expect(asked).not_to_contain_text("Übernommen, bitte prüfen")


def test_changing_an_answer_takes_its_mark_away(window: OpenWindow) -> None:
    page = window(COORDINATOR).open(FIELD)
    asked = page.locator(f'[data-question="{KEY}"]')
    asked.get_by_role("button", name=f"Übernehmen {KEY}").click()
    expect(asked).to_contain_text("Übernommen, bitte prüfen")

    choose(page, KEY, "Nicht vorhanden")

    expect(asked).not_to_contain_text("Übernommen, bitte prüfen")
    page.reload()
    expect(asked).not_to_contain_text("Übernommen, bitte prüfen")


@pytest.mark.parametrize("java_script", [True, False])
def test_a_document_is_added_downloaded_and_removed(window: OpenWindow, *, java_script: bool) -> None:
    page = window(CONTRIBUTOR, size=PHONE, java_script_enabled=java_script).open(EVIDENCE)
    page.get_by_role("link", name="Dokument hinzufügen").click()
    page.get_by_label("Datei", exact=True).set_input_files(
        {"name": "Leitbild.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_label("Beschlüsse und Regelungen").check()
    page.get_by_role("button", name="Speichern").click()

    expect(page.get_by_role("status").first).to_contain_text("Der Nachweis ist gespeichert.")
    with page.expect_download() as started:
        page.get_by_role("link", name="Leitbild.pdf", exact=True).click()
    assert started.value.suggested_filename == "Leitbild.pdf"
    assert started.value.path().read_bytes() == PDF
    page.get_by_role("link", name=re.compile("Entfernen ?: Leitbild.pdf")).click()
    page.get_by_role("button", name="Entfernen").click()
    expect(page.get_by_role("status").first).to_contain_text("Der Nachweis wurde entfernt.")
    expect(page.get_by_role("link", name="Leitbild.pdf", exact=True)).to_have_count(0)
