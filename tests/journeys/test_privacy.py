"""What lies in a real browser after the platform was used is what the page about cookies lists, and nothing else."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect
from pytest_django import Settings
from tests import stage
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.answering import choose, news, sign_in
from tests.journeys.visiting import DESK, PHONE, Window

from weltoffen.accounts.models import Person
from weltoffen.municipalities.choices import Role
from weltoffen.public.forms import QUICKEST

OpenWindow = Callable[..., Window]
ONE = stage.address_of(Role.CONTRIBUTOR)
PAGE = "/privacy/cookies/"
FIELD = f"/m/{stage.COUNTY}/rounds/{stage.RUNNING}/fields/communication/"
# Everything that a page can keep in a browser beside cookies.
KEPT = """async () => [
  ...Object.keys(localStorage),
  ...Object.keys(sessionStorage).map(name => `session: ${name}`),
  ...(await indexedDB.databases()).map(one => `database: ${one.name}`),
  ...(await caches.keys()).map(name => `cache: ${name}`),
  ...(await navigator.serviceWorker.getRegistrations()).map(one => `worker: ${one.scope}`),
]"""


def cookies_of(visit: Window) -> set[str]:
    return {cookie["name"] for cookie in visit.context.cookies()}


def listed(visit: Window, column: str) -> set[str]:
    """The names in the tables of the page whose first column is called so."""
    visit.open(PAGE)
    found: list[str] = visit.page.eval_on_selector_all(
        "table",
        """(tables, column) => tables.filter(table => table.querySelector("th").innerText.trim() === column)
          .flatMap(table => [...table.querySelectorAll("tbody th")].map(cell => cell.innerText.trim()))""",
        column,
    )
    return set(found)


def test_nothing_lies_in_the_browser_that_the_page_does_not_list(window: OpenWindow) -> None:
    visit = window()
    visit.expects("ERR_INTERNET_DISCONNECTED")
    names = listed(visit, "Name")
    assert cookies_of(visit) <= {"csrf"}

    page = visit.open(PAGE)
    page.get_by_label("Meine Besuche dürfen gezählt werden").check()
    page.get_by_role("button", name="Einstellung speichern").click()
    met = cookies_of(visit)
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Deutsch").click()
    visit.open("/account/login/")
    sign_in(page, ONE)
    visit.open("/account/name/")
    page.get_by_label("Name", exact=True).fill("Sozialamt")
    page.get_by_role("main").get_by_role("button", name="Namen speichern").click()
    met |= cookies_of(visit)
    visit.open(FIELD)
    visit.context.set_offline(True)
    choose(page, "k-1.1", "Geplant")
    expect(news(page)).to_contain_text("Keine Verbindung")
    kept = page.evaluate(KEPT)
    visit.context.set_offline(False)
    expect(news(page)).not_to_contain_text("Keine Verbindung", timeout=15_000)
    met |= cookies_of(visit)

    assert (
        met | {"messages", "surveys", "seat"} == names
    )  # tests of their own: sentences for the next page, taking part
    prefixes = tuple(listed(visit, "Name beginnt mit"))
    assert kept
    assert [name for name in kept if not name.startswith(prefixes)] == []
    assert page.evaluate(KEPT) == []


def test_a_choice_is_made_and_withdrawn_without_script(window: OpenWindow) -> None:
    visit = window(java_script_enabled=False)
    page = visit.open(PAGE)
    choice = page.get_by_label("Meine Besuche dürfen gezählt werden")
    assert not choice.is_checked()

    choice.check()
    page.get_by_role("button", name="Einstellung speichern").click()

    expect(page.get_by_label("Meine Besuche dürfen gezählt werden")).to_be_checked()
    assert "statistics" in cookies_of(visit)

    page.get_by_label("Meine Besuche dürfen gezählt werden").uncheck()
    page.get_by_role("button", name="Einstellung speichern").click()

    expect(page.get_by_label("Meine Besuche dürfen gezählt werden")).not_to_be_checked()
    assert "statistics" not in cookies_of(visit)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_barrier_is_reported_from_the_page_where_it_is(
    window: OpenWindow, size: tuple[int, int], settings: Settings
) -> None:
    settings.CONTACT = "selbstcheck@example.org"
    settings.IMPRINT_TEXT = "Landkreis Beispiel\n\n# Kontakt\n\namt@example.org"
    cache.clear()
    visit = window(size=size)
    page = visit.open("/imprint/")
    assert [*violations(page), *does_not_fit(page)] == []
    page.get_by_role("contentinfo").get_by_role("link", name="Barriere melden").click()
    assert [*violations(page), *does_not_fit(page)] == []
    expect(page.get_by_label("Auf welcher Seite?")).to_have_value("/imprint/")

    page.get_by_role("button", name="Nachricht abschicken").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte beschreiben Sie, was Sie behindert.")
    page.get_by_label("Was behindert Sie?").fill("Der Text ist zu klein.")
    assert [*violations(page), *does_not_fit(page)] == []
    page.wait_for_timeout(QUICKEST.total_seconds() * 1000)
    page.get_by_role("button", name="Nachricht abschicken").click()

    expect(page.get_by_role("status")).to_have_text("Danke. Ihre Nachricht wurde verschickt.")
    assert [(sent.to, "Der Text ist zu klein." in sent.body) for sent in mail.outbox] == [
        (["selbstcheck@example.org"], True)
    ]


def test_somebody_deletes_their_account(window: OpenWindow) -> None:
    visit = window(ONE, size=PHONE)
    page = visit.open("/account/")
    page.get_by_role("link", name="Ihre Daten ansehen").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Als Datei herunterladen").click()
    assert download.value.suggested_filename.startswith("weltoffen-meine-daten-")
    page.get_by_role("link", name="Konto löschen").click()
    page.get_by_label("Passwort").fill(stage.PASSWORD)

    page.get_by_role("button", name="Konto endgültig löschen").click()

    expect(page.get_by_role("status")).to_have_text("Ihr Konto wurde gelöscht.")
    assert not Person.objects.filter(email=ONE).exists()
    visit.open("/account/")
    assert visit.path == "/account/login/"
