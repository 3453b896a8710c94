"""A plain table as a file: words and numbers in rows, as .xlsx or .csv. What others typed is never a formula."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import ceil

from xlsxwriter import Workbook

from selfcheck_documents.packing import add_member
from selfcheck_documents.spreadsheets.form import FONT

CREATED = datetime(1980, 1, 1, tzinfo=UTC)
MARK_OF_UTF_8 = "\ufeff"
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDEST, WIDEST_OF_MANY, MANY, NARROWEST = 40, 22, 8, 10
DAY, A4, MARGIN = 14, 9, 0.4
"""Numbers of formats: a day as the reader's program writes it, and the size of paper; inches beside the table."""
LINE = 13.5
"""The height of a line in points; programs do not make rows higher by themselves."""

Value = str | int | float | date


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table with its name, the words above it, and what its columns are called."""

    name: str
    title: str
    notes: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]


def plain_xlsx(table: PlainTable) -> bytes:
    """The table as a workbook; the same table is the same bytes."""
    raw = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": {"font_name": FONT, "font_size": 10}}
    with Workbook(raw, options) as book:
        book.set_properties({"title": table.title, "created": CREATED})
        words = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": DAY, "align": "left", "valign": "top"})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        page = book.add_worksheet(table.name)
        page.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 14}))
        for number, note in enumerate(table.notes, start=1):
            page.write_string(number, 0, note)
        head = len(table.notes) + 2
        for place, label in enumerate(table.columns):
            page.write_string(head, place, label, bold)
            page.set_column(place, place, _width(table, place))
        for number, row in enumerate(table.rows, start=head + 1):
            lines = max((_lines(value, _widest(table)) for value in row), default=1)
            if lines > 1:
                page.set_row(number, lines * LINE)
            for place, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(number, place, value, words)
                elif isinstance(value, date):
                    page.write_datetime(number, place, value, day)
                else:
                    page.write_number(number, place, value, words)
        page.freeze_panes(head + 1, 0)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=MARGIN, right=MARGIN)
        page.repeat_rows(head)
    return _repacked(raw)


def plain_csv(table: PlainTable) -> bytes:
    """The rows under their columns: UTF-8 with its mark, semicolons, as spreadsheet programs set up for German read."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_harmless(value) for value in row] for row in table.rows)
    return (MARK_OF_UTF_8 + text.getvalue()).encode()


def _harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_BEGINS) else value


def _width(table: PlainTable, place: int) -> int:
    parts = (part for row in (table.columns, *table.rows) for part in str(row[place]).splitlines())
    longest = max(map(len, parts), default=0)
    return min(max(longest + 2, NARROWEST), _widest(table))


def _widest(table: PlainTable) -> int:
    """Many columns stay narrow, so that a printed page can be read."""
    return WIDEST_OF_MANY if len(table.columns) > MANY else WIDEST


def _lines(value: Value, width: int) -> int:
    """How many lines a value takes in a column of this width."""
    return sum(max(1, ceil(len(part) / width)) for part in str(value).splitlines()) or 1


def _repacked(raw: io.BytesIO) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(target, "w") as package:
        for name in made.namelist():
            add_member(package, name, made.read(name))
    return target.getvalue()
