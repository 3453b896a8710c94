"""A survey of residents from beginning to end: prepared, opened, answered on phones, closed, compared, taken along."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests import stage
from tests.journeys.visiting import PHONE, Window

from weltoffen.municipalities.choices import Role
from weltoffen.surveys import tokens
from weltoffen.surveys.throttle import THROTTLE

OpenWindow = Callable[..., Window]
COORDINATOR = stage.address_of(Role.COORDINATOR)
LIST = reverse("surveys:list", kwargs={"slug": stage.COUNTY, "number": stage.RUNNING})
RESIDENTS = 7


@pytest.fixture(autouse=True)
def nobody_sent_yet() -> Iterator[None]:
    """Other stories send from the same address."""
    THROTTLE._counts.clear()
    yield
    THROTTLE._counts.clear()


def prepared(coordinator: Page) -> None:
    """A survey with two questions, looked at and opened."""
    coordinator.get_by_role("link", name="Befragung vorbereiten").click()
    coordinator.get_by_label("Titel, den die Teilnehmenden sehen").fill("Wie erleben Sie uns?")
    coordinator.locator("summary", has_text="Management und Steuerung").click()
    boxes = coordinator.locator("input[name=questions]")
    for place in (0, 1):
        boxes.nth(place).check()
    coordinator.get_by_role("button", name="Entwurf speichern").click()
    coordinator.get_by_role("link", name="So sehen es die Teilnehmenden").click()
    expect(coordinator.get_by_role("button", name="Anonym abschicken")).to_have_count(0)
    coordinator.get_by_role("link", name="Zurück zur Befragung").click()
    coordinator.get_by_role("button", name="Befragung öffnen").click()


def takes_part(window: Window, link: str, answer: str) -> None:
    """Somebody reads, waits as long as people need, answers, and sends."""
    page = window.open(link)
    expect(page.get_by_text("Sie antworten anonym")).to_be_visible()
    page.get_by_role("link", name="Zu den Fragen").click()
    for place in (0, 1):
        page.locator(".question").nth(place).get_by_label(answer, exact=True).check()
    page.locator("#group").get_by_label("Zivilgesellschaft").check()
    page.wait_for_timeout(tokens.QUICKEST.total_seconds() * 1000)
    page.get_by_role("button", name="Anonym abschicken").click()
    expect(page.get_by_role("heading", name="Vielen Dank, Ihre Antworten sind gezählt")).to_be_visible()


def test_residents_are_heard_and_nobody_sees_who_said_what(window: OpenWindow) -> None:
    coordinator = window(COORDINATOR).open(LIST)
    prepared(coordinator)
    home = coordinator.url
    link = "/s/" + coordinator.locator(".survey-link__address a").inner_text().split("/s/")[1]
    expect(coordinator.locator(".survey-people")).to_contain_text("weniger als 5 Personen")

    for person in range(RESIDENTS):
        takes_part(window(size=PHONE, java_script_enabled=person > 0), link, "Geplant" if person else "Weiß ich nicht")

    coordinator.goto(home)
    expect(coordinator.locator(".survey-people")).to_contain_text("Mindestens 5 Personen")
    coordinator.goto(f"{home}results/")
    expect(coordinator.get_by_role("heading", name="Ergebnisse gibt es nach dem Schließen")).to_be_visible()
    coordinator.goto(home)
    coordinator.get_by_role("link", name="Befragung schließen …").click()
    coordinator.get_by_role("button", name="Endgültig schließen").click()

    first = coordinator.locator(".voices").first
    expect(first.get_by_role("row", name="Geplant")).to_contain_text("6")
    expect(first.get_by_role("row", name="Weiß ich nicht")).to_contain_text("1")
    expect(first).to_contain_text("Zivilgesellschaft (7 Personen): Geplant")
    with coordinator.expect_download() as download:
        coordinator.get_by_role("link", name="Einfache Tabelle (.csv)").click()
    table = download.value.path().read_text(encoding="utf-8-sig")
    assert ";Geplant;6;" in table


def test_whoever_took_part_is_told_so_on_this_device(window: OpenWindow) -> None:
    resident = window(size=PHONE)
    link = "/s/mitreden26/"
    takes_part(resident, link, "Begonnen")

    page = resident.open(link)

    expect(page.get_by_role("heading", name="Sie haben schon teilgenommen")).to_be_visible()
    page.get_by_role("link", name="Eine andere Person nimmt teil").click()
    expect(page.get_by_role("button", name="Anonym abschicken")).to_be_visible()
