"""From the HTML of LimeSurvey's editor to the plain texts of a framework, and what of it text cannot say."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
UNSEEN = frozenset(("script", "style", "head", "title", "template", "noscript"))
EMBEDDED = frozenset(("audio", "canvas", "embed", "iframe", "img", "input", "object", "select", "svg", "video"))
POINT = "•"
LINK = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
# LimeSurvey takes braces for an expression unless a space follows.
EXPRESSION = re.compile(r"\{[^{}\s][^{}]*\}")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class Plain(NamedTuple):
    """A text without markup. `heading` is what stood in headings before anything else.

    `lost` names the elements that a text cannot hold, and the expressions that only LimeSurvey can fill in.
    """

    text: str
    heading: str = ""
    lost: tuple[str, ...] = ()


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[bool, list[str]]] = [(False, [])]
        self.lost: list[str] = []
        self.unseen: list[str] = []
        self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in UNSEEN:
            self.unseen.append(tag)
            if tag == "script":
                self.lost.append("script")
        elif tag == "br":
            self._block()
        elif tag == "li":
            self._block()
            self._add(f"{POINT} ")
        elif tag in BLOCKS:
            self._block(is_heading=tag in HEADINGS)
        elif tag == "a":
            self.link = (values.get("href") or "").strip()
        elif tag in EMBEDDED:
            self.lost.append(tag)
            self._add(f" {values.get('alt') or ''} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            if tag in self.unseen:
                self.unseen.remove(tag)
        elif tag == "a":
            if LINK.fullmatch(self.link) and self.link not in "".join(self.blocks[-1][1]):
                self._add(f" ({self.link.removeprefix('mailto:')})")
            self.link = ""
        elif tag in BLOCKS or tag == "li":
            self._block()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self._add(data)

    def _add(self, words: str) -> None:
        self.blocks[-1][1].append(words)

    def _block(self, *, is_heading: bool = False) -> None:
        self.blocks.append((is_heading, []))


def plain(written: str) -> Plain:
    """The text of HTML: blocks are lines, points of lists begin with “•”, addresses of links stand in brackets."""
    collector = _Collector()
    collector.feed(written)
    collector.close()
    blocks = [(is_heading, _flat("".join(words))) for is_heading, words in collector.blocks]
    lines = [(is_heading, words) for is_heading, words in blocks if words and words != POINT]
    headings = 0
    while headings < len(lines) - 1 and lines[headings][0]:
        headings += 1
    text = "\n".join(words for _, words in lines[headings:])
    lost = dict.fromkeys([*collector.lost, *EXPRESSION.findall(text)])
    return Plain(text, " ".join(words for _, words in lines[:headings]), tuple(lost))


def _flat(words: str) -> str:
    return " ".join(UNPRINTABLE.sub(" ", words).replace("\N{NO-BREAK SPACE}", " ").split())
