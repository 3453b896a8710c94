"""Somebody's browser window. Whatever it complains about and whomever it asks is noted, and is a fault at the end."""

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError

PHONE, DESK = (320, 640), (1280, 900)
TIMEOUT = 10_000


class Window:
    """A browser of one person on one device. At the end of a test its `faults` must be empty (conftest.py)."""

    def __init__(
        self, browser: Browser, address: str, *, size: tuple[int, int] = DESK, language: str = "de",
        session: str | None = None, **options: Any,
    ) -> None:  # fmt: skip
        self.address = address
        self.noted: list[str] = []
        self.expected: list[str] = []
        self.context = _context(browser, address, size, language, session, options)
        self.context.on("console", self._hear)
        self.context.on("weberror", self._stumble)
        self.context.on("request", self._ask)
        self.page: Page = self.context.new_page()

    @property
    def faults(self) -> list[str]:
        """What was noted and not expected, and what was expected and did not come."""
        unexpected = [note for note in self.noted if not any(re.search(one, note) for one in self.expected)]
        missing = [one for one in self.expected if not any(re.search(one, note) for note in self.noted)]
        return [*unexpected, *(f"expected, but nothing said: {one}" for one in missing)]

    def expects(self, pattern: str) -> None:
        """The browser will complain like this, and has to: a page with status 404 does, and a lost network."""
        self.expected.append(pattern)

    def open(self, path: str) -> Page:
        """Go to an address of the platform; what was read before a complaint is on record."""
        self.page.goto(self.address + path)
        return self.page

    def open_nothing(self) -> None:
        """Leave the page that is open; it ends its streams."""
        self.page.goto("about:blank")

    @property
    def path(self) -> str:
        """Where the window is."""
        return urlsplit(self.page.url).path

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.noted.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _stumble(self, error: WebError) -> None:
        self.noted.append(f"page error: {error.error}")

    def _ask(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.noted.append(f"request to somebody else: {request.url}")


def _context(
    browser: Browser, address: str, size: tuple[int, int], language: str, session: str | None, options: dict[str, Any]
) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale=language, reduced_motion="reduce", **options
    )
    context.set_default_timeout(TIMEOUT)
    cookies = {"language": language if language != "de" else None, "session": session}
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items() if value])
    return context
