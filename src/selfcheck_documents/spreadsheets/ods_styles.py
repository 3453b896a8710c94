"""The looks of cells, columns and tables in an OpenDocument spreadsheet."""

from collections.abc import Iterator

from selfcheck_documents.colours import PLATE
from selfcheck_documents.spreadsheets.form import INDENT, Form, Sheet, Style
from selfcheck_documents.spreadsheets.ods_xml import inches
from selfcheck_documents.words import COUNTRIES

DATE_STYLES = {
    "de": '<number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/>'
    '<number:text>.</number:text><number:year number:style="long"/>',
    "en": '<number:day/><number:text> </number:text><number:month number:style="long" number:textual="true"/>'
    '<number:text> </number:text><number:year number:style="long"/>',
}


def data_styles(form: Form) -> Iterator[str]:
    """How values are written: as text, as a date of the form's language, as they come."""
    country = COUNTRIES[form.language]
    yield '<number:number-style style:name="any"><number:number number:min-integer-digits="1"/></number:number-style>'
    yield '<number:text-style style:name="text"><number:text-content/></number:text-style>'
    yield (
        f'<number:date-style style:name="date" number:language="{form.language}" number:country="{country}">'
        f"{DATE_STYLES[form.language]}</number:date-style>"
    )


def cell_style(name: str, style: Style) -> str:
    """The style of a cell."""
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
        f'style:cell-protect="{"none" if style.is_input else "protected"}" '
        f'fo:padding="0.035in" fo:padding-top="0.045in" fo:padding-bottom="0.045in"{box}/>'
        f'<style:paragraph-properties fo:text-align="start" fo:margin-left="{inches(INDENT if style.is_box else 0)}"/>'
        f'<style:text-properties fo:font-size="{style.size}pt" fo:color="{style.colour}"{bold}/></style:style>'
    )


def table_styles(form: Form) -> Iterator[str]:
    """The styles of sheets and columns."""
    for sheet in form.sheets:
        page = "landscape" if sheet.is_landscape else "portrait"
        yield (
            f'<style:style style:name="{table_style_of(sheet)}" style:family="table" style:master-page-name="{page}">'
            f'<style:table-properties table:display="{"false" if sheet.is_hidden else "true"}"/></style:style>'
        )
    for width in sorted({column.width for sheet in form.sheets for column in sheet.columns}):
        yield (
            f'<style:style style:name="w{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{inches(width)}"/></style:style>'
        )


def table_style_of(sheet: Sheet) -> str:
    """The name of a sheet's style."""
    return f"t-{'hidden' if sheet.is_hidden else 'landscape' if sheet.is_landscape else 'portrait'}"
