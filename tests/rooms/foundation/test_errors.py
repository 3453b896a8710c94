"""What people are shown when something went wrong: what happened, what to do, links that work for them."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings
from tests.rooms.foundation.reading import sight_of

from weltoffen.accounts.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.rooms.foundation.failing_urls")]
SignIn = Callable[[Person], Client]


@pytest.fixture
def in_english() -> Client:
    client = Client(raise_request_exception=False)
    client.cookies["language"] = "en"
    return client


@pytest.mark.parametrize(
    ("path", "status", "heading", "sentence"),
    [
        ("/fails/suspicious/", 400, "The request could not be understood", "Nothing was changed."),
        ("/fails/denied/", 403, "You may not do this", "Your account has no right to this page."),
        ("/fails/not-allowed/", 403, "You may not do this", "Your role may not: start rounds."),
        ("/there-is-nothing/", 404, "There is no such page", "check it for typing errors"),
        ("/m/nowhere/nothing/", 404, "There is no such page", "sign in first"),
        ("/fails/refused/", 409, "This cannot be done now", "Ask the coordinator to reopen it."),
    ],
)
def test_a_stranger_reads_what_happened_and_finds_a_way_out(
    in_english: Client, path: str, status: int, heading: str, sentence: str
) -> None:
    response = in_english.get(path)
    seen = sight_of(response)

    assert (response.status_code, seen.heading, seen.title) == (status, heading, f"{heading} – Weltoffen")
    assert sentence in seen.text
    assert seen.ways == ["/account/login/", "/"]


def test_the_refusal_of_a_room_stands_in_its_own_words(in_english: Client) -> None:
    text = sight_of(in_english.get("/fails/refused/")).text

    assert "This cannot be done now The round was finished yesterday. Ask the coordinator to reopen it." in text
    assert "Nothing was changed." in text


def test_somebody_signed_in_is_led_to_their_municipalities(signed_in: SignIn, stranger: Person) -> None:
    assert sight_of(signed_in(stranger).get("/there-is-nothing/")).ways == ["/m/", "/"]


def test_a_member_without_the_right_is_told_whom_to_ask(signed_in: SignIn, council_reader: Person) -> None:
    client = signed_in(council_reader)
    client.cookies["language"] = "en"
    response = client.get("/m/donnersbergkreis/journal/")
    seen = sight_of(response)

    assert response.status_code == 403
    assert "Your role in Donnersbergkreis may not: read the journal." in seen.text
    assert "ask the people who coordinate the self-check in Donnersbergkreis" in seen.text
    assert seen.ways == ["/m/donnersbergkreis/", "/"]


def test_the_address_of_those_who_run_the_site_is_named_where_there_is_one(
    in_english: Client, settings: Settings
) -> None:
    settings.CONTACT = "help@example.org"

    assert sight_of(in_english.get("/there-is-nothing/")).ways == ["/account/login/", "/", "mailto:help@example.org"]


def test_a_form_from_a_page_that_is_too_old_is_explained() -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["language"] = "en"
    response = client.post("/fails/form/", {"answer": "yes"})
    seen = sight_of(response)

    assert (response.status_code, seen.heading) == (403, "This page was open for too long")
    assert "What you sent was not stored." in seen.text


def test_errors_are_german_at_once() -> None:
    assert sight_of(Client().get("/there-is-nothing/")).heading == "Diese Seite gibt es nicht"
