"""Every page keeps the rules: accessible, fitting, reachable by keyboard and in sound HTML, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser
from playwright.sync_api import Page as BrowserPage
from tests.addresses import names
from tests.journeys.accessibility import RULES_ABOUT_COLOURS, does_not_fit, skip_link_faults, unseen_focus, violations
from tests.journeys.markup import html_faults
from tests.journeys.pages import NO_PAGES, PAGES, Page
from tests.journeys.recording import Record, is_asked
from tests.journeys.visiting import DESK, PHONE, Window
from tests.stage import back_to_the_beginning, session_of

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock

# 1280 pixels at 200 % are as many as these.
ZOOMED = (640, 450)
LANGUAGES = ("de", "en")
every_page = pytest.mark.parametrize("page", PAGES, ids=str)


class Walker:
    """Goes from page to page in few windows, one for each person and language: what a browser keeps is fetched once."""

    def __init__(self, browser: Browser, server: str) -> None:
        self.browser, self.server = browser, server
        self.windows: dict[tuple[str, str], Window] = {}
        self.record = Record()

    def window_of(self, who: str, language: str) -> Window:
        """The window of somebody, as if it had just been opened."""
        key = (who, language)
        if key not in self.windows:
            session = session_of(who) if who else None
            self.windows[key] = Window(self.browser, self.server, language=language, session=session)
        window = self.windows[key]
        # The page before asks for nothing more: its complaints are no longer noted with the next one's.
        window.open_nothing()
        window.noted.clear()
        window.expected.clear()
        window.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        window.page.emulate_media(color_scheme="light")
        return window


@pytest.fixture(scope="module")
def walker(browser: Browser, server: str) -> Iterator[Walker]:
    """Nobody changes anything on this walk."""
    back_to_the_beginning()
    walking = Walker(browser, server)
    yield walking
    for window in walking.windows.values():
        window.context.close()
    if is_asked() and len(walking.record.pages) == len(PAGES):
        walking.record.write(clock.today())


def test_every_address_has_a_page_or_a_reason() -> None:
    shown = {page.name for page in PAGES}

    assert sorted(shown | set(NO_PAGES)) == names()
    assert shown & set(NO_PAGES) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@every_page
def test_every_page_is_accessible(page: Page, language: str, walker: Walker) -> None:
    visit = visited(page, walker, language)

    assert visit.page.locator("html").get_attribute("lang") == language
    assert [*skip_link_faults(visit.page), *unseen_focus(visit.page)] == []
    faults = [fault for size in (DESK, PHONE) for fault in faults_at(visit.page, size)]
    walker.record.note(str(page), language, faults, visit.page)
    assert faults == []
    visit.page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    assert does_not_fit(visit.page) == []
    assert visit.faults == []


def faults_at(page: BrowserPage, size: tuple[int, int]) -> list[str]:
    """What is wrong with a page in a window of this size, light and dark."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="light")
    found = [*violations(page), *does_not_fit(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in violations(page, RULES_ABOUT_COLOURS)]
    return [f"{size[0]} px: {fault}" for fault in found]


def test_every_page_is_sound_html(walker: Walker, tmp_path: Path) -> None:
    pages = {f"{page} {language}": html_of(page, language) for page in PAGES for language in LANGUAGES}

    faults = html_faults(pages, tmp_path)
    walker.record.invalid_html = len(faults)
    assert faults == []


def visited(page: Page, walker: Walker, language: str) -> Window:
    """The page in a window."""
    visit = walker.window_of(page.who, language)
    if page.status >= 400:
        visit.expects(f"status of {page.status}")
    if page.is_live:
        visit.expects("/live/")
    visit.open(page.path)
    assert visit.path == page.path.partition("?")[0]
    return visit


def html_of(page: Page, language: str) -> bytes:
    """The page as the server sends it."""
    client = Client()
    client.cookies["language"] = language
    if page.who:
        client.force_login(Person.objects.get(email=page.who))
    response = client.get(page.path)
    assert response.status_code == page.status, page
    return bytes(response.content)
