"""The pages for everyone say what is true: what this is, what is stored, how accessible it is."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as product
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries, Settings
from tests.rooms.conftest import PASSWORD
from tests.rooms.foundation.reading import page_of, sight_of
from tests.rooms.surveys.asking import opened, send

from weltoffen.accounts.models import Person
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation import clock
from weltoffen.foundation.stored import CONSENT, STORED, Stored, Whose, in_days
from weltoffen.live.actions.leading import begin_workshop
from weltoffen.public import checked
from weltoffen.rounds.models import Round
from weltoffen.workshops.actions import PlannedItem, WorkshopContent, plan_workshop

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def in_english() -> Client:
    client = Client()
    client.cookies["language"] = "en"
    return client


def test_the_start_page_says_what_this_is_and_leads_to_signing_in(
    in_english: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        seen = sight_of(in_english.get("/"))

    assert (seen.heading, seen.title) == (
        "How open is your municipality?", "Self-check for municipalities – Weltoffen",
    )  # fmt: skip
    assert "counties, towns and villages find out how open and fair they are to everybody who lives there" in seen.text
    assert seen.ways == ["/account/login/"]


def test_the_start_page_leads_somebody_signed_in_on(
    signed_in: SignIn, coordinator: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(coordinator)
    with django_assert_num_queries(4):
        seen = sight_of(client.get("/"))

    assert seen.ways == ["/m/"]


def test_privacy_lists_exactly_the_cookies_that_are_set(
    coordinator: Person, county_round: Round, evaluation: StoredEvaluation
) -> None:
    with scope(municipality=county_round.municipality_id):
        survey = opened(county_round)
        content = WorkshopContent("Miteinander reden", clock.now(), 60)
        workshop = plan_workshop(evaluation, content, items=[PlannedItem("arrive", "Ankommen", 60)], by=coordinator)
        begin_workshop(workshop, by=coordinator)
    client = Client()
    client.post(f"/w/{workshop.code}/join/", {"perspective": "politics", "language": "de"})
    send(client, survey, {"value-m-1.1": "begun"})
    client.get("/account/login/")
    client.post("/account/login/", {"login": coordinator.email, "password": PASSWORD})
    client.post("/language/", {"language": "en"})
    client.post("/account/name/", {"name": "Koordination"})
    client.post("/privacy/cookies/", {"statistics": "on"})
    cookies = dict(client.cookies)
    page = page_of(client.get("/privacy/"))
    listed = page.xpath("//table[caption='Cookies of this site']//tbody//th/text()")

    assert sorted(listed) == sorted(cookies)
    assert [cookie["httponly"] for cookie in cookies.values()] == [True] * 7


def test_privacy_says_how_long_a_session_lasts(in_english: Client, coordinator: Person) -> None:
    in_english.post("/account/login/", {"login": coordinator.email, "password": PASSWORD})

    assert in_english.cookies["session"]["max-age"] == ""
    assert in_english.session.get_expire_at_browser_close()
    days = product.SESSION_COOKIE_AGE // (24 * 3600)
    assert f"or close the browser, at most {days} days" in sight_of(in_english.get("/privacy/")).text


def test_privacy_says_what_each_room_declares(in_english: Client) -> None:
    """A kind of data that is declared stands there with everything that is said about it, under those whose it is."""
    planted = Stored(
        whose=Whose.GUEST, what="Votes", purpose="To count them", seen_by="Nobody", until=lambda: in_days(30),
        basis=CONSENT,
    )  # fmt: skip
    STORED.fill(planted)
    try:
        page = page_of(in_english.get("/privacy/"))
    finally:
        STORED.take_away(planted)
    rows = page.xpath("//table[caption='What is stored without an account']//tbody/tr[th='Votes']/td/text()")

    assert [str(cell) for cell in rows] == ["To count them", "Nobody", "30 days", "Your consent (Article 6 (1) a)"]
    assert "Votes" not in sight_of(in_english.get("/privacy/")).text


@pytest.mark.parametrize("path", ["/privacy/", "/accessibility/"])
def test_there_is_somebody_to_ask(in_english: Client, settings: Settings, path: str) -> None:
    settings.CONTACT = ""
    without = sight_of(in_english.get(path))
    settings.CONTACT = "help@example.org"
    named = sight_of(in_english.get(path))

    assert "the people in your municipality who gave you access" in without.text
    assert "mailto:help@example.org" not in without.ways
    assert "help@example.org" in named.text
    assert "mailto:help@example.org" in named.ways


def test_the_imprint_is_linked_where_the_operator_has_one(in_english: Client, settings: Settings) -> None:
    settings.IMPRINT = ""
    without = _links_of_the_footer(in_english)
    settings.IMPRINT = "https://www.example.org/imprint"

    assert without == ["/accessibility/", "/privacy/", "/privacy/cookies/"]
    assert _links_of_the_footer(in_english) == [
        "/accessibility/",
        "/privacy/",
        "/privacy/cookies/",
        "https://www.example.org/imprint",
    ]
    assert sight_of(in_english.get("/privacy/")).ways == ["https://www.example.org/imprint", "/privacy/cookies/"]


def _links_of_the_footer(client: Client) -> list[str]:
    return [str(link) for link in page_of(client.get("/")).xpath("//footer//a/@href")]


def test_accessibility_says_what_was_not_checked(in_english: Client) -> None:
    seen = sight_of(in_english.get("/accessibility/"))

    assert "There was no test with people who use aids every day, and none by an independent body." in seen.text


def test_accessibility_says_what_the_last_check_found(
    in_english: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "accessibility.json"
    said = {
        "checked_on": "2026-02-03", "tool": "axe-core 9.9", "pages": 61, "languages": ["de", "en"], "rules": 87,
        "broken": {"color-contrast": 3, "label": 1}, "invalid_html": 5,
    }  # fmt: skip
    file.write_text(json.dumps(said), encoding="utf-8")
    monkeypatch.setattr(checked, "RESULT", file)
    checked.last_check.cache_clear()
    try:
        page = page_of(in_english.get("/accessibility/"))
    finally:
        checked.last_check.cache_clear()

    assert "Last checked on 3 February 2026 with axe-core 9.9" in page.xpath("string(//main)")
    assert [one.text_content() for one in page.xpath("//dl[@class='facts']//dd[1]")] == ["61", "87", "4", "5"]
    assert [row.text_content().split() for row in page.xpath("//table//tbody/tr")] == [
        ["color-contrast", "3"], ["label", "1"],
    ]  # fmt: skip


def test_the_check_that_is_shipped_looked_at_many_pages() -> None:
    shipped = checked.last_check()

    assert shipped.pages > 60
    assert (shipped.languages, shipped.rules > 50) == (["de", "en"], True)


def test_the_body_for_disputes_is_the_operator_s_to_name(in_english: Client, settings: Settings) -> None:
    unnamed = sight_of(in_english.get("/accessibility/")).text
    settings.ENFORCEMENT_BODY, settings.ENFORCEMENT_PAGE = (
        "Schlichtungsstelle Beispielland",
        "https://www.example.org/b",
    )
    named = sight_of(in_english.get("/accessibility/"))

    assert "the enforcement body for accessible information technology of your federal state" in unnamed
    assert "settles such disputes: Schlichtungsstelle Beispielland." in named.text
    assert "https://www.example.org/b" in named.ways


def test_the_imprint_may_be_a_page(in_english: Client, settings: Settings) -> None:
    settings.IMPRINT = settings.IMPRINT_TEXT = ""
    assert in_english.get("/imprint/").status_code == 404
    settings.IMPRINT_TEXT = (
        "Landkreis <Beispiel>\nAm Markt 1\n\n# Kontakt\n\namt@example.org, https://www.example.org/amt."
    )

    page = page_of(in_english.get("/imprint/"))

    assert [one.text_content() for one in page.xpath("//main//h2")] == ["Kontakt"]
    assert [one.text_content() for one in page.xpath("//main//p")] == [
        "Landkreis <Beispiel>Am Markt 1", "amt@example.org, https://www.example.org/amt.",
    ]  # fmt: skip
    assert page.xpath("//main//a/@href") == ["mailto:amt@example.org", "https://www.example.org/amt"]
    assert "/imprint/" in _links_of_the_footer(in_english)
