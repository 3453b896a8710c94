"""Tables in plain text: which encoding, which delimiter, and the line in which a row begins."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selfcheck.faults import Fault, FaultyInput, line
from selfcheck.messages import message
from selfcheck.sheets.building import Checker, Place
from selfcheck_documents.spreadsheets.survey import MOST_ROWS
from selfcheck_documents.spreadsheets.table import TableRow, is_filled

DELIMITERS = ";,\t"
# German spreadsheet programs still write this one where the user did not ask for UTF-8.
FALLBACK = "cp1252"


def decoded(path: Path, content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or else Windows-1252.

    Raises `FaultyInput` when it is none of them.
    """
    is_utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ("utf-16",) if is_utf_16 else ("utf-8-sig", FALLBACK)
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FaultyInput([Fault(message("the file is not text in UTF-8 or Windows-1252."), path.name)])


def csv_rows(text: str, checker: Checker) -> Iterator[TableRow]:
    """The rows of the text, ending at the first that cannot be told from the next, which is reported."""
    # Only the reader may split lines, for quoted texts may hold line breaks; of any kind, hence the translation.
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter_of(text), strict=True)
    names: list[str] = []
    number = 1
    try:
        for count, cells in enumerate(reader):
            if count > MOST_ROWS:
                what = message("the table is too long: at most {most} rows can be read.", most=MOST_ROWS)
                checker.report(Place(line(number)), what)
                return
            if not names and is_filled(cells):
                names = cells
            yield TableRow(cells, _LinePlaces(number, names))
            number = reader.line_num + 1
    except csv.Error as error:
        what = message("the row that begins here cannot be read. Often a quotation mark is missing or stands alone.")
        checker.report(Place(line(number)), what, str(error))


def delimiter_of(text: str) -> str:
    """The delimiter that is most frequent in the first line that says something."""
    first = next((row for row in text.splitlines() if row.strip()), "")
    return max(DELIMITERS, key=first.count)


@dataclass(frozen=True, slots=True)
class _LinePlaces:
    """Where the cells of one row stand. Not a closure: long tables keep one for each row."""

    number: int
    names: Sequence[str]

    def __call__(self, column: int) -> Place:
        return Place(line(self.number), self.names[column].strip() if column < len(self.names) else "")
