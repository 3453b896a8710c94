"""A plain table as .xlsx and .csv: numbers stay numbers, words stay words, and nothing is a formula."""

import csv
import io
import re
import zipfile

from python_calamine import CalamineWorkbook

from selfcheck_documents.spreadsheets.plain_table import PlainTable, plain_csv, plain_xlsx

HOSTILE = ("=1+1", "+1", "-1", "@a", "\tx")
TABLE = PlainTable(
    "Ergebnisse", "=Titel", ["Ein Satz"], ["Frage", "Zahl"], [*((one, 2) for one in HOSTILE), ("ä;ö", 0.5)]
)


def test_a_workbook_holds_words_and_numbers() -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(plain_xlsx(TABLE))).get_sheet_by_name("Ergebnisse").to_python()

    assert [row[0] for row in rows] == ["=Titel", "Ein Satz", "", "Frage", *HOSTILE, "ä;ö"]
    assert [row[1] for row in rows[4:]] == [2] * len(HOSTILE) + [0.5]


def test_a_csv_file_holds_no_formula() -> None:
    text = plain_csv(TABLE).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text), delimiter=";"))[1:] == [
        *([f"'{one}", "2"] for one in HOSTILE), ["ä;ö", "0.5"],
    ]  # fmt: skip
    assert plain_csv(TABLE).startswith("\ufeff".encode())


def test_the_same_table_is_the_same_bytes() -> None:
    assert plain_xlsx(TABLE) == plain_xlsx(TABLE)


def test_rows_are_as_high_as_their_lines() -> None:
    rows = [("a", "one"), ("b", "one\ntwo\nthree"), ("c", "x" * 100)]
    content = plain_xlsx(PlainTable("Blatt", "Titel", [], ["Frage", "Worte"], rows))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()

    assert re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet) == [("5", "40.5"), ("6", "40.5")]
    assert re.findall(r'<col min="2"[^>]* width="([\d.]+)"', sheet)[0].startswith("40")
