"""The pieces of a Word document: headings with their list of contents, paragraphs, charts, tables."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.charts.lettering import SIZE as LETTER_SIZE
from selfcheck_documents.charts.lettering import width_of
from selfcheck_documents.colours import MUTED
from selfcheck_documents.word_file import (
    CELL,
    SMALL,
    SUBHEADING,
    TEXT_WIDTH,
    add_bookmark,
    add_link,
    close_field,
    describe,
    draw_line_below,
    element,
    open_field,
    set_cell_margins,
)

CHART_WIDTH = 104
BROAD_CHART = 160
NARROW_DRAWING = 400
DRAWN_WIDTH = re.compile(r'viewBox="0 0 (\d+) ')
CONTENTS = r'TOC \o "1-2" \h \z'
LISTED_LEVELS = 2
LONGEST_FIGURE = 8
KEPT_ROWS = 12
TYPE_SIZES = (9, 8, 7)
"""In which size a table is set, in points: the first one in which no word has to break."""
MM_IN_POINT = 25.4 / 72
BROADER = 1.12
"""How much broader the letters of an office may be than ours, which are measured."""
BESIDE_WORDS = 3.4
MOST_FOR_WORDS, LEAST_FOR_NAMES = 26, 40


class WordPieces:
    """Writes pieces one after the other; `place` is the document, or a cell while one is filled.

    `pictures` are the drawings of the document as PNG, by their SVG.
    """

    def __init__(self, document: Any, pictures: Mapping[str, bytes]) -> None:
        self.document = document
        self.place = document
        self.pictures = pictures
        self.listed: list[tuple[int, str, str]] = []
        # Asked of python-docx for every cell, the id of a style would take most of the time.
        self._styles = {style.name: style.style_id for style in document.styles}

    def heading(self, text: str, level: int, *, is_listed: bool | None = None) -> Any:
        """A heading; those of the first two levels stand in the list of contents unless said otherwise."""
        if is_listed is None:
            is_listed = level <= LISTED_LEVELS
        style = f"Heading {level}" if is_listed or level == 1 else SUBHEADING.format(level=level)
        paragraph = self.text(text, style)
        if is_listed:
            bookmark = f"_Toc{len(self.listed) + 1:06}"
            add_bookmark(paragraph, bookmark, len(self.listed) + 1)
            self.listed.append((level, text, bookmark))
        return paragraph

    def contents_before(self, paragraph: Any) -> None:
        """The list of contents as a field that is filled already; page numbers come when the reader renews it."""
        entries = []
        for level, text, bookmark in self.listed:
            entries.append(self._styled(paragraph.insert_paragraph_before(), f"TOC {level}"))
            if len(entries) == 1:
                open_field(entries[0], CONTENTS)
            add_link(entries[-1], bookmark, text)
        close_field(paragraph)

    def text(self, text: str, style: str | None = None) -> Any:
        """A paragraph."""
        paragraph = self.place.add_paragraph(text)
        return paragraph if style is None else self._styled(paragraph, style)

    def _styled(self, paragraph: Any, style: str) -> Any:
        paragraph._p.style = self._styles[style]
        return paragraph

    def sentences(self, sentences: Iterable[str]) -> None:
        """A paragraph for each sentence."""
        for sentence in sentences:
            self.text(sentence)

    def chart(self, chart: Chart, width: int = 0) -> None:
        """The drawing as a picture with its description as alternative text."""
        width = width or chart_width(chart.svg)
        paragraph = self.text("")
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(self.pictures[chart.svg]), width=Mm(width))
        describe(shape, chart.title, chart.description)

    def chart_with_table(self, chart: Chart, width: int = 0) -> None:
        """The drawing, then its figures."""
        self.chart(chart, width)
        self.table(chart.table)

    def table(self, table: Table, widths: Sequence[int] | None = None, *, has_caption: bool = True) -> None:
        """A table with its caption; columns that hold short figures stand right."""
        if has_caption:
            self.text(table.caption, "Caption")
        figures = [
            number > 0 and bool(table.rows) and all(is_figure(row[number]) for row in table.rows)
            for number in range(len(table.header))
        ]
        columns = Columns(list(widths), TYPE_SIZES[0]) if widths else even_columns(table)
        self.grid(table.header, table.rows, columns.widths, figures, table.caption, size=columns.size)

    def grid(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[int],
        figures: Sequence[bool],
        title: str,
        *,
        size: float = 9,
    ) -> Any:
        """A real table: its header repeats on each page, its rows do not break, its title is its alternative text."""
        made = self.document.add_table(rows=1 + len(rows), cols=len(header))
        made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        set_cell_margins(made)
        element("w:tblCaption", made._tbl.tblPr, val=title)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Mm(width)
        for number, (row, cells) in enumerate(zip(made.rows, (header, *rows), strict=True)):
            _set_row(row, is_header=number == 0)
            for cell, words, width, is_right in zip(row.cells, cells, widths, figures, strict=True):
                cell.width = Mm(width)
                self._fill(cell, words, is_header=number == 0, is_right=is_right, size=size)
                # A few rows stay together with their drawing; longer tables may go on, with their header.
                if number < len(rows) <= KEPT_ROWS:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
        self.text("", SMALL)
        return made

    def _fill(self, cell: Any, words: str, *, is_header: bool, is_right: bool, size: float) -> None:
        """The first line of the words as it is, further ones set back."""
        draw_line_below(cell, is_strong=is_header)
        first, *others = words.split("\n")
        paragraph = self._styled(cell.paragraphs[0], CELL)
        if is_right:
            paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(first)
        if size != TYPE_SIZES[0]:
            run.font.size = Pt(size)
        if is_header:
            muted(run).bold = True
            paragraph.paragraph_format.keep_with_next = True
        for other in others:
            muted(self._styled(cell.add_paragraph(), CELL).add_run(other))


def muted(run: Any) -> Any:
    """The run in the colour of what accompanies."""
    run.font.color.rgb = colour_of(MUTED)
    return run


def colour_of(colour: str) -> Any:
    """A colour of ours as Word takes it."""
    return RGBColor.from_string(colour.removeprefix("#").upper())


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure: short, and no word in it."""
    return len(text) <= LONGEST_FIGURE and not any(
        text[place : place + 3].isalpha() and len(text[place : place + 3]) == 3 for place in range(len(text))
    )


class Columns(NamedTuple):
    """The columns of a table: their widths in millimetres, and the size of its letters in points."""

    widths: list[int]
    size: float


def even_columns(table: Table) -> Columns:
    """Columns that fill the line: each holds its longest word unbroken, the first one has what is left.

    Where all words do not fit beside each other, the letters are smaller.
    """
    columns = list(zip(table.header, *table.rows, strict=True))
    least: list[int] = []
    size = TYPE_SIZES[-1]
    for size in TYPE_SIZES:
        least = [ceil(max(_longest_word(text, size) for text in cells) + BESIDE_WORDS) for cells in columns]
        if sum(least) <= TEXT_WIDTH:
            break
    while sum(least[1:]) > TEXT_WIDTH - least[0]:
        least = [round(width * 0.9) for width in least]
    wanted = [min(36, ceil(max(_millimetres(text, size) for text in cells) + BESIDE_WORDS)) for cells in columns]
    spare = TEXT_WIDTH - max(least[0], LEAST_FOR_NAMES) - sum(least[1:])
    more = [max(0, wide - narrow) for wide, narrow in zip(wanted[1:], least[1:], strict=True)]
    share = max(0.0, min(1.0, spare / sum(more))) if any(more) else 0.0
    others = [narrow + int(one * share) for narrow, one in zip(least[1:], more, strict=True)]
    return Columns([TEXT_WIDTH - sum(others), *others], size)


def chart_width(svg: str) -> int:
    """How broad a drawing is on the page, in millimetres: those for a stage take the whole line."""
    found = DRAWN_WIDTH.search(svg)
    return BROAD_CHART if found and int(found[1]) > NARROW_DRAWING else CHART_WIDTH


def _longest_word(text: str, size: float) -> float:
    return min(MOST_FOR_WORDS, max((_millimetres(word, size) for word in text.split()), default=0))


def _millimetres(text: str, size: float) -> float:
    return width_of(text, is_bold=True) / LETTER_SIZE * size * MM_IN_POINT * BROADER


def _set_row(row: Any, *, is_header: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    element("w:cantSplit", properties)
    if is_header:
        element("w:tblHeader", properties)
