"""Writes a form as .ods: a zip package with `mimetype` first and uncompressed, and XML of our own.

Libraries for it took 4 to 28 seconds for what this does in a tenth of one (docs/decisions).
"""

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from selfcheck_documents.colours import PLATE
from selfcheck_documents.spreadsheets.form import (
    FONT,
    INDENT,
    Cell,
    Choices,
    Column,
    Content,
    Filled,
    Form,
    Formula,
    Help,
    Sheet,
    Style,
    choices_of,
    column_name,
    reference,
    styles_of,
)
from selfcheck_documents.spreadsheets.package import add_member

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
PIXELS_PER_INCH = 96
COUNTRIES = {"de": "DE", "en": "GB"}
SPACES = re.compile(r"^ +| {2,}")
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        **{
            part: f"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"
            for part in ("office", "style", "text", "table", "meta", "config", "manifest")
        },
        "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
        "dc": "http://purl.org/dc/elements/1.1/",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)
DATE_STYLES = {
    "de": '<number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/>'
    '<number:text>.</number:text><number:year number:style="long"/>',
    "en": '<number:day/><number:text> </number:text><number:month number:style="long" number:textual="true"/>'
    '<number:text> </number:text><number:year number:style="long"/>',
}
MEMBERS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")


def write_ods(form: Form, target: BinaryIO) -> None:
    """Write the form as an OpenDocument spreadsheet."""
    parts = (_content(form), _styles(form), _meta(form), _settings(form))
    with zipfile.ZipFile(target, "w") as package:
        add_member(package, "mimetype", MEDIA_TYPE.encode(), is_compressed=False)
        add_member(package, "META-INF/manifest.xml", _manifest().encode())
        for name, content in zip(MEMBERS, parts, strict=True):
            add_member(package, name, content.encode())


def _document(kind: str, *content: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document-{kind} {NAMESPACES} office:version="1.3">{"".join(content)}</office:document-{kind}>'
    )


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


def _meta(form: Form) -> str:
    return _document(
        "meta",
        f"<office:meta><dc:title>{escape(form.title)}</dc:title><dc:language>{form.language}</dc:language></office:meta>",
    )


def _content(form: Form) -> str:
    styles = {style: f"c{number}" for number, style in enumerate(styles_of(form))}
    validations = {pair: f"v{number}" for number, pair in enumerate(choices_of(form))}
    writer = _Tables(form, styles, validations)
    tables = "".join(writer.table(number, sheet) for number, sheet in enumerate(form.sheets))
    return _document(
        "content",
        "<office:automatic-styles>",
        *_data_styles(form),
        *(_cell_style(name, style) for style, name in styles.items()),
        *_table_styles(form),
        *writer.row_styles(),
        "</office:automatic-styles>",
        '<office:body><office:spreadsheet table:structure-protected="true"><table:content-validations>',
        *(_validation(name, *pair, form.sheets[0].name) for pair, name in validations.items()),
        f"</table:content-validations>{tables}</office:spreadsheet></office:body>",
    )


def _data_styles(form: Form) -> Iterator[str]:
    country = COUNTRIES[form.language]
    yield '<number:number-style style:name="any"><number:number number:min-integer-digits="1"/></number:number-style>'
    yield '<number:text-style style:name="text"><number:text-content/></number:text-style>'
    yield (
        f'<number:date-style style:name="date" number:language="{form.language}" number:country="{country}">'
        f"{DATE_STYLES[form.language]}</number:date-style>"
    )


def _cell_style(name: str, style: Style) -> str:
    box = (
        (f' fo:background-color="{style.fill}"' if style.fill != PLATE else "")
        + (f' fo:border="0.5pt solid {style.border}"' if style.border else "")
        + (f' fo:border-bottom="0.5pt solid {style.line_below}"' if style.line_below else "")
    )
    bold = ' fo:font-weight="bold"' if style.bold else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default" '
        f'style:data-style-name="{style.content}">'
        f'<style:table-cell-properties fo:wrap-option="{"wrap" if style.wraps else "no-wrap"}" '
        f'style:vertical-align="{"middle" if style.is_middle else "top"}" '
        f'style:cell-protect="{"none" if style.is_input else "protected"}" fo:padding="0.035in" fo:padding-top="0.045in" fo:padding-bottom="0.045in"{box}/>'
        f'<style:paragraph-properties fo:text-align="start" fo:margin-left="{_inches(INDENT if style.is_box else 0)}"/>'
        f'<style:text-properties fo:font-size="{style.size}pt" fo:color="{style.colour}"{bold}/></style:style>'
    )


def _table_styles(form: Form) -> Iterator[str]:
    for sheet in form.sheets:
        page = "landscape" if sheet.is_landscape else "portrait"
        yield (
            f'<style:style style:name="{_table_style(sheet)}" style:family="table" style:master-page-name="{page}">'
            f'<style:table-properties table:display="{"false" if sheet.is_hidden else "true"}"/></style:style>'
        )
    for width in sorted({column.width for sheet in form.sheets for column in sheet.columns}):
        yield (
            f'<style:style style:name="w{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{_inches(width)}"/></style:style>'
        )


def _table_style(sheet: Sheet) -> str:
    return f"t-{'hidden' if sheet.is_hidden else 'landscape' if sheet.is_landscape else 'portrait'}"


def _inches(pixels: int) -> str:
    return f"{pixels / PIXELS_PER_INCH:.4f}in"


def _validation(name: str, choices: Choices | None, words: Help | None, first_sheet: str) -> str:
    condition = error = ""
    if choices is not None:
        row = choices.row + 1
        area = f"[${choices.sheet}.$C${row}:.${column_name(choices.count + 1)}${row}]"
        condition = f" table:condition={quoteattr(f'of:cell-content-is-in-list({area})')}"
        error = (
            f'<table:error-message table:message-type="stop" table:display="{str(choices.is_strict).lower()}" '
            f"table:title={quoteattr(choices.error_title)}>{_paragraphs(choices.error_text)}</table:error-message>"
        )
    prompt = (
        f'<table:help-message table:display="true" table:title={quoteattr(words.title)}>'
        f"{_paragraphs(words.text)}</table:help-message>"
        if words
        else ""
    )
    return (
        f'<table:content-validation table:name="{name}" table:base-cell-address={quoteattr("$" + first_sheet + ".$A$1")} '
        f'table:allow-empty-cell="true"{condition}>{prompt}{error}</table:content-validation>'
    )


class _Tables:
    """Sheets as tables; remembers which row heights they use."""

    def __init__(
        self, form: Form, styles: dict[Style, str], validations: dict[tuple[Choices | None, Help | None], str]
    ) -> None:
        self.form = form
        self.styles = styles
        self.validations = validations
        self.heights: set[tuple[int, bool]] = set()

    def row_styles(self) -> Iterator[str]:
        """A style for each row height; "optimal" lets the program correct our estimate and follow what people type."""
        for height, grows in sorted(self.heights):
            yield (
                f'<style:style style:name="{_row_style(height, grows)}" style:family="table-row">'
                f'<style:table-row-properties style:row-height="{_inches(height)}" '
                f'style:use-optimal-row-height="{str(grows).lower()}"/></style:style>'
            )

    def table(self, number: int, sheet: Sheet) -> str:
        """One sheet."""
        rows = [self._row(sheet, row) for row in sheet.rows]
        if sheet.repeated is not None:
            rows[sheet.repeated] = f"<table:table-header-rows>{rows[sheet.repeated]}</table:table-header-rows>"
        columns = "".join(_column(column) for column in sheet.columns)
        return (
            f'<table:table table:name={quoteattr(sheet.name)} table:style-name="{_table_style(sheet)}" '
            f'table:protected="true"><loext:table-protection loext:select-protected-cells="true" '
            f'loext:select-unprotected-cells="true"/>{columns}{"".join(rows)}</table:table>'
        )

    def _row(self, sheet: Sheet, row: tuple[Cell | None, ...]) -> str:
        height, grows = sheet.height(row), sheet.grows(row)
        self.heights.add((height, grows))
        cells = "".join(self._cell(cell) for cell in row) or "<table:table-cell/>"
        return f'<table:table-row table:style-name="{_row_style(height, grows)}">{cells}</table:table-row>'

    def _cell(self, cell: Cell | None) -> str:
        if cell is None:
            return "<table:table-cell/>"
        validation = self.validations.get((cell.choices, cell.help))
        attributes = f' table:style-name="{self.styles[cell.style]}"' + (
            f' table:content-validation-name="{validation}"' if validation else ""
        )
        note = (
            f'<office:annotation office:display="false" svg:width="4.4in" svg:height="3in">{_paragraphs(cell.note)}'
            "</office:annotation>"
            if cell.note
            else ""
        )
        return f"<table:table-cell{attributes}{_value(cell)}>{note}{_shown(cell, self.form)}</table:table-cell>"


def _row_style(height: int, grows: bool) -> str:
    return f"{'optimal' if grows else 'fixed'}{height}"


def _column(column: Column) -> str:
    hidden = ' table:visibility="collapse"' if column.is_hidden else ""
    return f'<table:table-column table:style-name="w{column.width}"{hidden}/>'


def _value(cell: Cell) -> str:
    if isinstance(cell.value, Formula):
        return f' table:formula={quoteattr(_formula(cell.value))} office:value-type="string" office:string-value={quoteattr(cell.value.shown)}'
    if not isinstance(cell.value, str):
        return f' office:value-type="date" office:date-value="{cell.value.isoformat()}"'
    return ' office:value-type="string"' if cell.value else ""


def _shown(cell: Cell, form: Form) -> str:
    if isinstance(cell.value, Formula):
        return _paragraphs(cell.value.shown)
    if not isinstance(cell.value, str):
        return _paragraphs(cell.value.strftime("%d.%m.%Y") if form.language == "de" else cell.value.isoformat())
    return _paragraphs(cell.value) if cell.value else ""


def _formula(formula: Formula) -> str:
    return "of:=" + "&".join(
        f"COUNTA([.{reference(part.first, part.column)}:.{reference(part.last, part.column)}])"
        if isinstance(part, Filled)
        else '"' + part.replace('"', '""') + '"'
        for part in formula.parts
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n"))


def _spaced(line: str) -> str:
    """XML readers fold spaces, so several in a row are an element of their own."""
    return SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(line))


def _styles(form: Form) -> str:
    country = COUNTRIES[form.language]
    return _document(
        "styles",
        f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="{FONT}" '
        'style:font-family-generic="swiss"/></office:font-face-decls><office:styles>'
        '<style:default-style style:family="table-cell"><style:text-properties '
        f'style:font-name="{FONT}" fo:font-size="10pt" fo:language="{form.language}" fo:country="{country}"/>'
        '</style:default-style><style:style style:name="Default" style:family="table-cell"/></office:styles>'
        "<office:automatic-styles>",
        _page_layout("portrait", "8.2677in", "11.6929in"),
        _page_layout("landscape", "11.6929in", "8.2677in"),
        "</office:automatic-styles><office:master-styles>",
        _master_page("portrait", form),
        _master_page("landscape", form),
        "</office:master-styles>",
    )


def _page_layout(name: str, width: str, height: str) -> str:
    return (
        f'<style:page-layout style:name="p-{name}"><style:page-layout-properties fo:page-width="{width}" '
        f'fo:page-height="{height}" style:print-orientation="{name}" style:scale-to-X="1" style:scale-to-Y="0" style:first-page-number="continue" '
        'fo:margin-left="0.4in" fo:margin-right="0.4in" fo:margin-top="0.45in" fo:margin-bottom="0.3in"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="0.3in" fo:margin-top="0.1in" fo:margin-left="0in" fo:margin-right="0in"/>'
        "</style:footer-style></style:page-layout>"
    )


def _master_page(name: str, form: Form) -> str:
    number = escape(form.page).format(
        page="<text:page-number>1</text:page-number>", pages="<text:page-count>1</text:page-count>"
    )
    return (
        f'<style:master-page style:name="{name}" style:page-layout-name="p-{name}"><style:header style:display="false"/>'
        f"<style:footer><style:region-left><text:p>{escape(form.title)}</text:p></style:region-left>"
        f"<style:region-right><text:p>{number}</text:p></style:region-right></style:footer></style:master-page>"
    )


def _settings(form: Form) -> str:
    tables = "".join(_view(sheet) for sheet in form.sheets if not sheet.is_hidden)
    return _document(
        "settings",
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>',
        _item("ViewId", "string", "view1"),
        f'<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>',
        _item("ActiveTable", "string", form.sheets[0].name),
        _item("ShowGrid", "boolean", "false"),
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>",
    )


def _view(sheet: Sheet) -> str:
    row, column = sheet.first_input
    items = [_item("CursorPositionX", "int", column), _item("CursorPositionY", "int", row), _item("ShowGrid", "boolean", "false")]
    if sheet.frozen:
        items += [
            _item("VerticalSplitMode", "short", 2),
            _item("VerticalSplitPosition", "int", sheet.frozen),
            _item("ActiveSplitRange", "short", 2),
            _item("PositionTop", "int", 0),
            _item("PositionBottom", "int", sheet.frozen),
        ]
    return f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>{''.join(items)}</config:config-item-map-entry>"


def _item(name: str, kind: str, value: object) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{escape(str(value))}</config:config-item>'
