"""German at once, whatever the browser prefers; English by a switch that stays."""

import pytest
from django.test import Client
from tests.rooms.foundation.reading import page_of, sight_of

pytestmark = pytest.mark.django_db
IN_ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}
START = {"de": "Wie weltoffen ist Ihre Kommune?", "en": "How open is your municipality?"}


def test_pages_are_german_although_the_browser_prefers_english() -> None:
    response = Client(headers=IN_ENGLISH).get("/")

    assert sight_of(response).heading == START["de"]
    assert response.headers["Content-Language"] == "de"
    assert page_of(response).get("lang") == "de"


def test_the_switch_leads_back_and_stays() -> None:
    client = Client()
    response = client.post("/language/", {"language": "en", "next": "/privacy/?from=start"})

    assert (response.status_code, response.headers["Location"]) == (302, "/privacy/?from=start")
    assert sight_of(client.get("/")).heading == START["en"]
    assert client.cookies["language"]["max-age"] == 365 * 24 * 3600
    client.post("/language/", {"language": "de"})
    assert sight_of(client.get("/")).heading == START["de"]


def test_the_switch_offers_the_other_language_in_its_own_words() -> None:
    client = Client()

    assert _offered(client) == ("en", "en", "English", "/privacy/?a=b")
    client.cookies["language"] = "en"
    assert _offered(client) == ("de", "de", "Deutsch", "/privacy/?a=b")


def _offered(client: Client) -> tuple[str | None, ...]:
    page = page_of(client.get("/privacy/?a=b"))
    (button,) = page.xpath("//button[@name='language']")
    (back,) = page.xpath("//form[.//button[@name='language']]/input[@name='next']")
    return button.get("value"), button.get("lang"), button.text, back.get("value")


@pytest.mark.parametrize("choice", ["fr", "xx", "", "../de"])
def test_an_unknown_language_changes_nothing(choice: str) -> None:
    client = Client()
    client.post("/language/", {"language": choice, "next": "/"})

    assert sight_of(client.get("/")).heading == START["de"]


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:run()"])
def test_the_switch_leads_to_no_other_site(elsewhere: str) -> None:
    response = Client().post("/language/", {"language": "en", "next": elsewhere})

    assert response.headers["Location"] == "/"


def test_the_switch_is_no_link() -> None:
    client = Client()
    response = client.get("/language/?language=en&next=/")

    assert response.status_code == 405
    assert "language" not in client.cookies


def test_the_switch_needs_its_own_page() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/language/", {"language": "en"})

    assert response.status_code == 403
    assert "language" not in client.cookies
