"""Through a municipality's own sign-in: there, signed in, and back."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django import Settings
from tests import stage
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.markup import html_faults
from tests.journeys.visiting import DESK, PHONE, Window
from tests.rooms.accounts.providers import provider_of

from weltoffen.environment import Provider
from weltoffen.municipalities.choices import Role

COORDINATOR = stage.address_of(Role.COORDINATOR)
SOMEBODY = "jemand@donnersbergkreis.example"
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"), pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
]  # fmt: skip


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    """It knows the coordinator, and somebody who has no account here."""
    people = {name: {"email": name, "email_verified": True} for name in (COORDINATOR, SOMEBODY)}
    with provider_of(people) as running:
        settings.OIDC = running
        yield running


def elsewhere(visit: Window) -> None:
    """The provider is another site, with a look of its own that it would fetch from others."""
    visit.expects("request to somebody else: (http://localhost|https://cdn)")
    visit.context.route(re.compile(r"^https://"), lambda route: route.fulfill(status=200, body=""))
    visit.noted.clear()


def test_there_and_back_signed_in(window: Callable[..., Window], provider: Provider, tmp_path: Path) -> None:
    visit = window(size=PHONE)
    elsewhere(visit)
    page = visit.open(f"/account/login/?next=/m/{stage.COUNTY}/rounds/")
    for width, height in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert [*violations(page), *does_not_fit(page)] == []
    assert html_faults({"sign in": page.request.get(page.url).body()}, tmp_path) == []

    page.get_by_role("link", name="Über Kreisverwaltung anmelden").click()
    expect(page).to_have_url(re.compile(f"^{provider.issuer}/"))
    page.get_by_role("button", name=COORDINATOR).click()

    expect(page).to_have_url(re.compile(f"{visit.address}/m/{stage.COUNTY}/rounds/$"))
    visit.open("/account/")
    expect(page.get_by_role("main")).to_contain_text(COORDINATOR)


def test_who_has_no_account_is_told_whom_to_ask(window: Callable[..., Window], provider: Provider) -> None:
    visit = window(size=PHONE)
    elsewhere(visit)
    visit.expects("status of 409")
    page = visit.open("/account/login/")

    page.get_by_role("link", name="Über Kreisverwaltung anmelden").click()
    page.get_by_role("button", name=SOMEBODY).click()

    expect(page.get_by_role("main")).to_contain_text("gibt es hier kein Konto")
    expect(page.get_by_role("main")).to_contain_text("Sie kann Ihnen Zugang geben.")
    assert [*violations(page), *does_not_fit(page)] == []
