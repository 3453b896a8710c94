"""The second factor in a real browser: an app, a passkey of a security key that Chromium plays, recovery codes."""

import re
from collections.abc import Callable
from pathlib import Path

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.test import Client
from playwright.sync_api import Page, expect
from tests import stage
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.answering import sign_in
from tests.journeys.markup import html_faults
from tests.journeys.visiting import DESK, PHONE, Window
from tests.rooms.accounts.second_factors import APP, APP_OFF, CODES, CONFIRM, NEW_PASSKEY, OVERVIEW, SECOND, code_of

from weltoffen.accounts.actions import add_passkey, turn_on_app
from weltoffen.accounts.models import Person
from weltoffen.accounts.queries import factors_of
from weltoffen.municipalities.choices import Role

OpenWindow = Callable[..., Window]
COORDINATOR = stage.address_of(Role.COORDINATOR)


def faults_of(page: Page) -> list[str]:
    """What is wrong with this page on a desk and on a phone."""
    found = []
    for width, height in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        found += [*violations(page), *does_not_fit(page)]
    return found


def press(page: Page, name: str, role: str = "button") -> None:
    page.get_by_role("main").get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]


def confirm(page: Page) -> None:
    """Type the password again; the page is looked at on the way."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte bestätigen Sie, dass Sie es sind")
    assert faults_of(page) == []
    page.get_by_label("Passwort", exact=True).fill(stage.PASSWORD)
    press(page, "Weiter")


def sign_out(page: Page, visit: Window) -> None:
    visit.open("/account/logout/")
    press(page, "Abmelden")


def at_localhost(visit: Window) -> Window:
    """Passkeys belong to a name; an address in numbers has none."""
    visit.address = visit.address.replace("127.0.0.1", "localhost")
    return visit


def plug_in(page: Page) -> None:
    """A security key with a fingerprint reader."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**key, "automaticPresenceSimulation": True}})


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(window: OpenWindow) -> None:
    visit = window(COORDINATOR, size=PHONE)
    page = visit.open("/account/")
    press(page, "Zweiten Faktor einrichten", "link")
    assert faults_of(page) == []
    press(page, "App einrichten", "link")
    confirm(page)
    assert faults_of(page) == []
    secret = page.locator(".typed-key").inner_text().replace(" ", "")
    page.get_by_label("Code der App").fill(code_of(secret))
    press(page, "Einschalten")
    assert faults_of(page) == []
    first, *_rest = page.locator(".codes li").all_inner_texts()

    sign_out(page, visit)
    visit.open("/account/login/")
    sign_in(page, COORDINATOR)
    assert faults_of(page) == []
    page.get_by_label("Code", exact=True).fill(first)
    press(page, "Anmelden")

    expect(page).to_have_url(re.compile(f"/m/{stage.COUNTY}/$"))
    visit.open(OVERVIEW)
    expect(page.get_by_role("main")).to_contain_text("9 Codes sind noch unbenutzt.")
    assert faults_of(page) == []


def test_a_passkey_is_made_named_used_and_removed(window: OpenWindow, tmp_path: Path) -> None:
    visit = at_localhost(window(size=PHONE))
    page = visit.open("/account/login/?next=" + NEW_PASSKEY)
    plug_in(page)
    sign_in(page, COORDINATOR)
    confirm(page)
    assert faults_of(page) == []
    page.get_by_label("Name des Passkeys").fill("Dienst-Laptop")
    press(page, "Passkey anlegen")
    expect(page).to_have_url(re.compile(f"{CODES}$"))

    sign_out(page, visit)
    visit.open("/account/login/")
    sign_in(page, COORDINATOR)
    expect(page).to_have_url(re.compile(f"{SECOND}$"))
    assert faults_of(page) == []
    assert html_faults({"second factor": page.request.get(visit.address + SECOND).body()}, tmp_path) == []
    page.reload()
    press(page, "Passkey verwenden")
    expect(page).to_have_url(re.compile(f"/m/{stage.COUNTY}/$"))

    visit.open(OVERVIEW)
    assert faults_of(page) == []
    expect(page.locator(".account-list")).to_contain_text("zuletzt benutzt am")
    page.get_by_role("link", name=re.compile("Namen ändern.*Dienst-Laptop")).click()
    assert faults_of(page) == []
    page.get_by_label("Name des Passkeys").fill("Sicherheitsschlüssel")
    press(page, "Namen speichern")
    page.get_by_role("link", name=re.compile("Entfernen.*Sicherheitsschlüssel")).click()
    confirm(page)
    assert faults_of(page) == []
    press(page, "Passkey entfernen")
    expect(page.get_by_role("main")).to_contain_text("Ausgeschaltet")


def test_a_passkey_that_is_there_already_is_told(window: OpenWindow) -> None:
    visit = at_localhost(window())
    page = visit.open("/account/login/?next=" + NEW_PASSKEY)
    plug_in(page)
    sign_in(page, COORDINATOR)
    confirm(page)
    press(page, "Passkey anlegen")
    expect(page).to_have_url(re.compile(f"{CODES}$"))

    visit.open(NEW_PASSKEY)
    press(page, "Passkey anlegen")

    expect(page.get_by_role("alert")).to_have_text("Auf diesem Gerät gibt es schon einen Passkey für Ihr Konto.")


def test_whoever_cancels_is_told_and_tries_again(window: OpenWindow) -> None:
    visit = window(COORDINATOR)
    refusing = "navigator.credentials.create = async () => { throw new DOMException('no', 'NotAllowedError') }"
    visit.context.add_init_script(refusing)
    page = visit.open(NEW_PASSKEY)
    confirm(page)

    press(page, "Passkey anlegen")

    expect(page.get_by_role("alert")).to_contain_text("Es wurde kein Passkey angelegt")
    expect(page.get_by_role("button", name="Passkey anlegen")).to_be_visible()
    assert faults_of(page) == []


def test_a_browser_without_passkeys_is_told_so(window: OpenWindow) -> None:
    visit = window(COORDINATOR)
    visit.context.add_init_script("delete window.PublicKeyCredential")
    page = visit.open(NEW_PASSKEY)
    confirm(page)

    expect(page.get_by_role("alert")).to_contain_text("Dieser Browser kennt keine Passkeys")
    expect(page.get_by_role("button", name="Passkey anlegen")).to_be_hidden()
    assert faults_of(page) == []


def test_without_script_the_page_says_what_is_missing(window: OpenWindow) -> None:
    visit = window(COORDINATOR, java_script_enabled=False)
    page = visit.open(NEW_PASSKEY)
    page.get_by_label("Passwort", exact=True).fill(stage.PASSWORD)
    press(page, "Weiter")

    expect(page.get_by_role("main")).to_contain_text("Passkeys brauchen JavaScript.")
    expect(page.get_by_role("button", name="Passkey anlegen")).to_be_hidden()


def test_pages_behind_the_password_are_sound_html(beginning: None, tmp_path: Path) -> None:
    person = Person.objects.get(email=COORDINATOR)
    pages = {}
    for language in ("de", "en"):
        client = Client()
        client.cookies["language"] = language
        client.force_login(person)
        pages[f"confirm {language}"] = client.get(f"{CONFIRM}?next={APP}").content
        client.post(CONFIRM, {"password": stage.PASSWORD})
        if not factors_of(person).is_on:
            pages[f"app {language}"] = client.get(APP).content
            turn_on_app(person, secret=generate_totp_secret(), by=person)
            add_passkey(person, name="Eins", credential={}, by=person)
        (passkey,) = factors_of(person).passkeys
        own = f"{OVERVIEW}passkeys/{passkey.pk}/"
        paths = [APP_OFF, CODES, OVERVIEW, own, f"{own}remove/"]
        pages |= {f"{path} {language}": client.get(path).content for path in paths}
    client = Client()
    client.force_login(Person.objects.get(email=stage.address_of(Role.HEAD)))
    client.post(CONFIRM, {"password": stage.PASSWORD})
    pages["passkey"] = client.get(NEW_PASSKEY).content

    assert html_faults(pages, tmp_path) == []
