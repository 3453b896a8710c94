"""Workbooks in tests: writing into cells of a form as people do, reading sheets as text, small files made by hand."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import python_calamine
import xlsxwriter
from lxml import etree

from selfcheck_documents.spreadsheets.grid import position

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ODF = {
    part: f"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0" for part in ("office", "table", "text", "style", "config")
}
CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
Edits = Mapping[str, Mapping[str, object]]
"""What to write: sheet name, then cell, then value; texts beginning with # are failed formulas."""


def sheets_of(path: Path) -> dict[str, list[list[object]]]:
    """Every sheet as rows of values, without empty cells at the end of a row and empty rows at the end of a sheet."""
    with python_calamine.load_workbook(path) as book:
        return {name: _trimmed(book.get_sheet_by_name(name)) for name in book.sheet_names}


def _trimmed(sheet: python_calamine.CalamineSheet) -> list[list[object]]:
    rows: list[list[object]] = []
    for row in sheet.to_python(skip_empty_area=False):
        cells: list[object] = list(row)
        while cells and cells[-1] == "":
            cells.pop()
        rows.append(cells)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def found(tree: etree._Element, path: str) -> list[Any]:
    """What an XPath finds in an OpenDocument file."""
    return cast(list[Any], tree.xpath(path, namespaces=ODF))


def rows_of_questions(path: Path) -> dict[str, int]:
    """The numbers of the rows in which questions stand, by key."""
    _details, questions, _record = sheets_of(path).values()
    return {str(row[0]): number for number, row in enumerate(questions, 1) if row and row[0] not in ("", "#key")}


def members_of(path: Path) -> dict[str, bytes]:
    """The members of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def write_members(path: Path, members: Mapping[str, bytes]) -> None:
    """A package of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)


def change(path: Path, member: str, alter: Callable[[bytes], bytes]) -> None:
    """Alter one member of a package."""
    members = members_of(path)
    write_members(path, {**members, member: alter(members[member])})


def fill(path: Path, edits: Edits) -> None:
    """Write into cells of a form, .xlsx or .ods."""
    with python_calamine.load_workbook(path) as book:
        names = list(book.sheet_names)
    members = members_of(path)
    for name, cells in edits.items():
        if path.suffix == ".xlsx":
            member = f"xl/worksheets/sheet{names.index(name) + 1}.xml"
            members[member] = _filled_xlsx(members[member], cells)
        else:
            members["content.xml"] = _filled_ods(members["content.xml"], name, cells)
    write_members(path, members)


def _filled_xlsx(content: bytes, cells: Mapping[str, object]) -> bytes:
    tree = etree.fromstring(content)
    data = tree.find(f"{MAIN}sheetData")
    assert data is not None
    for name, value in cells.items():
        _fill_xlsx_cell(_xlsx_cell(data, name), value)
    return etree.tostring(tree)


def _xlsx_cell(data: etree._Element, name: str) -> etree._Element:
    number = re.sub(r"\D", "", name)
    row = next((row for row in data if row.get("r") == number), None)
    if row is None:
        row = etree.SubElement(data, f"{MAIN}row", r=number)
    found = next((cell for cell in row if cell.get("r") == name), None)
    return etree.SubElement(row, f"{MAIN}c", r=name) if found is None else found


def _fill_xlsx_cell(cell: etree._Element, value: object) -> None:
    cell[:] = []
    cell.attrib.pop("t", "")
    if isinstance(value, str) and not value.startswith("#"):
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t").text = value
        return
    if isinstance(value, str):
        cell.set("t", "e")
    elif isinstance(value, bool):
        cell.set("t", "b")
    etree.SubElement(cell, f"{MAIN}v").text = str(int(value) if isinstance(value, bool) else value)


def _filled_ods(content: bytes, sheet: str, cells: Mapping[str, object]) -> bytes:
    tree = etree.fromstring(content)
    (table,) = found(tree, f"//table:table[@table:name='{sheet}']")
    for name, value in cells.items():
        _fill_ods_cell(_ods_cell(table, name), value)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def _ods_cell(table: etree._Element, name: str) -> etree._Element:
    place = position(name)
    assert place is not None
    rows = found(table, ".//table:table-row")
    while len(rows) <= place[0]:
        rows.append(etree.SubElement(table, f"{{{ODF['table']}}}table-row"))
    row: etree._Element = rows[place[0]]
    while len(row) <= place[1]:
        etree.SubElement(row, f"{{{ODF['table']}}}table-cell")
    return row[place[1]]


def _fill_ods_cell(cell: etree._Element, value: object) -> None:
    cell[:] = []
    kind = {bool: "boolean", float: "float", int: "float"}.get(type(value), "string")
    cell.set(f"{{{ODF['office']}}}value-type", kind)
    if kind == "boolean":
        cell.set(f"{{{ODF['office']}}}boolean-value", str(value).lower())
    elif kind == "float":
        cell.set(f"{{{ODF['office']}}}value", str(value))
    elif str(value).startswith("#"):
        cell.set(f"{{{CALCEXT}}}value-type", "error")
    for line in str(value).split("\n"):
        etree.SubElement(cell, f"{{{ODF['text']}}}p").text = line


def xlsx_table(path: Path, rows: list[list[object]]) -> Path:
    """A plain table as somebody's own workbook: numbers are numbers, texts are texts."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Tabelle1")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                _write(sheet, (number, column), value, day)
    path.write_bytes(content.getvalue())
    return path


def _write(sheet: xlsxwriter.worksheet.Worksheet, place: tuple[int, int], value: object, day: object) -> None:
    if isinstance(value, str) and value.startswith("#"):
        sheet.write_formula(*place, "=1/0", None, value)
    elif isinstance(value, str):
        sheet.write_string(*place, value)
    elif isinstance(value, bool | int | float):
        sheet.write(*place, value)
    else:
        sheet.write_datetime(*place, value, day)


def ods_table(path: Path, body: str) -> Path:
    """A workbook of one sheet "A" whose rows are given as XML."""
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in ODF.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="A">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.3">'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    members = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": manifest}
    write_members(path, {name: text.encode() for name, text in {**members, "content.xml": content}.items()})
    return path


def ods_row(*texts: str) -> str:
    """A row of texts for `ods_table`."""
    cell = '<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    return f"<table:table-row>{''.join(cell.format(text=text) for text in texts)}</table:table-row>"
