"""Guests of a workshop: put on the list, written to, replying on a phone; then the balance and what they need."""

import re
from collections.abc import Callable

from django.core import mail
from django.urls import reverse
from django_scopes import scopes_disabled
from playwright.sync_api import expect
from tests import stage
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.visiting import PHONE, Window

from weltoffen.invitations.models import Attendee
from weltoffen.municipalities.choices import Role

OpenWindow = Callable[..., Window]
FACILITATOR = stage.address_of(Role.FACILITATOR)
LIST = reverse("invitations:list", kwargs={"slug": stage.COUNTY, "workshop": 1})
EVENT = reverse("events:page", kwargs={"slug": stage.COUNTY, "event": 2})
LINES = """Wera Wirt; Gasthof; wera@gasthof.example; Wirtschaft
Uwe Unternehmer; ; uwe@firma.example; Wirtschaft"""


def link_of(address: str) -> str:
    """The way behind the newest link that a guest was sent."""
    [*_earlier, newest] = [one for one in mail.outbox if one.to == [address]]
    found = re.search(r"http://127\.0\.0\.1:\d+(/i/\S+/)$", str(newest.body), re.MULTILINE)
    assert found is not None
    return found.group(1)


def test_guests_are_invited_reply_on_a_phone_and_the_balance_shows_it(window: OpenWindow) -> None:
    mail.outbox = []
    page = window(FACILITATOR).open(LIST)
    expect(page.get_by_role("main")).to_contain_text("Wirtschaft: Bisher kommt niemand")
    page.get_by_role("link", name="Mehrere auf einmal hinzufügen").click()
    page.get_by_label("Zeilen").fill(LINES)
    page.get_by_role("button", name="Alle hinzufügen").click()
    page.get_by_role("link", name="Einladungen schreiben").click()
    expect(page.get_by_role("main")).to_contain_text("workshop-1.ics (für den Kalender)")
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_role("status").first).to_contain_text("2 E-Mails wurden verschickt.")

    phone = window(size=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False)
    phone.expects("422")
    guest = phone.open(link_of("wera@gasthof.example"))
    expect(guest.get_by_role("main")).to_contain_text("Einladung: Donnersbergkreis")
    assert "Wera" not in guest.content()
    guest.get_by_label("Ja, ich komme").check()
    guest.get_by_label("Verdolmetschung in eine andere Sprache").check()
    guest.get_by_role("button", name="Antwort senden").click()
    expect(guest.get_by_role("alert")).to_contain_text("in welche Sprache")
    guest.get_by_label("Welche Sprache?").fill("Farsi")
    guest.get_by_label("Stufenloser Zugang").check()
    guest.get_by_role("button", name="Antwort senden").click()
    expect(guest.get_by_role("status")).to_contain_text("Ihre Antwort ist gespeichert.")
    assert [one["name"] for one in phone.context.cookies()] == ["csrf"]
    other = window(size=PHONE, has_touch=True, is_mobile=True).open(link_of("wera@gasthof.example"))
    assert (violations(other), does_not_fit(other)) == ([], [])

    page.goto(page.url)
    expect(page.get_by_role("main")).to_contain_text("weniger als 5 Personen")
    expect(page.locator(".balance li", has_text="Wirtschaft")).to_contain_text("eine Person kommt, eine offen")
    page.get_by_role("link", name="Was die Gäste brauchen").click()
    expect(page.get_by_role("table")).to_contain_text("Verdolmetschung: Farsi; Stufenloser Zugang")


def test_somebody_registers_for_an_evening_and_gives_the_place_back(window: OpenWindow) -> None:
    phone = window(size=PHONE, has_touch=True, is_mobile=True)
    page = phone.open(EVENT)
    expect(page.get_by_role("main")).to_contain_text("37 von 40 sind frei")
    page.get_by_role("link", name="Platz reservieren").click()
    page.get_by_label("Wie viele Personen kommen?").fill("4")
    page.wait_for_timeout(4_100)
    page.get_by_role("button", name="Platz reservieren").click()
    expect(page.get_by_role("status")).to_contain_text("Sie sind angemeldet.")
    assert (violations(page), does_not_fit(page)) == ([], [])
    with scopes_disabled():
        assert Attendee.objects.get(people=4).name == ""

    page.get_by_label("Nein, ich gebe meinen Platz zurück").check()
    page.get_by_role("button", name="Antwort ändern").click()
    expect(page.get_by_role("main")).to_contain_text("Sie haben geantwortet: Ich komme nicht.")
    expect(phone.open(EVENT).get_by_role("main")).to_contain_text("37 von 40 sind frei")
    assert [one["name"] for one in phone.context.cookies()] == ["csrf"]
