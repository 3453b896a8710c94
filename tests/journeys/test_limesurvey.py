"""Responses of three departments from LimeSurvey: looked through, one value corrected, saved, taken over, seen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import stage
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.visiting import PHONE, Window

from weltoffen.municipalities.choices import Role

OpenWindow = Callable[..., Window]
ROUND = {"slug": stage.COUNTY, "number": stage.RUNNING}
START = reverse("limesurvey:start", kwargs=ROUND)
HISTORY = reverse("answers:history", kwargs={**ROUND, "question": "k-2.1"})
ROWS = """id,submitdate,email,amt,k21,k22
7,2026-03-01 12:00:00,e@example.org,Ausländerbehörde,Begonnen,Geplant
8,2026-03-02 12:00:00,b@example.org,Sonst wo,Geplant,läuft so
9,2026-03-03 12:00:00,c@example.org,Nirgends,Geplant,Begonnen
"""


@pytest.mark.usefixtures("one_department")
def test_from_the_export_to_answers_and_the_mapping_is_offered_again(window: OpenWindow, tmp_path: Path) -> None:
    export = tmp_path / "antworten.csv"
    export.write_text(ROWS, encoding="utf-8")
    visit = window(stage.address_of(Role.COORDINATOR), size=PHONE)
    page = visit.open(START)
    page.get_by_label("Rückmeldungen (.csv oder .lsa)").set_input_files(export)
    page.get_by_role("button", name="Hochladen und die Zuordnung ansehen").click()
    expect(page.get_by_text("Ein Wert ist offen.")).to_be_visible()
    assert [*violations(page), *does_not_fit(page)] == []

    page.get_by_role("link", name="Kommunikation und Konfliktmanagement").click()
    assert [*violations(page), *does_not_fit(page)] == []
    page.get_by_label("„läuft so“ wird zu").select_option(label="Begonnen")
    page.get_by_role("button", name="Dieses Handlungsfeld speichern").click()
    page.get_by_label("Name der Zuordnung").fill("Umfrage der Ämter")
    page.get_by_role("button", name="Zuordnung speichern").click()
    expect(page.get_by_text("ist gespeichert. Sie wird bei der nächsten Datei angeboten.")).to_be_visible()

    page.get_by_role("link", name="Rückmeldungen zuordnen").click()
    assert [*violations(page), *does_not_fit(page)] == []
    page.get_by_label("Rückmeldung 7 gehört zu").select_option(index=2)
    page.get_by_label("Rückmeldung 8 gehört zu").select_option(label="Koordination")
    page.get_by_label("Rückmeldung 9 gehört zu").select_option(label="Weglassen")
    page.get_by_role("button", name="Vorschauen erstellen").click()
    expect(page.get_by_text("Unten warten 2 Vorschauen auf Sie.")).to_be_visible()
    for _number in range(2):
        page.locator("#waiting ~ ul a").first.click()
        expect(page.get_by_text("2 neue Antworten")).to_be_visible()
        page.get_by_role("button", name="Übernehmen").click()
        expect(page.get_by_text("2 Antworten wurden übernommen")).to_be_visible()

    expect(page.get_by_role("heading", name="Prüfen und übernehmen")).to_have_count(0)
    history = visit.open(HISTORY)
    expect(history.get_by_text("aus LimeSurvey").first).to_be_visible()
    start = visit.open(START)
    expect(start.get_by_label("Zuordnung der Spalten").locator("option:checked")).to_have_text("Umfrage der Ämter")
