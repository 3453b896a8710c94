"""A hall full of guests for the story of a workshop: a few real browsers, many phones without a window, a console."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.visiting import PHONE, Window
from tests.weltoffen.test_serve import Browser as Silent
from tests.weltoffen.test_serve import served

COUNTY, FACILITATOR = "/m/donnersbergkreis/workshops/", "prozessbegleitung@donnersbergkreis.example"
SOON = 10.0


class Guest:
    """A phone without a window: joins and votes as its browser would send it, and sends again what got no answer."""

    def __init__(self, port: int, code: str, perspective: str) -> None:
        self.silent, self.code, self.perspective = Silent(port), code, perspective
        self.silent.get(f"/w/{code}/")
        self.silent.post(f"/w/{code}/join/", perspective=perspective, language="de")

    def key(self) -> str:
        """What is on for this phone."""
        return str(json.loads(self.silent.get(f"/w/{self.code}/now/"))["key"])

    def group(self, number: int) -> None:
        """Choose a working group."""
        self.silent.post(f"/w/{self.code}/group/", group=number)

    def vote(self, **said: str) -> None:
        """Vote in what is open now."""
        found = re.search(r"poll-(\d+)-open", self.key())
        assert found is not None
        self.silent.post(f"/w/{self.code}/vote/{found[1]}/", **said)

    def idea(self, text: str) -> None:
        """Send an idea."""
        found = re.search(r"poll-(\d+)-open", self.key())
        assert found is not None
        self.silent.post(f"/w/{self.code}/idea/{found[1]}/", text=text)


class Console:
    """The facilitator's window."""

    def __init__(self, window: Window, number: int) -> None:
        self.window, self.page, self.path = window, window.page, f"{COUNTY}{number}/console/"

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press a button of the console."""
        before = self.page.locator("[name=version]").first.get_attribute("value")
        self.page.get_by_role("button", name=name).first.click()
        expect(self.page.locator("[name=version]").first).not_to_have_attribute("value", str(before))
        self.page.wait_for_load_state()
        assert self.page.locator(".kern-alert--warning").count() == 0, self.page.locator(
            ".kern-alert"
        ).all_inner_texts()

    def on_to(self, title: str, group: int = 0) -> None:
        """Put an agenda item on."""
        self.look(group)
        self.page.locator(".console-item", has_text=title).first.click()
        expect(self.page.locator("#now")).to_have_text(title)

    def look(self, group: int = 0) -> None:
        """Open the console of everybody, or of a group."""
        self.window.open(self.path + (f"?group={group}" if group else ""))


class Hall:
    """Where the workshop takes place: a server in a process of its own that can be killed, and everybody's windows."""

    def __init__(self, browser: Browser, folder: Path, port: int) -> None:
        self.browser, self.folder, self.port = browser, folder, port
        self.address = f"http://127.0.0.1:{port}"
        self.windows: list[Window] = []

    def window(self, **options: object) -> Window:
        """Another browser."""
        self.windows.append(Window(self.browser, self.address, **options))  # type: ignore[arg-type]
        return self.windows[-1]

    def desk(self) -> Window:
        """The browser of the coordination, signed in."""
        window = self.window()
        page = window.open("/account/login/")
        page.fill("[name=login]", FACILITATOR)
        page.fill("[name=password]", "weltoffen-ausprobieren")
        page.locator("main").get_by_role("button", name="Anmelden").first.click()
        page.wait_for_url("**/m/**")
        return window

    def phone(self, code: str, perspective: str, language: str) -> Window:
        """The browser of a guest, who has joined."""
        window = self.window(size=PHONE, language=language)
        page = window.open(f"/w/{code}/?language={language}")
        assert violations(page) == []
        assert does_not_fit(page) == []
        page.locator(f"button[value={perspective}]").click()
        page.wait_for_selector("#scene")
        return window

    @contextmanager
    def open(self) -> Iterator[None]:
        """The server runs; at the end it is killed, as by a power failure."""
        with served(self.folder, self.port):
            yield


def chosen_in(page: Page) -> str:
    """What a phone has chosen."""
    return str(page.locator("input[name=value]:checked").get_attribute("value"))
