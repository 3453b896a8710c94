"""The page for a breakdown needs neither the database nor what broke: tests here may not use the database."""

import pytest
from django.test import Client
from tests.rooms.foundation.reading import sight_of


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_the_page_is_shown_when_the_database_is_gone(client: Client) -> None:
    # Whoever comes with a session is looked up, and that fails.
    client.cookies["session"] = "of-somebody"
    response = client.get("/privacy/")
    seen = sight_of(response)

    assert (response.status_code, seen.heading) == (500, "Hier ist etwas schiefgegangen")
    assert "Antworten, die als gespeichert angezeigt wurden, sind noch da." in seen.text
    assert seen.ways == ["/"]


@pytest.mark.urls("tests.rooms.foundation.failing_urls")
def test_the_page_speaks_the_chosen_language_and_tells_nothing_of_the_fault(client: Client) -> None:
    client.cookies["language"] = "en"
    response = client.get("/fails/broken/")

    assert (response.status_code, sight_of(response).heading) == (500, "Something went wrong here")
    assert b"the database is gone" not in response.content
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
