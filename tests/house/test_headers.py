"""What every answer of the platform carries: the content security policy, and no leave to guess, frame or follow."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from tests import stage
from tests.addresses import Address, addresses
from tests.house.test_access import path_of

from weltoffen.municipalities.choices import Role

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Addresses that send a stricter policy of their own, and why.
STRICTER = {
    "guest:coat_of_arms": "a picture that somebody uploaded may do nothing at all",
    "evidence:file": "a document that somebody uploaded may do nothing at all",
    "invited:coat_of_arms": "a picture that somebody uploaded may do nothing at all",
    "municipalities:coat_of_arms": "a picture that somebody uploaded may do nothing at all",
    "public:coat_of_arms": "a picture that somebody uploaded may do nothing at all",
}
WHO = (None, *Role)

pytestmark = pytest.mark.usefixtures("on_stage")


def faults_of(response: Any, policy: str | None = POLICY) -> list[str]:
    """What an answer lacks."""
    sent = response.headers.get("Content-Security-Policy", "")
    return [
        *([f"policy: {sent}"] if sorted(sent.split("; ")) != sorted((policy or sent).split("; ")) or not sent else []),
        *(name for name, value in HEADERS.items() if response.headers.get(name) != value),
        *(f"cookie {name}" for name, cookie in response.cookies.items() if not cookie["httponly"]),
    ]


def test_what_is_lacking_is_found() -> None:
    bare, loose = HttpResponse(), HttpResponse(headers={**HEADERS, "Content-Security-Policy": "default-src *"})
    loose.set_cookie("followed", "1")

    assert faults_of(bare) == ["policy: ", *HEADERS]
    assert faults_of(loose) == ["policy: default-src *", "cookie followed"]


@pytest.mark.parametrize("address", addresses(), ids=lambda address: address.name)
def test_every_answer_carries_the_policy(address: Address) -> None:
    """Pages, files and refusals alike, for whoever asks."""
    path = path_of(address)

    found = {}
    for who in WHO:
        client = Client(raise_request_exception=False)
        if who is not None:
            client.cookies["session"] = stage.session_of(stage.address_of(who))
        found[who] = faults_of(client.get(path), None if address.name in STRICTER else POLICY)

    assert {who: faults for who, faults in found.items() if faults} == {}


@pytest.mark.parametrize("name", STRICTER)
def test_a_stricter_policy_allows_nothing(name: str) -> None:
    [address] = [address for address in addresses() if address.name == name]
    client = Client()
    client.cookies["session"] = stage.session_of(stage.address_of(Role.COORDINATOR))

    sent = client.get(path_of(address)).headers["Content-Security-Policy"]

    assert "default-src 'none'" in sent
    assert re.search(r"script-src|connect-src", sent) is None


def test_the_policy_knows_nobody_else() -> None:
    sources = {source for one in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].values() for source in one}

    assert sources == {"'none'", "'self'", "data:"}
