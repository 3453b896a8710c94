"""What an OpenDocument spreadsheet says outside its tables: title, paper, page numbers, what stays in view."""

from xml.sax.saxutils import escape, quoteattr

from selfcheck_documents.spreadsheets.form import FONT, Form, Sheet
from selfcheck_documents.spreadsheets.ods_xml import document
from selfcheck_documents.words import COUNTRIES


def meta(form: Form) -> str:
    """Title and language."""
    return document(
        "meta",
        f"<office:meta><dc:title>{escape(form.title)}</dc:title><dc:language>{form.language}</dc:language></office:meta>",
    )


def page_styles(form: Form) -> str:
    """The font of the document and its pages, upright and across."""
    country = COUNTRIES[form.language]
    return document(
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
        f'fo:page-height="{height}" style:print-orientation="{name}" style:scale-to-X="1" style:scale-to-Y="0" '
        'style:first-page-number="continue" '
        'fo:margin-left="0.4in" fo:margin-right="0.4in" fo:margin-top="0.45in" fo:margin-bottom="0.3in"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="0.3in" fo:margin-top="0.1in" '
        'fo:margin-left="0in" fo:margin-right="0in"/>'
        "</style:footer-style></style:page-layout>"
    )


def _master_page(name: str, form: Form) -> str:
    number = escape(form.page).format(
        page="<text:page-number>1</text:page-number>", pages="<text:page-count>1</text:page-count>"
    )
    return (
        f'<style:master-page style:name="{name}" style:page-layout-name="p-{name}">'
        '<style:header style:display="false"/>'
        f"<style:footer><style:region-left><text:p>{escape(form.title)}</text:p></style:region-left>"
        f"<style:region-right><text:p>{number}</text:p></style:region-right></style:footer></style:master-page>"
    )


def settings(form: Form) -> str:
    """What is shown when the file is opened."""
    tables = "".join(_view(sheet) for sheet in form.sheets if not sheet.is_hidden)
    return document(
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
    items = [
        _item("CursorPositionX", "int", column),
        _item("CursorPositionY", "int", row),
        _item("ShowGrid", "boolean", "false"),
    ]
    if sheet.frozen:
        items += [
            _item("VerticalSplitMode", "short", 2),
            _item("VerticalSplitPosition", "int", sheet.frozen),
            _item("ActiveSplitRange", "short", 2),
            _item("PositionTop", "int", 0),
            _item("PositionBottom", "int", sheet.frozen),
        ]
    name, content = quoteattr(sheet.name), "".join(items)
    return f"<config:config-item-map-entry config:name={name}>{content}</config:config-item-map-entry>"


def _item(name: str, kind: str, value: object) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{escape(str(value))}</config:config-item>'
