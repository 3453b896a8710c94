"""A whole workshop of five hours: forty guests in four perspectives, two working groups, eight of them on paper.

Several real browsers at once, on a server of its own that is killed and started again in the middle of a vote.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.gathering import COUNTY, Console, Guest, Hall, chosen_in
from tests.journeys.visiting import PHONE
from tests.weltoffen.test_serve import free_port, run

LANGUAGES = ("de", "en", "uk", "ar", "tr", "fr", "de-simple")
PERSPECTIVES = ("administration", "politics", "civil_society", "residents")
SILENT_GUESTS = 25
PAPER = {"Nicht vorhanden": 2, "Geplant": 1, "Begonnen": 5}
LOST = r"ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET"


@pytest.fixture
def hall(browser: Browser, tmp_path: Path) -> Iterator[Hall]:
    run(tmp_path, "prepare")
    run(tmp_path, "demo")
    found = Hall(browser, tmp_path, free_port())
    yield found
    for window in found.windows:
        window.context.close()
    assert [note for window in found.windows for note in window.noted if not re.search(LOST, note)] == []


@pytest.mark.enable_socket
def test_a_workshop_of_five_hours_with_forty_guests(hall: Hall) -> None:
    with hall.open():
        desk = hall.desk()
        number = _plans(hall, desk)
        console = Console(desk, number)
        code = _begins(console)
        stage = hall.window(size=(1280, 720))
        address = desk.page.get_by_role("link", name="Bühne in eigenem Fenster öffnen").get_attribute("href")
        stage.open(str(address).removeprefix(hall.address))
        phones = [hall.phone(code, PERSPECTIVES[place % 4], tag) for place, tag in enumerate(LANGUAGES)]
        guests = [Guest(hall.port, code, PERSPECTIVES[place % 4]) for place in range(SILENT_GUESTS)]
        _every_phone_is_accessible(phones)

        desk.page.get_by_label("Was gesagt wurde, in Kürze").fill("Viele kommen zum ersten Mal.")
        desk.page.locator(".console-item", has_text="Wie sehen Sie es?").first.click()
        expect(desk.page.locator("#now")).to_have_text("Wie sehen Sie es?")
        expect(desk.page.locator("#now")).to_be_focused()
        console.press("Abstimmung öffnen")
        expect(stage.page.locator(".stage-votes, .stage-scale").first).to_be_visible()
        for phone in phones:
            expect(phone.page.locator("input[name=value]").first).to_be_visible()
        _every_phone_is_accessible(phones)
        for guest in guests:
            guest.vote(value=_first_value(phones[0]))
        phones[0].page.locator("input[name=value]").nth(1).check()
        phones[0].page.locator("form[data-send] button[type=submit]").click()
        expect(phones[0].page.locator(".phone-counted")).to_be_visible()
        expect(stage.page.locator(".stage-votes strong")).to_have_text(str(SILENT_GUESTS + 1))
        _votes_in_three_taps(hall, code)
        expect(stage.page.locator(".stage-votes strong")).to_have_text(str(SILENT_GUESTS + 2))

    # The power fails. Phones keep what is sent meanwhile.
    for phone in phones[1:]:
        phone.page.locator("input[name=value]").nth(2).check()
        phone.page.locator("form[data-send] button[type=submit]").click()
    expect(phones[1].page.locator("#connection")).to_be_visible()
    desk.page.get_by_role("button", name="Abstimmung schließen").click()
    expect(desk.page.get_by_text("Es besteht keine Verbindung zum Server.")).to_be_visible()

    with hall.open():
        for phone in phones[1:]:
            expect(phone.page.locator(".phone-counted")).to_be_visible(timeout=20_000)
        expect(stage.page.locator(".stage-votes strong")).to_have_text(
            str(SILENT_GUESTS + len(phones) + 1), timeout=20_000
        )
        assert chosen_in(phones[0].page) != chosen_in(phones[1].page)
        console.look()
        _paper_and_result(console, stage.page, phones)
        _ideas_and_groups(hall, console, phones, guests)
        _priorities_and_agreements(console, phones, guests)
        _looks_back(console, phones, guests)
        _ends(console, phones)


def _votes_in_three_taps(hall: Hall, code: str) -> None:
    """Somebody who has never seen it, from the scanned code to the counted vote, in the language of the phone."""
    page = hall.window(size=PHONE, language="uk").open(f"/w/{code}/")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    page.locator("button[value=residents]").click()
    page.locator("input[name=value]").nth(1).click()
    page.locator("form[data-send] button[type=submit]").click()
    expect(page.locator(".phone-counted")).to_be_visible()


def _plans(hall: Hall, desk: object) -> int:
    page = desk.open(f"{COUNTY}new/")  # type: ignore[attr-defined]
    page.get_by_label("Titel").fill("Fünf Stunden miteinander")
    page.get_by_label("Tag", exact=True).fill("2030-05-06")
    page.get_by_label("Beginn").fill("13:00")
    page.locator("input[name=length][value='300']").check()
    page.locator("select[name=groups]").select_option("2")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name=re.compile("Vorschlag")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Das Programm")
    return int(re.search(r"/workshops/(\d+)/", page.url)[1])  # type: ignore[index]


def _begins(console: Console) -> str:
    page = console.page
    console.look()
    page.get_by_role("button", name="Workshop beginnen").click()
    expect(page.locator("#now")).to_be_visible()
    return page.locator(".console-addresses strong").nth(1).inner_text().replace(" ", "")


def _every_phone_is_accessible(phones: list) -> None:  # type: ignore[type-arg]
    for phone in phones:
        assert violations(phone.page) == []
        assert does_not_fit(phone.page) == []


def _first_value(phone: object) -> str:
    return str(phone.page.locator("input[name=value]").nth(2).get_attribute("value"))  # type: ignore[attr-defined]


def _paper_and_result(console: Console, stage: object, phones: list) -> None:  # type: ignore[type-arg]
    page = console.page
    console.press("Abstimmung schließen")
    page.get_by_role("link", name="Papierstimmzettel erfassen").first.click()
    page.get_by_label("Einwohnerinnen und Einwohner", exact=True).check()
    page.get_by_label("Wie viele Stimmzettel").fill("8")
    page.locator("fieldset.console-counters input").nth(2).fill("8")
    page.get_by_role("button", name="Diese Stimmzettel hinzufügen").click()
    expect(page.get_by_role("heading", name="Bisher erfasst")).to_be_visible()
    page.get_by_role("link", name="Zurück zur Regie").click()
    console.press("Ergebnis aufdecken")
    expect(stage.locator(".stage-chart svg")).to_be_visible()  # type: ignore[attr-defined]
    expect(stage.locator(".stage-chart")).to_contain_text("Verwaltung")  # type: ignore[attr-defined]
    for phone in phones:
        expect(phone.page.locator("form[data-send]")).to_have_count(0)
    _every_phone_is_accessible(phones)


def _ideas_and_groups(hall: Hall, console: Console, phones: list, guests: list[Guest]) -> None:  # type: ignore[type-arg]
    page = console.page
    console.on_to("Arbeitsgruppen")
    for place, guest in enumerate(guests):
        guest.group(1 + place % 2)
    for phone in phones:
        expect(phone.page.locator("button[name=group]")).to_have_count(2)
    _every_phone_is_accessible(phones)
    for place, phone in enumerate(phones):
        phone.page.locator(f"button[name=group][value='{1 + place % 2}']").click()
        phone.page.wait_for_selector(".phone-group, .phone-lead")
    for group in (1, 2):
        console.on_to("Was würde helfen?", group)
        console.press("Ideen annehmen")
        for number, guest in enumerate(guests[group - 1 :: 2][:4]):
            guest.idea(f"Idee {number + 1} der Gruppe {group}")
    for one in phones:
        expect(one.page.locator("textarea[name=text]")).to_be_visible()
    _every_phone_is_accessible(phones)
    phone = phones[0].page
    phone.locator("textarea[name=text]").fill("Ein Treff im Park")
    phone.locator("form[data-send] button[type=submit]").click()
    expect(phone.locator("[role=status]", has_text="Ihre Idee ist angekommen").first).to_be_visible()
    page.goto(f"{hall.address}{console.path}ideas/")
    expect(page.get_by_role("checkbox")).to_have_count(9)
    page.get_by_role("button", name="Alle auf die Bühne bringen").first.click()
    for text in ("Idee 1 der Gruppe 1", "Idee 2 der Gruppe 1"):
        page.get_by_role("checkbox", name=text).check()
    idea = page.locator("#id_correct_idea option").first.inner_text()
    expect(page.get_by_label("Neuer Wortlaut")).to_have_value(idea)
    page.get_by_label("Titel der neuen Gruppe").fill("Zusammen anfangen")
    page.get_by_role("button", name="Zusammenlegen").click()
    expect(page.locator("legend", has_text="Zusammen anfangen")).to_be_visible()


def _priorities_and_agreements(console: Console, phones: list, guests: list[Guest]) -> None:  # type: ignore[type-arg]
    page = console.page
    console.on_to("Was kommt zuerst?")
    console.press("Abstimmung öffnen")
    for phone in phones:
        expect(phone.page.locator(".phone-idea").first).to_be_visible()
    _every_phone_is_accessible(phones)
    for guest in guests:
        guest.vote(**{"value-c1": "1"})
    console.press("Abstimmung schließen")
    console.press("Ergebnis aufdecken")
    console.on_to("Was verabreden wir?")
    page.get_by_label("Aus welcher Idee sie entsteht").select_option("c1")
    page.get_by_label("Was zu tun ist").fill("Einen Treff im Park beginnen")
    page.get_by_label("Wer verantwortlich ist").fill("Jugendamt mit dem Sportverein")
    page.get_by_role("button", name="Auf die Bühne bringen").click()
    expect(page.locator(".console-outlines")).to_contain_text("Einen Treff im Park beginnen")


def _looks_back(console: Console, phones: list, guests: list[Guest]) -> None:  # type: ignore[type-arg]
    expect(phones[0].page.locator(".phone-outline")).to_contain_text("Einen Treff im Park beginnen")
    _every_phone_is_accessible(phones)
    console.on_to("Rückblick und Ausblick")
    console.press("Abstimmung öffnen")
    for phone in phones:
        expect(phone.page.locator("input[name=value-heard]").first).to_be_visible()
    _every_phone_is_accessible(phones)
    for guest in guests:
        guest.vote(**{"value-heard": "yes", "value-learned": "rather_yes", "value-result": "rather_no"})


def _ends(console: Console, phones: list) -> None:  # type: ignore[type-arg]
    page = console.page
    console.look()
    page.get_by_role("link", name="Workshop beenden").click()
    expect(page.get_by_role("checkbox", name="Rückblick und Ausblick")).to_be_checked()
    page.get_by_role("button", name="Workshop beenden").click()
    expect(phones[0].page.locator("#heading")).to_have_text("Vielen Dank!")
    _every_phone_is_accessible(phones)
    console.window.open(console.path.replace("console", "minutes"))
    expect(page.locator(".minutes")).to_contain_text("Viele kommen zum ersten Mal.")
    expect(page.locator(".minutes")).to_contain_text("Ich konnte sagen, was mir wichtig ist.")
