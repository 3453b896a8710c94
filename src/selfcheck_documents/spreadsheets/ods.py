"""Writes a form as .ods: a zip package with `mimetype` first and uncompressed, and XML of our own.

Libraries for it make objects of every piece of every cell, which takes many times as long.
"""

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from selfcheck_documents.packing import add_member
from selfcheck_documents.spreadsheets.form import (
    Cell,
    Choices,
    Column,
    Filled,
    Form,
    Formula,
    Help,
    Sheet,
    Style,
    choices_of,
    styles_of,
)
from selfcheck_documents.spreadsheets.grid import column_name, reference
from selfcheck_documents.spreadsheets.ods_pages import meta, page_styles, settings
from selfcheck_documents.spreadsheets.ods_styles import cell_style, data_styles, table_style_of, table_styles
from selfcheck_documents.spreadsheets.ods_xml import MEDIA_TYPE, NAMESPACES, document, inches, paragraphs

MEMBERS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")


def ods_of(form: Form) -> bytes:
    """The form as an OpenDocument spreadsheet."""
    target = io.BytesIO()
    parts = (_content(form), page_styles(form), meta(form), settings(form))
    with zipfile.ZipFile(target, "w") as package:
        add_member(package, "mimetype", MEDIA_TYPE.encode(), is_compressed=False)
        add_member(package, "META-INF/manifest.xml", _manifest().encode())
        for name, content in zip(MEMBERS, parts, strict=True):
            add_member(package, name, content.encode())
    return target.getvalue()


def _manifest() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in MEMBERS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest {NAMESPACES} manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MEDIA_TYPE}"/>'
        f"{entries}</manifest:manifest>"
    )


def _content(form: Form) -> str:
    styles = {style: f"c{number}" for number, style in enumerate(styles_of(form))}
    validations = {pair: f"v{number}" for number, pair in enumerate(choices_of(form))}
    writer = _Tables(form, styles, validations)
    tables = "".join(writer.table(sheet) for sheet in form.sheets)
    return document(
        "content",
        "<office:automatic-styles>",
        *data_styles(form),
        *(cell_style(name, style) for style, name in styles.items()),
        *table_styles(form),
        *writer.row_styles(),
        "</office:automatic-styles>",
        '<office:body><office:spreadsheet table:structure-protected="true"><table:content-validations>',
        *(_validation(name, *pair, form.sheets[0].name) for pair, name in validations.items()),
        f"</table:content-validations>{tables}</office:spreadsheet></office:body>",
    )


def _validation(name: str, choices: Choices | None, words: Help | None, first_sheet: str) -> str:
    base = quoteattr(f"${first_sheet}.$A$1")
    condition = f" table:condition={quoteattr(_is_in_list(choices))}" if choices else ""
    messages = (_prompt(words) if words else "") + (_refusal(choices) if choices else "")
    return (
        f'<table:content-validation table:name="{name}" table:base-cell-address={base} table:allow-empty-cell="true"'
        f"{condition}>{messages}</table:content-validation>"
    )


def _is_in_list(choices: Choices) -> str:
    row = choices.row + 1
    return f"of:cell-content-is-in-list([${choices.sheet}.$C${row}:.${column_name(choices.count + 1)}${row}])"


def _prompt(words: Help) -> str:
    return (
        f'<table:help-message table:display="true" table:title={quoteattr(words.title)}>'
        f"{paragraphs(words.text)}</table:help-message>"
    )


def _refusal(choices: Choices) -> str:
    return (
        f'<table:error-message table:message-type="stop" table:display="{str(choices.is_strict).lower()}" '
        f"table:title={quoteattr(choices.error_title)}>{paragraphs(choices.error_text)}</table:error-message>"
    )


class _Tables:
    """Sheets as tables; remembers which row heights they use."""

    def __init__(
        self, form: Form, styles: dict[Style, str], validations: dict[tuple[Choices | None, Help | None], str]
    ) -> None:
        self.form = form
        self.styles = styles
        self.validations = validations
        self.heights: set[tuple[int, bool, bool]] = set()

    def row_styles(self) -> Iterator[str]:
        """A style for each row height; "optimal" lets the program correct our estimate and follow what people type."""
        for height, grows, breaks in sorted(self.heights):
            before = ' fo:break-before="page"' if breaks else ""
            yield (
                f'<style:style style:name="{_row_style(height, grows, breaks)}" style:family="table-row">'
                f'<style:table-row-properties style:row-height="{inches(height)}"{before} '
                f'style:use-optimal-row-height="{str(grows).lower()}"/></style:style>'
            )

    def table(self, sheet: Sheet) -> str:
        """One sheet."""
        rows = [self._row(sheet, row, breaks=number in sheet.breaks) for number, row in enumerate(sheet.rows)]
        if sheet.repeated is not None:
            rows[sheet.repeated] = f"<table:table-header-rows>{rows[sheet.repeated]}</table:table-header-rows>"
        columns = "".join(_column(column) for column in sheet.columns)
        return (
            f'<table:table table:name={quoteattr(sheet.name)} table:style-name="{table_style_of(sheet)}" '
            f'table:protected="true"><loext:table-protection loext:select-protected-cells="true" '
            f'loext:select-unprotected-cells="true"/>{columns}{"".join(rows)}</table:table>'
        )

    def _row(self, sheet: Sheet, row: tuple[Cell | None, ...], *, breaks: bool) -> str:
        height, grows = sheet.height(row), sheet.grows(row)
        self.heights.add((height, grows, breaks))
        cells = "".join(self._cell(cell) for cell in row) or "<table:table-cell/>"
        return f'<table:table-row table:style-name="{_row_style(height, grows, breaks)}">{cells}</table:table-row>'

    def _cell(self, cell: Cell | None) -> str:
        if cell is None:
            return "<table:table-cell/>"
        validation = self.validations.get((cell.choices, cell.help))
        attributes = f' table:style-name="{self.styles[cell.style]}"' + (
            f' table:content-validation-name="{validation}"' if validation else ""
        )
        note = (
            f'<office:annotation office:display="false" svg:width="4.4in" svg:height="3in">{paragraphs(cell.note)}'
            "</office:annotation>"
            if cell.note
            else ""
        )
        return f"<table:table-cell{attributes}{_value(cell)}>{note}{_shown(cell, self.form)}</table:table-cell>"


def _row_style(height: int, grows: bool, breaks: bool) -> str:
    return f"{'optimal' if grows else 'fixed'}{height}{'page' if breaks else ''}"


def _column(column: Column) -> str:
    hidden = ' table:visibility="collapse"' if column.is_hidden else ""
    return f'<table:table-column table:style-name="w{column.width}"{hidden}/>'


def _value(cell: Cell) -> str:
    if isinstance(cell.value, Formula):
        formula, shown = quoteattr(_formula(cell.value)), quoteattr(cell.value.shown)
        return f' table:formula={formula} office:value-type="string" office:string-value={shown}'
    if not isinstance(cell.value, str):
        return f' office:value-type="date" office:date-value="{cell.value.isoformat()}"'
    return ' office:value-type="string"' if cell.value else ""


def _shown(cell: Cell, form: Form) -> str:
    if isinstance(cell.value, Formula):
        return paragraphs(cell.value.shown)
    if not isinstance(cell.value, str):
        return paragraphs(cell.value.strftime("%d.%m.%Y") if form.language == "de" else cell.value.isoformat())
    return paragraphs(cell.value) if cell.value else ""


def _formula(formula: Formula) -> str:
    return "of:=" + "&".join(
        f"COUNTA([.{reference(part.first, part.column)}:.{reference(part.last, part.column)}])"
        if isinstance(part, Filled)
        else '"' + part.replace('"', '""') + '"'
        for part in formula.parts
    )
