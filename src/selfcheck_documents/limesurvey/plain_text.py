"""From the HTML of LimeSurvey's editor to the plain texts of a framework, and what of it text cannot say.

A reader of its own, since the one of the standard library takes minutes for a few kilobytes that mean harm.
"""

import re
from collections.abc import Iterator
from html import unescape
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
LONGEST = 200_000
LONGEST_ATTRIBUTE = 2_000
CUT = "…"
TAG = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{0,40})")
VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
HREF = re.compile(r"\bhref" + VALUE, re.IGNORECASE)
ALT = re.compile(r"\balt" + VALUE, re.IGNORECASE)
LONG_NUMBER = re.compile(r"&#[0-9xX][0-9a-fA-F]{9,}")
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


class _Tag(NamedTuple):
    name: str
    attributes: str
    is_end: bool


def _tokens(written: str) -> Iterator[_Tag | str]:
    """Tags and the texts between them; each sign is looked at once, whatever stays open."""
    position = 0
    while (start := written.find("<", position)) >= 0:
        end = _end_of(written, start)
        if end < 0:
            break
        if start > position:
            yield written[position:start]
        match = TAG.match(written, start)
        if match is not None:
            yield _Tag(match["name"].lower(), written[match.end() : end], bool(match["slash"]))
        elif written[start + 1] not in "!?/":
            yield "<"
            end = start
        position = end + 1
    yield written[position:]


def _end_of(written: str, start: int) -> int:
    """Where the tag or the comment ends that begins here; below 0 when nothing ends any more."""
    if written.startswith("<!--", start):
        closing = written.find("-->", start)
        if closing >= 0:
            return closing + 2
    end = written.find(">", start)
    for quote in "\"'":
        # A sign in quotation marks closes nothing; one look ahead is enough for what editors write.
        if end >= 0 and written.count(quote, start, end) % 2:
            closing = written.find(quote, end, end + LONGEST_ATTRIBUTE)
            further = written.find(">", closing, closing + LONGEST_ATTRIBUTE) if closing >= 0 else -1
            return further if further >= 0 else end
    return end


class _Collector:
    """Blocks of text, each with whether it is a heading, and what was lost."""

    def __init__(self) -> None:
        self.blocks: list[tuple[bool, list[str]]] = [(False, [])]
        self.lost: list[str] = []
        self.unseen = ""
        self.link = ""

    def take(self, token: _Tag | str) -> None:
        """The next token. Inside of what is never shown only its end counts."""
        if isinstance(token, str):
            if not self.unseen:
                self._add(unescape(LONG_NUMBER.sub(" ", token)))
        elif self.unseen:
            if token.is_end and token.name == self.unseen:
                self.unseen = ""
        elif token.is_end:
            self._end(token.name)
        else:
            self._start(token)

    def _start(self, tag: _Tag) -> None:
        if tag.name in UNSEEN:
            self.unseen = tag.name
            if tag.name == "script":
                self.lost.append(tag.name)
        elif tag.name in EMBEDDED:
            self.lost.append(tag.name)
            self._add(f" {_attribute(tag, ALT)} ")
        elif tag.name == "a":
            self.link = _attribute(tag, HREF).strip()
        elif tag.name == "li":
            self._block()
            self._add(f"{POINT} ")
        elif tag.name in BLOCKS or tag.name == "br":
            self._block(is_heading=tag.name in HEADINGS)

    def _end(self, name: str) -> None:
        if name == "a":
            address = self.link.removeprefix("mailto:")
            if LINK.fullmatch(self.link) and address not in self.blocks[-1][1]:
                self._add(f" ({address})")
            self.link = ""
        elif name in BLOCKS or name == "li":
            self._block()

    def _add(self, words: str) -> None:
        self.blocks[-1][1].append(words)

    def _block(self, *, is_heading: bool = False) -> None:
        self.blocks.append((is_heading, []))


def _attribute(tag: _Tag, pattern: re.Pattern[str]) -> str:
    match = pattern.search(tag.attributes[:LONGEST_ATTRIBUTE])
    return unescape(LONG_NUMBER.sub(" ", next(filter(None, match.groups()), ""))) if match else ""


def plain(written: str) -> Plain:
    """The text of HTML: blocks are lines, points of lists begin with “•”, addresses of links stand in brackets."""
    collector = _Collector()
    for token in _tokens(written[:LONGEST]):
        collector.take(token)
    if len(written) > LONGEST:
        collector.lost.append(CUT)
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
