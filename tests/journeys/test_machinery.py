"""The checks of every page bite: each fault is planted once and found."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.accessibility import (
    AXE,
    RULES_ABOUT_COLOURS,
    does_not_fit,
    skip_link_faults,
    unseen_focus,
    violations,
)
from tests.journeys.markup import html_faults
from tests.journeys.visiting import PHONE, Window

SOUND = (
    '<!doctype html>\n<html lang="de"><head><meta charset="utf-8"><title>Seite</title></head><body>'
    '<a href="#main">Zum Inhalt</a><main id="main" tabindex="-1"><h1>Seite</h1>{}</main></body></html>'
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without the platform."""
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    yield context.new_page()
    context.close()


def test_axe_is_the_version_that_the_readme_names() -> None:
    assert AXE.startswith("/*! axe v4.14.1\n")


@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ("", None),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "image-alt"),
        ('<p style="color: #999; background: #fff">Zu blass</p>', "color-contrast"),
        ('<input type="text">', "label"),
        ("<h3>Eine Ebene fehlt</h3>", "heading-order"),
        ('<button style="padding: 0; border: 0; width: 9px; height: 9px" aria-label="a"></button>' * 2, "target-size"),
    ],
)
def test_axe_finds(page: Page, planted: str, rule: str | None) -> None:
    page.set_content(SOUND.format(planted))

    assert {found.split()[0] for found in violations(page)} == ({rule} if rule else set())


def test_axe_finds_what_is_too_dark_in_the_dark(page: Page) -> None:
    style = "<style>@media (prefers-color-scheme: dark) { body { background: #111 } p { color: #333 } }</style>"
    page.set_content(SOUND.format(f"{style}<p>Nur im Hellen zu lesen</p>"))
    page.emulate_media(color_scheme="light")
    light = violations(page, RULES_ABOUT_COLOURS)
    page.emulate_media(color_scheme="dark")

    assert light == []
    assert "color-contrast" in {found.split()[0] for found in violations(page, RULES_ABOUT_COLOURS)}


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("<p>Es passt.</p>", None),
        ('<p class="wide" style="width: 400px">Breit</p>', "scrolls sideways"),
        ('<p style="width: 50px; overflow: hidden; white-space: nowrap">Ein langer Satz passt nicht</p>', "cut off"),
    ],
)
def test_what_does_not_fit_is_found(page: Page, planted: str, fault: str | None) -> None:
    page.set_content(SOUND.format(planted))

    assert [found.split(":")[0] for found in does_not_fit(page)] == ([fault] if fault else [])


def test_an_invisible_focus_is_found(page: Page) -> None:
    page.set_content(SOUND.format('<button>A</button><button style="outline: none">B</button>'))

    assert unseen_focus(page) == ["focus not visible: button. “B”"]


def test_a_lost_skip_link_is_found(page: Page) -> None:
    page.set_content(SOUND.format("").replace("#main", "#elsewhere"))

    assert skip_link_faults(page) == ["the first thing that the keyboard reaches is no skip link"]


def test_a_skip_link_that_leads_nowhere_is_found(page: Page) -> None:
    page.set_content(SOUND.format("").replace(' tabindex="-1"', "").replace('id="main"', ""))

    assert skip_link_faults(page) == ["the skip link leads to “”"]


def test_faulty_html_is_found_in_one_call(tmp_path: Path) -> None:
    pages = {"sound": SOUND.format(""), "unclosed": SOUND.format("<div>"), "twice": SOUND.format('<p id="main">a</p>')}

    faults = html_faults({name: html.encode() for name, html in pages.items()}, tmp_path)

    assert {fault.split(",")[0] for fault in faults} == {"unclosed", "twice"}


@pytest.mark.parametrize(
    ("script", "noted"),
    [
        ("console.error('planted')", "console: planted"),
        ("console.warn('planted')", "console: planted"),
        ("setTimeout(() => { throw new Error('planted') }, 0)", "page error: planted"),
        ("fetch('http://elsewhere.example/').catch(() => {})", "console: Connecting to 'http://elsewhere.example/'"),
        ("new Promise(done => { const picture = new Image(); picture.onerror = done; "
         "picture.src = 'http://elsewhere.example/a.png' })", "elsewhere.example/a.png"),
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">planted</p>')", "inline style"),
        ("document.body.insertAdjacentHTML('beforeend', '<p onclick=\"planted()\">planted</p>')", "inline event"),
    ],
)  # fmt: skip
def test_a_window_notes(browser: Browser, server: str, script: str, noted: str) -> None:
    visit = Window(browser, server)
    visit.open("/").evaluate(script)
    visit.page.wait_for_timeout(50)
    visit.context.close()

    assert len(visit.faults) >= 1
    assert noted in visit.faults[0]


def test_a_window_notes_who_else_is_asked(browser: Browser, server: str) -> None:
    visit = Window(browser, server, bypass_csp=True)
    visit.open("/").evaluate("fetch('http://elsewhere.example/').catch(() => {})")
    visit.context.close()

    assert visit.faults[0] == "request to somebody else: http://elsewhere.example/"


def test_a_complaint_that_was_expected_and_did_not_come_is_a_fault(window: Callable[..., Window]) -> None:
    visit = window()
    visit.expects("status of 404")
    visit.open("/")

    assert visit.faults == ["expected, but nothing said: status of 404"]
    visit.expected.clear()
