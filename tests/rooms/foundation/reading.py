"""What somebody sees of a page: its title, its heading, its text, where its links lead."""

import re
from typing import Any, NamedTuple, Protocol

from lxml import html


class Page(Protocol):
    """What a view or the test client answered."""

    @property
    def content(self) -> bytes: ...


class Sight(NamedTuple):
    """A page as it is seen; `ways` are the addresses in its content, without header and footer."""

    title: str
    heading: str
    text: str
    ways: list[str]


def page_of(response: Page) -> Any:
    """The elements of a page, to ask with XPath."""
    return html.fromstring(response.content)


def sight_of(response: Page) -> Sight:
    """Look at a page."""
    page = page_of(response)
    (main,) = page.xpath("//main")
    (heading,) = main.xpath(".//h1")
    ways = [str(link) for link in main.xpath(".//a/@href")]
    return Sight(_words(page.findtext(".//title")), _words(heading.text_content()), _words(main.text_content()), ways)


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
