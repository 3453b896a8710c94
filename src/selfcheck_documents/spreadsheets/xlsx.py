"""Writes a form as .xlsx: xlsxwriter does the work, two details that it does not offer are put right afterwards."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from selfcheck_documents.packing import add_member
from selfcheck_documents.spreadsheets.form import (
    FONT,
    Cell,
    Choices,
    Content,
    Filled,
    Form,
    Formula,
    Help,
    Sheet,
    Style,
    styles_of,
)
from selfcheck_documents.spreadsheets.grid import column_name, reference

# Files must not tell when they were made: the same form is the same bytes.
CREATED = datetime(1980, 1, 1, tzinfo=UTC)
A4 = 9
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.45, "bottom": 0.6}
DATE_FORMATS = {"de": "dd.mm.yyyy", "en": "d mmmm yyyy"}
LONGEST_TITLE = 32
LONGEST_PROMPT = 255
LONGEST_FOOTER = 120
NOTE_WIDTH = 420
NOTE_LINE = 60
CUSTOM_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')
STRUCTURE_LOCK = b'<workbookProtection lockStructure="1"/>'


def xlsx_of(form: Form) -> bytes:
    """The form as a workbook."""
    raw = io.BytesIO()
    with Workbook(raw, {"in_memory": True, "default_format_properties": {"font_name": FONT, "font_size": 10}}) as book:
        book.set_properties({"title": form.title, "created": CREATED})
        formats = {style: book.add_format(_format(style, form)) for style in styles_of(form)}
        for sheet in form.sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, form, formats)
    return _finished(raw)


def _finished(raw: io.BytesIO) -> bytes:
    """Lock the structure; let rows grow with what people type, which a custom height would forbid."""
    target = io.BytesIO()
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(target, "w") as package:
        for name in made.namelist():
            content = made.read(name)
            if name == "xl/workbook.xml":
                content = content.replace(b"<bookViews>", STRUCTURE_LOCK + b"<bookViews>", 1)
            elif name.startswith("xl/worksheets/"):
                content = CUSTOM_HEIGHT.sub(rb"\1", content)
            add_member(package, name, content)
    return target.getvalue()


def _format(style: Style, form: Form) -> Mapping[str, object]:
    return {
        "font_name": FONT,
        "font_size": style.size,
        "bold": style.bold,
        "font_color": style.colour,
        "bg_color": style.fill,
        "text_wrap": style.wraps,
        "valign": "vcenter" if style.is_middle else "top",
        "locked": not style.is_input,
        "num_format": _number_format(style.content, form),
        "align": "left",
        "indent": 1 if style.is_box else 0,
        **({"border": 1, "border_color": style.border} if style.border else {}),
        **({"bottom": 1, "bottom_color": style.line_below} if style.line_below else {}),
    }


def _number_format(content: Content, form: Form) -> str:
    if content is Content.DATE:
        return DATE_FORMATS[form.language]
    return "@" if content is Content.TEXT else "General"


def _write_sheet(page: Worksheet, sheet: Sheet, form: Form, formats: Mapping[Style, Format]) -> None:
    for number, column in enumerate(sheet.columns):
        page.set_column_pixels(number, number, column.width, None, {"hidden": column.is_hidden})
    for number, row in enumerate(sheet.rows):
        page.set_row_pixels(number, sheet.height(row))
        for place, cell in enumerate(row):
            if cell is not None:
                _write_cell(page, number, place, cell, formats[cell.style])
    _set_up(page, sheet)
    _set_up_printing(page, sheet, form)


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    page.hide_gridlines(2)
    page.protect("", {"format_rows": True, "format_columns": True})
    page.ignore_errors({"number_stored_as_text": f"A1:{reference(len(sheet.rows), len(sheet.columns))}"})
    if sheet.frozen:
        page.freeze_panes(sheet.frozen, 0)
    if sheet.is_hidden:
        page.very_hidden()
    else:
        page.set_selection(*sheet.first_input, *sheet.first_input)


def _set_up_printing(page: Worksheet, sheet: Sheet, form: Form) -> None:
    page.set_paper(A4)
    if sheet.is_landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(**MARGINS)
    number = form.page.format(page="&P", pages="&N")
    page.set_footer(f"&L&9{_footer(form.title)}&R&9{number}", {"margin": 0.3})
    if sheet.repeated is not None:
        page.repeat_rows(sheet.repeated)
    page.set_h_pagebreaks(sorted(sheet.breaks))


def _footer(title: str) -> str:
    # A digit after the size code would be read as part of the size.
    return " " + title[:LONGEST_FOOTER].replace("&", "&&")


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    if isinstance(cell.value, Formula):
        page.write_formula(row, column, _formula(cell.value), style, cell.value.shown)
    elif not isinstance(cell.value, str):
        page.write_datetime(row, column, cell.value, style)
    elif cell.value:
        page.write_string(row, column, cell.value, style)
    else:
        page.write_blank(row, column, None, style)
    if cell.choices or cell.help:
        page.data_validation(row, column, row, column, {**_validation(cell.choices), **_prompt(cell.help)})
    if cell.note:
        lines = cell.note.count("\n") + 1 + len(cell.note) // NOTE_LINE
        page.write_comment(row, column, cell.note, {"width": NOTE_WIDTH, "height": 20 * lines, "font_size": 9})


def _formula(formula: Formula) -> str:
    return "=" + "&".join(
        f"COUNTA({column_name(part.column)}{part.first + 1}:{column_name(part.column)}{part.last + 1})"
        if isinstance(part, Filled)
        else '"' + part.replace('"', '""') + '"'
        for part in formula.parts
    )


def _validation(choices: Choices | None) -> Mapping[str, object]:
    if choices is None:
        return {"validate": "any"}
    row = choices.row + 1
    return {
        "validate": "list",
        "source": f"={choices.sheet}!$C${row}:${column_name(choices.count + 1)}${row}",
        "error_title": choices.error_title[:LONGEST_TITLE],
        "error_message": choices.error_text[:LONGEST_PROMPT],
        "show_error": choices.is_strict,
    }


def _prompt(words: Help | None) -> Mapping[str, object]:
    if words is None:
        return {}
    return {"input_title": words.title[:LONGEST_TITLE], "input_message": words.text[:LONGEST_PROMPT]}
