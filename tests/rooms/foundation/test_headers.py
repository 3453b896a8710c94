"""What every answer tells the browser: a strict content security policy, no cookie without need."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.rooms.foundation.reading import page_of

from weltoffen.accounts.models import Person

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


@pytest.mark.parametrize("path", ["/", "/gallery/", "/account/login/", "/there-is-nothing/"])
def test_every_page_carries_the_policy(path: str) -> None:
    headers = Client().get(path).headers

    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/gallery/", "/account/login/"])
def test_pages_load_only_from_here_and_in_the_order_of_the_look(path: str) -> None:
    page = page_of(Client().get(path))
    sheets = page.xpath("//link[@rel='stylesheet']/@href")
    loaded = [*sheets, *page.xpath("//script/@src"), *page.xpath("//img/@src"), *page.xpath("//link/@href")]

    assert sheets[:2] == ["/static/kern/kern.min.css", "/static/weltoffen/weltoffen.css"]
    assert [address for address in loaded if not address.startswith("/static/")] == []
    assert page.xpath("//script[not(@src)] | //style | //*[@style]") == []


def test_a_visitor_receives_only_the_cookie_that_protects_forms() -> None:
    client = Client()
    client.get("/")

    assert sorted(client.cookies) == ["csrf"]
    assert client.cookies["csrf"]["httponly"] is True


def test_what_somebody_sees_who_is_signed_in_is_kept_by_no_cache(
    coordinator: Person, signed_in: Callable[[Person], Client]
) -> None:
    home = "/m/donnersbergkreis/"

    assert signed_in(coordinator).get(home).headers["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in Client().get("/").headers
