"""Two departments are reminded; one person stops that from the mail without signing in, and is left out next time."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.core import mail
from django.urls import reverse
from django_scopes import scopes_disabled
from playwright.sync_api import expect
from tests import stage
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.visiting import PHONE, Window

from weltoffen.foundation import clock
from weltoffen.municipalities.choices import Role
from weltoffen.reminders.models import Reminder

OpenWindow = Callable[..., Window]
COORDINATOR, CONTRIBUTOR = stage.address_of(Role.COORDINATOR), stage.address_of(Role.CONTRIBUTOR)
BOARD = reverse("answers:board", kwargs={"slug": stage.COUNTY, "number": stage.RUNNING})


def test_somebody_is_reminded_and_stops_that(window: OpenWindow) -> None:
    mail.outbox = []
    page = window(COORDINATOR).open(BOARD)
    page.get_by_role("link", name="Erinnern").click()
    expect(page.get_by_label("Mitwirkung")).to_be_checked()
    page.get_by_role("button", name="E-Mail an die Angekreuzten zeigen").click()
    page.get_by_label("Eigene Nachricht").fill("Am Freitag sprechen wir darüber.")
    page.get_by_role("button", name="E-Mail mit dieser Nachricht zeigen").click()
    expect(page.get_by_role("article", name="Leitstelle für Integration")).to_contain_text("Am Freitag sprechen wir")
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_role("status").first).to_contain_text("2 Personen wurden erinnert.")
    expect(page.get_by_role("main")).to_contain_text("Im Moment kann niemand erinnert werden")

    [found] = [one for one in mail.outbox if one.to == [CONTRIBUTOR]]
    assert "Am Freitag sprechen wir darüber." in found.body
    _stops(window, str(found.body))

    with scopes_disabled():
        Reminder.objects.update(sent_at=clock.now() - timedelta(days=2))
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Bekommt nichts: möchte keine Erinnerungen")
    expect(page.get_by_label("Mitwirkung")).to_have_count(0)
    page.get_by_role("button", name="E-Mail an die Angekreuzten zeigen").click()
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_role("status").first).to_contain_text("Eine Person wurde erinnert.")
    assert [one.to for one in mail.outbox[2:]] == [[COORDINATOR]]

    own = window(CONTRIBUTOR).open("/account/")
    own.get_by_role("link", name="Erinnerungen einstellen").click()
    own.get_by_role("button", name="Erinnerungen wieder bestellen").click()
    expect(own.get_by_role("main")).to_contain_text("Sie werden per E-Mail erinnert")


def _stops(window: OpenWindow, text: str) -> None:
    way = re.search(r"http://127\.0\.0\.1:\d+(/reminders/\S+/)$", text, re.MULTILINE)
    assert way is not None
    phone = window(size=PHONE, has_touch=True, is_mobile=True)
    page = phone.open(way.group(1))
    assert (violations(page), does_not_fit(page)) == ([], [])
    page.get_by_role("button", name="Erinnerungen abbestellen").click()
    expect(page.get_by_role("status")).to_contain_text("Sie bekommen keine Erinnerungen mehr von Donnersbergkreis.")
    assert [one["name"] for one in phone.context.cookies()] == ["csrf"]
