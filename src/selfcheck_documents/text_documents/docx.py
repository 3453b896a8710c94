"""Writes a plain document as a Word file, for those who go on writing in it."""

from dataclasses import replace
from typing import Any

from docx.shared import Mm, Pt

from selfcheck_documents import typesetting
from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.colours import BLUE, INK
from selfcheck_documents.text_documents.characters import is_from_right, storable, storable_values
from selfcheck_documents.text_documents.model import Block, Bullets, Facts, Heading, Paragraph, TextDocument
from selfcheck_documents.word_file import (
    FACT_LINE,
    SMALL,
    as_bytes,
    element,
    new_document,
    set_properties,
    write_margins,
)
from selfcheck_documents.word_pieces import WordPieces, chart_width, colour_of, muted

HEADINGS = {1: (16, INK, 22), 2: (12.5, BLUE, 14), 3: (11, INK, 10), 4: (10.5, BLUE, 8), 5: (10.5, INK, 6)}


def write_docx(document: TextDocument) -> bytes:
    """The document as .docx; the same document gives the same bytes."""
    file = new_document(document.language)
    set_properties(
        file,
        title=storable(f"{document.kind}: {document.title}"),
        subject=document.kind,
        author=storable(document.author),
        language=document.language,
        day=document.dated,
    )
    _set_headings(file)
    file.sections[0].different_first_page_header_footer = False
    head = storable(f"{document.author}\t{document.title}")
    write_margins(file, head, storable(document.foot), document.page)
    pictures = (
        typesetting.drawings({chart.svg: chart_width(chart.svg) for chart in document.charts})
        if document.charts
        else {}
    )
    writer = WordPieces(file, pictures)
    writer.text(document.kind, "Subtitle")
    writer.text(storable(document.title), "Title").paragraph_format.space_after = Mm(6)
    _write_facts(writer, storable_values(document.facts))
    if document.notice:
        notice = writer.text("")
        notice.add_run(storable(document.notice)).bold = True
        notice.paragraph_format.space_before = Mm(4)
    for block, following in zip(document.blocks, [*document.blocks, None][1:], strict=True):
        _write(writer, _storable(block), is_kept=isinstance(following, Chart | Table))
    return as_bytes(file)


def _set_headings(file: Any) -> None:
    """Headings of a running text: smaller than those of chapters, and without a new page."""
    for level, (size, colour, before) in HEADINGS.items():
        style = file.styles[f"Heading {level}"]
        style.font.size, style.font.color.rgb = Pt(size), colour_of(colour)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.page_break_before = False


def _write(writer: WordPieces, block: Block, *, is_kept: bool) -> None:
    match block:
        case Heading():
            writer.heading(block.text, block.level, is_listed=True)
        case Paragraph():
            paragraph = writer.text(block.text, SMALL if block.is_quiet else None)
            paragraph.paragraph_format.keep_with_next = block.is_quiet or is_kept
        case Bullets():
            for item in block.items:
                _write_at_start(writer.text("", "List Bullet"), item)
        case Facts():
            _write_facts(writer, block)
        case Table():
            writer.table(block)
        case Chart():
            writer.chart(block)


def _write_at_start(paragraph: Any, words: str) -> None:
    """What is written from right to left begins where the list begins, in its own order of signs."""
    run = paragraph.add_run(words)
    if is_from_right(words):
        element("w:rtl", run._r.get_or_add_rPr())


def _storable(block: Block) -> Block:
    if isinstance(block, Chart):
        return replace(block, title=storable(block.title), description=storable(block.description))
    if isinstance(block, Table):
        texts = storable_values((block.caption, block.header, block.rows))
        return Table(*texts)
    cleaned: Block = storable_values(block)
    return cleaned


def _write_facts(writer: WordPieces, facts: Facts) -> None:
    for number, (label, value) in enumerate(facts.items, 1):
        paragraph = writer.text("", FACT_LINE)
        paragraph.paragraph_format.left_indent = Mm(38)
        paragraph.paragraph_format.first_line_indent = Mm(-38)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(38))
        muted(paragraph.add_run(f"{label}\t"))
        paragraph.add_run(value)
        if number == len(facts.items):
            paragraph.paragraph_format.keep_with_next = False
