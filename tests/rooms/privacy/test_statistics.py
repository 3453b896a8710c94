"""Counting visits: only of those who chose it, only pages for everyone, only days."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from tests.rooms.foundation.reading import page_of, sight_of

from weltoffen.accounts.models import Person
from weltoffen.privacy.counting import count_page, erase_old_counts
from weltoffen.privacy.models import PageCount

pytestmark = pytest.mark.django_db
PAGE = "/privacy/cookies/"


@pytest.fixture
def english() -> Client:
    client = Client()
    client.cookies["language"] = "en"
    return client


def counted() -> list[tuple[date, str, str, int]]:
    return [(one.day, one.page, one.language, one.count) for one in PageCount.objects.all()]


def test_nobody_is_counted_who_did_not_choose_it(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get("/privacy/")
    client.cookies["statistics"] = "no"
    client.get("/privacy/")

    assert counted() == []


def test_who_chose_it_is_counted_by_day_page_and_language(english: Client, moment: datetime) -> None:
    english.post(PAGE, {"statistics": "on"})
    for path in ("/privacy/", "/privacy/", "/accessibility/", "/nowhere/", "/account/login/", "/health/"):
        english.get(path)
    english.head("/privacy/")
    del english.cookies["language"]
    english.get("/privacy/")

    assert counted() == [
        (moment.date(), "public:accessibility", "en", 1),
        (moment.date(), "public:privacy", "de", 1),
        (moment.date(), "public:privacy", "en", 2),
    ]


def test_who_is_signed_in_is_not_counted(signed_in: Callable[[Person], Client], coordinator: Person) -> None:
    client = signed_in(coordinator)
    client.post(PAGE, {"statistics": "on"})
    client.get("/privacy/")

    assert counted() == []


def test_the_choice_is_withdrawn_as_it_was_made(english: Client) -> None:
    english.post(PAGE, {"statistics": "on"})
    chosen = sight_of(english.get(PAGE)).text
    cookie = english.cookies["statistics"]
    kept = (cookie.value, cookie["max-age"], bool(cookie["httponly"]), cookie["samesite"])
    withdrawn = english.post(PAGE, {})

    assert kept == ("yes", 365 * 24 * 3600, True, "Lax")
    assert "At present: on." in chosen
    assert "From now on your visits are counted." in chosen
    assert withdrawn.cookies["statistics"]["max-age"] == 0
    assert "At present: off." in sight_of(english.get(PAGE)).text


def test_the_page_shows_which_cookies_are_there(english: Client) -> None:
    rows = {
        row.findtext("th"): row.xpath("string(td[last()])").strip()
        for row in page_of(english.get(PAGE)).xpath("//table[caption='Cookies that are needed']//tbody/tr")
    }

    assert rows == {"messages": "No", "csrf": "No", "language": "Yes", "session": "No", "surveys": "No", "seat": "No"}


def test_the_language_is_forgotten(english: Client) -> None:
    english.post("/privacy/cookies/language/")

    assert page_of(english.get(PAGE)).xpath("string(/html/@lang)") == "de"
    assert page_of(english.get(PAGE)).xpath("//form[contains(@action, 'cookies/language')]") == []


def test_old_counts_are_erased(settings: Settings, moment: datetime) -> None:
    settings.KEEP_STATISTICS_DAYS = 30
    count_page("public:start", "de")
    for age in (30, 31, 400):
        PageCount.objects.create(day=moment.date() - timedelta(days=age), page="public:start", language="de", count=1)

    assert erase_old_counts() == 2
    assert [(moment.date() - day).days for day, *_rest in counted()] == [30, 0]


def test_the_privacy_page_says_how_long_counts_are_kept(english: Client, settings: Settings) -> None:
    settings.KEEP_STATISTICS_DAYS = 45

    assert "45 days" in sight_of(english.get("/privacy/")).text
    assert "erased after 45 days" in sight_of(english.get(PAGE)).text
