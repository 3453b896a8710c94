"""A form of several sheets, described once: columns, rows, cells, styles, drop-downs. Each writer makes a file of it.

Whatever is said here looks and behaves the same in .xlsx and .ods; a writer may only translate. Lengths are pixels of
1/96 inch. There are no merged cells: people sort rows, and screen readers stumble over them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from selfcheck.messages import Language
from selfcheck_documents.colours import INK, PLATE
from selfcheck_documents.spreadsheets.lines import lines_of

FONT = "Arial"
PIXELS_PER_POINT = 96 / 72
LINE_HEIGHT = 1.28
PADDING_ACROSS = 6
INDENT = 9
PADDING_DOWN = 6
LOWEST_ROW = 18
HIGHEST_ROW = 540  # Excel's limit is 545 pixels


class Content(StrEnum):
    """What a cell takes when somebody types into it. Text stays text: 07333 keeps its zero, 1-2 is no date."""

    TEXT = "text"
    DATE = "date"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks, and whether people may write into it."""

    size: int = 10
    bold: bool = False
    colour: str = INK
    fill: str = PLATE
    border: str | None = None
    line_below: str | None = None
    wraps: bool = True
    is_middle: bool = False
    is_input: bool = False
    content: Content = Content.TEXT
    lowest: int = LOWEST_ROW

    @property
    def is_box(self) -> bool:
        """Whether its edge can be seen; text keeps away from it then."""
        return self.border is not None or self.fill != PLATE


@dataclass(frozen=True, slots=True)
class Choices:
    """A drop-down: the range on `sheet` that holds its options. What is not in the list is refused if `is_strict`."""

    sheet: str
    row: int
    count: int
    error_title: str = ""
    error_text: str = ""
    is_strict: bool = True


@dataclass(frozen=True, slots=True)
class Help:
    """A short text that appears when the cell is entered; Excel shows 32 and 255 characters."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """How many cells of a column are filled, between two rows (counted from 0, both included)."""

    column: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Formula:
    """Words and counts in a row, such as "Answered: 3 of 108", with the text it has until somebody recalculates."""

    parts: tuple[str | Filled, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. Words are always words: nothing that begins with "=" becomes a formula."""

    style: Style
    value: str | date | Formula = ""
    choices: Choices | None = None
    help: Help | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its width."""

    width: int
    is_hidden: bool = False


Row = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. The first `frozen` rows stay in view, the row `repeated` heads every printed page.

    The rows in `breaks` begin a new page when printed.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    frozen: int = 0
    repeated: int | None = None
    is_landscape: bool = False
    is_hidden: bool = False
    first_input: tuple[int, int] = (0, 0)
    breaks: frozenset[int] = frozenset()

    def height(self, row: Row) -> int:
        """The height that shows all the text of a row; the viewer's program may correct it."""
        cells = zip(self.columns, row, strict=False)
        needed = (_height(cell, column.width) for column, cell in cells if cell and not column.is_hidden)
        return min(max(needed, default=LOWEST_ROW), HIGHEST_ROW)

    def grows(self, row: Row) -> bool:
        """Whether the row follows its text; rows with a height of their own, such as headings, keep it."""
        return any(cell.style.wraps and cell.style.lowest == LOWEST_ROW for cell in row if cell)


@dataclass(frozen=True, slots=True)
class Form:
    """All sheets of a form. `page` says "Page {page} of {pages}" with both placeholders still in it."""

    title: str
    language: Language
    sheets: tuple[Sheet, ...]
    page: str


def styles_of(form: Form) -> tuple[Style, ...]:
    """Every style of the form, once, in the order of appearance."""
    cells = (cell for sheet in form.sheets for row in sheet.rows for cell in row if cell)
    return tuple(dict.fromkeys(cell.style for cell in cells))


def choices_of(form: Form) -> Iterable[tuple[Choices | None, Help | None]]:
    """Every pair of drop-down and help of the form, once, in the order of appearance."""
    cells = (cell for sheet in form.sheets for row in sheet.rows for cell in row if cell)
    return dict.fromkeys((cell.choices, cell.help) for cell in cells if cell.choices or cell.help)


def _height(cell: Cell, width: int) -> int:
    style = cell.style
    size = style.size * PIXELS_PER_POINT
    text = cell.value if isinstance(cell.value, str) else ""
    room = width - PADDING_ACROSS - (INDENT if style.is_box else 0)
    lines = lines_of(text, room / size, is_bold=style.bold) if style.wraps else 1
    return max(style.lowest, round(lines * size * LINE_HEIGHT) + PADDING_DOWN)
