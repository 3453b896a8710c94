"""The frame of every page: whose it is, where one can go, what just happened."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from tests.rooms.foundation.reading import page_of

from weltoffen.accounts.models import Person
from weltoffen.municipalities.models import Municipality

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
HOME = "/m/donnersbergkreis/"


def page(client: Client, path: str = HOME) -> Any:
    client.cookies["language"] = "en"
    return page_of(client.get(path))


def test_the_header_names_the_municipality_and_leads_home(signed_in: SignIn, coordinator: Person) -> None:
    shown = page(signed_in(coordinator))

    assert shown.findtext(".//title") == "Overview – Donnersbergkreis – Weltoffen"
    assert [(link.text, link.get("href")) for link in shown.xpath("//header//a[@class='site-header__name']")] == [
        ("Donnersbergkreis", HOME)
    ]
    assert shown.xpath("//header//img[@class='site-header__arms']") == []


def test_the_coat_of_arms_is_shown_where_there_is_one(
    signed_in: SignIn, coordinator: Person, county: Municipality
) -> None:
    Municipality.objects.filter(pk=county.pk).update(coat_of_arms=b"<svg/>", coat_of_arms_type="image/svg+xml")

    assert page(signed_in(coordinator)).xpath("//header//img[@class='site-header__arms']/@src") == [
        "/m/donnersbergkreis/coat-of-arms/"
    ]


def test_the_navigation_says_where_one_is(signed_in: SignIn, coordinator: Person) -> None:
    client = signed_in(coordinator)

    assert _current(page(client)) == [("Overview", "page")]
    assert _current(page(client, f"{HOME}people/")) == [("People", "page")]
    assert _current(page(client, f"{HOME}roles/")) == []


def _current(shown: Any) -> list[tuple[str, str]]:
    (navigation,) = shown.xpath("//nav[@class='site-nav only-wide']")
    return [(link.text, link.get("aria-current")) for link in navigation.xpath(".//a[@aria-current]")]


def test_the_narrow_menu_has_the_same_entries(signed_in: SignIn, coordinator: Person) -> None:
    wide, narrow = page(signed_in(coordinator)).xpath("//nav[@aria-label='Main navigation']")[::-1]

    assert wide.xpath(".//a/@href") == narrow.xpath(".//a/@href")
    assert wide.xpath(".//a/@href")[0] == HOME


def test_the_navigation_offers_only_what_the_role_may(
    signed_in: SignIn, coordinator: Person, council_reader: Person
) -> None:
    leading = set(page(signed_in(coordinator)).xpath("//nav[@class='site-nav only-wide']//a/text()"))
    reading = set(page(signed_in(council_reader)).xpath("//nav[@class='site-nav only-wide']//a/text()"))

    assert leading - reading >= {"People", "Settings", "Journal"}
    assert reading - leading == set()


def test_somebody_of_one_municipality_is_not_offered_a_choice(signed_in: SignIn, coordinator: Person) -> None:
    assert page(signed_in(coordinator)).xpath("//header//a[@href='/m/']") == []


def test_signing_out_is_a_form(signed_in: SignIn, coordinator: Person) -> None:
    client = signed_in(coordinator)
    forms = page(client).xpath("//header//form[@action='/account/logout/']")

    assert {form.get("method") for form in forms} == {"post"}
    client.post("/account/logout/")
    assert page(client, "/").xpath("//header//a[@href='/account/login/']")[0].text_content().strip() == "Account"


def test_a_sentence_for_the_next_page_is_shown_once_and_calmly(signed_in: SignIn, coordinator: Person) -> None:
    client = signed_in(coordinator)
    details = {"name": "Donnersbergkreis <neu>", "kind": "county", "official_key": "07333"}
    sent = client.post(f"{HOME}settings/", details)
    waiting = [str(message) for message in get_messages(sent.wsgi_request)]
    first, second = page(client), page(client)

    assert len(waiting) == 1
    # It travels in a cookie of its own, which privacy names; writing the session twice would cost a fifth of a save.
    assert set(sent.cookies) == {"messages"}
    assert [note.text_content().strip() for note in first.xpath("//main//*[@role='status']")] == waiting
    assert second.xpath("//main//*[@role='status']") == []
