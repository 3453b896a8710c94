"""Coming in: signing in and out, a forgotten password, the chosen language."""

import re
from collections.abc import Callable

from django.core import mail
from playwright.sync_api import expect
from tests import stage
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.answering import sign_in
from tests.journeys.visiting import PHONE, Window

from weltoffen.municipalities.choices import Role

OpenWindow = Callable[..., Window]
COORDINATOR = stage.address_of(Role.COORDINATOR)
NEW_PASSWORD = "ein ganz neues langes Passwort"  # noqa: S105


def test_signing_in_leads_to_the_page_that_was_wanted(window: OpenWindow) -> None:
    page = window(size=PHONE).open(f"/m/{stage.COUNTY}/rounds/")

    sign_in(page, COORDINATOR)

    expect(page).to_have_url(re.compile(f"/m/{stage.COUNTY}/rounds/$"))


def test_a_wrong_password_is_said_at_the_field_and_on_top(window: OpenWindow) -> None:
    page = window(size=PHONE).open("/account/login/")
    page.get_by_label("E-Mail-Adresse").fill(COORDINATOR)
    page.get_by_label("Passwort", exact=True).fill("geraten")

    page.get_by_role("main").get_by_role("button", name="Anmelden").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(re.compile("^Fehler: Anmelden"))
    assert [*violations(page), *does_not_fit(page)] == []
    expect(page.get_by_label("E-Mail-Adresse")).to_have_value(COORDINATOR)


def test_after_signing_out_the_pages_are_closed(window: OpenWindow) -> None:
    visit = window(COORDINATOR)
    page = visit.open("/account/logout/")

    page.get_by_role("main").get_by_role("button", name="Abmelden").click()

    expect(page).to_have_url(visit.address + "/")
    visit.open(f"/m/{stage.COUNTY}/")
    assert visit.path == "/account/login/"


def test_a_forgotten_password_is_set_anew(window: OpenWindow) -> None:
    mail.outbox.clear()
    visit = window(size=PHONE)
    page = visit.open("/account/password/forgotten/")
    page.get_by_label("E-Mail-Adresse").fill(COORDINATOR)
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Fehler")
    [letter] = mail.outbox
    [link] = re.findall(r"https?://\S+", str(letter.body))

    page.goto(link)
    assert [*violations(page), *does_not_fit(page)] == []
    for field in page.locator("main input[type=password]").all():
        field.fill(NEW_PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    visit.open("/account/login/")
    page.get_by_label("E-Mail-Adresse").fill(COORDINATOR)
    page.get_by_label("Passwort", exact=True).fill(NEW_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden").click()

    expect(page).to_have_url(re.compile(f"/m/{stage.COUNTY}/$"))
    assert letter.to == [COORDINATOR]


def test_english_stays_until_german_is_chosen(window: OpenWindow) -> None:
    visit = window(COORDINATOR, size=PHONE)
    page = visit.open(f"/m/{stage.COUNTY}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Überblick")

    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    visit.open(f"/m/{stage.COUNTY}/rounds/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Deutsch").click()

    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert visit.path == f"/m/{stage.COUNTY}/rounds/"
