"""Two browsers of one person: each sees the other, and one signs the other out."""

from collections.abc import Callable

from playwright.sync_api import expect
from tests import stage
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.answering import sign_in
from tests.journeys.visiting import DESK, PHONE, Window

from weltoffen.municipalities.choices import Role

COORDINATOR = stage.address_of(Role.COORDINATOR)
ON_A_MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15"


def test_one_browser_signs_another_one_out(window: Callable[..., Window]) -> None:
    here, there = window(size=PHONE), window(user_agent=ON_A_MAC)
    for visit in (here, there):
        sign_in(visit.open("/account/login/"), COORDINATOR)
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Überblick")
    page = here.open("/account/devices/")
    for width, height in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert [*violations(page), *does_not_fit(page)] == []

    page.get_by_role("listitem").filter(has_text="Safari unter macOS").get_by_role("button").click()

    expect(page.get_by_role("main")).to_contain_text("Auf dem gewählten Gerät sind Sie jetzt abgemeldet.")
    expect(page.get_by_role("main")).not_to_contain_text("Safari unter macOS")
    there.open("/account/")
    assert there.path == "/account/login/"
    here.open("/account/")
    assert here.path == "/account/"
