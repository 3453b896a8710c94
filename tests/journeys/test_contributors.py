"""People without an account: written to, coming in on a phone; a link that was passed on, renewed, ended, expired."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled
from playwright.sync_api import expect
from tests import stage
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.visiting import PHONE, Window

from weltoffen.contributors.models import Contributor
from weltoffen.municipalities.choices import Role

OpenWindow = Callable[..., Window]
COORDINATOR = stage.address_of(Role.COORDINATOR)
LIST = reverse("contributors:list", kwargs={"slug": stage.COUNTY, "number": stage.RUNNING})
LINES = """Alex Beispiel; alex@kreis.example; Jugendamt
Kim Muster; kim@kreis.example; Schulen und Bildung
Robin Probe; ; Abteilung Soziales"""
GONE = "410"


def link_of(address: str) -> str:
    """The way behind the newest link that somebody was sent."""
    [*_earlier, newest] = [one for one in mail.outbox if one.to == [address]]
    found = re.search(r"http://127\.0\.0\.1:\d+(/with/\S+/)$", str(newest.body), re.MULTILINE)
    assert found is not None
    return found.group(1)


def test_a_contributor_comes_in_by_a_link_that_ends(window: OpenWindow) -> None:
    mail.outbox = []
    desk = window(COORDINATOR)
    page = desk.open(LIST)
    page.get_by_role("link", name="Mehrere auf einmal hinzufügen").click()
    page.get_by_label("Zeilen").fill(LINES.replace("Jugendamt", "Jugenamt"))
    page.get_by_role("button", name="Alle hinzufügen").click()
    expect(page.get_by_role("alert")).to_contain_text("Meinen Sie „Jugendamt“?")
    page.get_by_label("Zeilen").fill(LINES)
    page.get_by_role("button", name="Alle hinzufügen").click()
    expect(page.get_by_role("status").first).to_contain_text("3 Personen sind hinzugefügt.")

    for name in ("Alex Beispiel", "Kim Muster", "Robin Probe"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Ausgewählten schreiben").click()
    page.get_by_label("Eigene Nachricht").fill("Danke, dass Sie dabei sind.")
    page.get_by_role("button", name="E-Mail mit dieser Nachricht zeigen").click()
    expect(page.get_by_role("article", name="Einladung (Deutsch)")).to_contain_text("Danke, dass Sie dabei sind.")
    expect(page.get_by_text("Robin Probe: hat keine E-Mail-Adresse")).to_be_visible()
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_role("status").first).to_contain_text("2 E-Mails wurden verschickt.")

    phone = window(size=PHONE, has_touch=True, is_mobile=True)
    alex = phone.open(link_of("alex@kreis.example"))
    expect(alex.get_by_role("heading", level=1)).to_have_text("Ihr Wissen ist gefragt")
    expect(alex.get_by_role("main")).to_contain_text("Jugendamt")
    assert (violations(alex), does_not_fit(alex)) == ([], [])
    alex.get_by_role("link", name="Erinnerungen abbestellen").click()
    alex.get_by_role("button", name="Erinnerungen abbestellen").click()
    expect(alex.get_by_role("status")).to_contain_text("Sie bekommen keine Erinnerungen.")
    assert [one["name"] for one in phone.context.cookies()] == ["csrf"]

    _forwarded_link_shows_nobody(window)
    _ended_links_say_so(window)


def _forwarded_link_shows_nobody(window: OpenWindow) -> None:
    forwarded = window()
    way = link_of("kim@kreis.example")
    with scopes_disabled():
        secrets = [text for one in Contributor.objects.all() for text in (one.name, one.email) if text]
    for path in (way, f"{way}reminders/", f"{way}about-me/", f"{way}about-me/erase/"):
        content = forwarded.open(path).content()
        assert [secret for secret in secrets if secret in content] == []


def _ended_links_say_so(window: OpenWindow) -> None:
    desk = window(COORDINATOR)
    before = link_of("kim@kreis.example")
    listed = desk.open(LIST)
    listed.get_by_role("link", name=re.compile("Ändern.*Kim Muster")).click()
    listed.get_by_role("link", name="Link erneuern").click()
    listed.get_by_role("button", name="Link erneuern").click()
    expect(listed.get_by_role("status").first).to_contain_text("Kim Muster hat einen neuen Link.")

    guest = window()
    guest.expects(GONE)
    expect(guest.open(before).get_by_role("main")).to_contain_text("Es gibt einen neueren Link für Sie.")

    listed.get_by_role("link", name=re.compile("Ändern.*Alex Beispiel")).click()
    listed.get_by_role("link", name="Link beenden").click()
    listed.get_by_role("button", name="Link beenden").click()
    revoked = guest.open(link_of("alex@kreis.example"))
    expect(revoked.get_by_role("main")).to_contain_text("Die Koordination des Selbstchecks hat diesen Link beendet.")
    assert "Alex" not in revoked.content()

    listed.get_by_label("Kim Muster").check()
    listed.get_by_role("button", name="Ausgewählten schreiben").click()
    listed.get_by_role("button", name="Senden").click()
    yesterday = timezone.localdate() - timedelta(days=1)
    with scopes_disabled():
        Contributor.objects.filter(name="Kim Muster").update(expires_on=yesterday)
    expired = guest.open(link_of("kim@kreis.example"))
    expect(expired.get_by_role("main")).to_contain_text("Die Zeit für diesen Link ist abgelaufen.")
    assert (violations(expired), does_not_fit(expired)) == ([], [])
