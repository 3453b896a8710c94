"""The imprint that an operator wrote as plain text: paragraphs, headings, and what of them is an address."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

HEADING = "# "
PARTED = re.compile(r"\n[ \t]*\n\s*")
ADDRESS = re.compile(r"(https?://[^\s<>]*[^\s<>.,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")


class Words(NamedTuple):
    """A piece of a line, and where it leads; most lead nowhere."""

    text: str
    href: str


class Paragraph(NamedTuple):
    """A heading, or lines of words."""

    heading: str
    lines: Sequence[Sequence[Words]]


def paragraphs_of(text: str) -> list[Paragraph]:
    """What an empty line parts; a heading begins with “# ” and stands by itself."""
    return [_paragraph(part) for part in PARTED.split(text.strip()) if part]


def _paragraph(part: str) -> Paragraph:
    if part.startswith(HEADING) and "\n" not in part:
        return Paragraph(part.removeprefix(HEADING).strip(), ())
    return Paragraph("", [list(_words(line.strip())) for line in part.splitlines()])


def _words(line: str) -> Iterator[Words]:
    for piece in ADDRESS.split(line):
        if piece:
            is_address = ADDRESS.fullmatch(piece) is not None
            mail = "" if piece.startswith("http") else "mailto:"
            yield Words(piece, mail + piece if is_address else "")
