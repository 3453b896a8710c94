"""A look at the XML of a workbook before it is read: how large its sheets become, and which cells hold errors.

The reader itself tells neither: a few bytes can ask it for a sheet of seventeen thousand million cells, and a formula
that failed is an empty cell to it. Document types, and with them entities, are refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

MOST_ROWS = 200_000
MOST_CELLS = 5_000_000
MOST_TEXT = 200_000_000
LONGEST_NUMBER = 9
SEPARATOR = " "
ENCODINGS = ("utf-8", "us-ascii", "ascii")

Attributes = Mapping[str, str]


class UnsafeXmlError(Exception):
    """The XML declares a document type, is not well-formed, or says what no spreadsheet program would."""


@dataclass(slots=True)
class Survey:
    """What a sheet will be like: its extent, how long all its texts are together, and its errors by row and column."""

    rows: int = 0
    columns: int = 0
    text: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def is_too_large(self) -> bool:
        """Whether reading it would take more than a file with answers ever needs."""
        return self.rows > MOST_ROWS or self.rows * self.columns > MOST_CELLS or self.text > MOST_TEXT

    def include(self, row: int, column: int) -> None:
        """A filled cell, counted from 0."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)


def whole_number(written: str | None) -> int | None:
    """A count in XML; None where there is none.

    Raises `UnsafeXmlError` for what no spreadsheet program writes, for the reader may take it for another number.
    """
    if not written:
        return None
    if len(written) > LONGEST_NUMBER or not (written.isascii() and written.isdecimal()):
        raise UnsafeXmlError("number")
    return int(written)


class Walk:
    """A walk through XML. `start` and `end` are called with local names; attributes keep their namespaces."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._started
        self._parser.EndElementHandler = self._ended

    def through(self, content: bytes) -> None:
        """Walk through one member of a package."""
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            raise UnsafeXmlError(str(error)) from error

    def listen(self, handler: Callable[[str], None] | None) -> None:
        """From here on give all text to `handler`."""
        self._parser.CharacterDataHandler = handler

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        # The reader takes everything for UTF-8, so it would see another text than this walk.
        if encoding and encoding.lower() not in ENCODINGS:
            raise UnsafeXmlError("encoding")

    def _started(self, name: str, attributes: dict[str, str]) -> None:
        self.start(name.rpartition(SEPARATOR)[2], attributes)

    def _ended(self, name: str) -> None:
        self.end(name.rpartition(SEPARATOR)[2])

    def _refuse(self, *_declaration: object) -> None:
        raise UnsafeXmlError("document type")
