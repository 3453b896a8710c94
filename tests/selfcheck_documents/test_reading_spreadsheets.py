"""Reading forms and tables from workbooks: answers however they were typed, and every fault with its cell."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.selfcheck_documents.workbooks import (
    Edits,
    change,
    fill,
    members_of,
    ods_row,
    ods_table,
    rows_of_questions,
    write_members,
    xlsx_table,
)

from selfcheck import Agreed, Answer, AnswerSheet, FaultyInput, Instrument, Language, Municipality
from selfcheck_documents.spreadsheets import framework_named_in, read_answers, write_questionnaire

ENDINGS = pytest.mark.parametrize("ending", [".xlsx", ".ods"])
OPTIONS = "Does not exist, Planned, Begun, Mostly in place, Established and reviewed, Not known, Does not apply to us"
HEADER: list[object] = ["Question", "Value", "Respondent", "Group", "Comment"]
DAMAGED = "the file is damaged, or it is not a spreadsheet. Open it in your spreadsheet program and save it again."
LONG_NUMBER = "9" * 5000
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
OTHER_KIND = "this kind of file cannot be read."
PROTECTED = "the file is protected with a password. Save it without one."
AT_DETAILS = "sheet “Instructions”, cell"
AT = "sheet “Questions”, cell"
NAME, KEY, KIND, PERSON, GROUP, DAY = "B7", "B8", "B9", "B10", "B11", "B12"


def faults_in(path: Path, instrument: Instrument) -> list[str]:
    """The faults of a file, as people read them, without the name of the file."""
    with pytest.raises(FaultyInput) as faulty:
        read_answers(path, instrument)
    sentences = (fault.sentence() for fault in faulty.value.faults)
    return [sentence.removeprefix(f"{path.name}: ").removeprefix(f"{path.name}, ") for sentence in sentences]


def filled_form(instrument: Instrument, path: Path, edits: Edits, language: Language = "en") -> Path:
    """A form with something written into it; cells of questions are named by column and key, "G m-1.1"."""
    write_questionnaire(instrument, path, language=language)
    rows = rows_of_questions(path)
    placed = {sheet: {_placed(name, rows): value for name, value in cells.items()} for sheet, cells in edits.items()}
    fill(path, placed)
    return path


def _placed(name: str, rows: dict[str, int]) -> str:
    column, _, key = name.partition(" ")
    return f"{column}{rows[key]}" if key else name


@ENDINGS
def test_empty_form_has_no_answers(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = filled_form(instrument, tmp_path / f"form{ending}", {})
    assert read_answers(path, instrument) == AnswerSheet((), framework=instrument.framework.name)


@ENDINGS
def test_answers_are_found_however_they_are_written(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    edits: Edits = {
        "Instructions": {
            NAME: " Musterstadt ",
            KEY: "07 333",
            KIND: "Landkreis",
            PERSON: 3.0,
            GROUP: " personnel",
            DAY: "1.10.2026",
        },
        "Questions": {
            "G m-1.1": "begun",
            "G m-1.2": " does  not EXIST ",
            "G m-1.3": "Verankert und überprüft",
            "G m-1.4": "u\u0308berwiegend umgesetzt",
            "H m-1.1": 2024.0,
            "H m-1.2": True,
            "H m-1.3": 2.5,
        },
    }
    path = filled_form(instrument, tmp_path / f"form{ending}", edits)

    assert read_answers(path, instrument) == AnswerSheet(
        (
            Answer("m-1.1", "begun", "3", "personnel", "2024"),
            Answer("m-1.2", "none", "3", "personnel", "TRUE"),
            Answer("m-1.3", "established", "3", "personnel", "2.5"),
            Answer("m-1.4", "mostly", "3", "personnel"),
        ),
        municipality=Municipality("Musterstadt", "07 333", "county"),
        framework=instrument.framework.name,
        date="2026-10-01",
    )


@ENDINGS
def test_ten_faults_are_told_at_once(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    edits: Edits = {
        "Instructions": {KEY: "123456", KIND: "Schloss", GROUP: "Amt für alles"},
        "Questions": {
            "G m-1.1": "vielleicht",
            "H m-1.2": "Nur eine Anmerkung",
            "G m-1.3": "#REF!",
            "G m-1.4": 5.0,
            "A m-2.1": "",
            "G m-2.1": "Begun",
            "G m-2.2": "Begun",
            "H m-2.2": "x" * 10_001,
            "J m-2.3": "am Rand",
        },
    }
    write_questionnaire(instrument, tmp_path / "untouched.ods", language="en")
    row = rows_of_questions(tmp_path / "untouched.ods")

    assert faults_in(filled_form(instrument, tmp_path / f"form{ending}", edits), instrument) == [
        f"{AT_DETAILS} B9: the framework knows no such kind of municipality. Found: “Schloss”. "
        f"Possible: {', '.join(named.label for named in instrument.texts_in('en').kinds.values())}.",
        f"{AT_DETAILS} B8: an official key has 2, 3, 5, 8, 9 or 12 digits (AGS or ARS). Found: “123456”.",
        f"{AT_DETAILS} B11: there is no such department or group. Found: “Amt für alles”. "
        "Possible are, for example: Head of administration, Council office, Integration officer.",
        f"{AT} G{row['m-1.1']}: the question has no such option. Found: “vielleicht”. Possible: {OPTIONS}.",
        f"{AT} G{row['m-1.2']}: the answer is missing, but there is a comment or evidence. Choose an answer, or clear "
        f"them. Found: “Nur eine Anmerkung”. Possible: {OPTIONS}.",
        f"{AT} G{row['m-1.3']}: the cell holds a formula that failed. Write the value itself. Found: “#REF!”.",
        f"{AT} G{row['m-1.4']}: the question has no such option. Found: “5”. Possible: {OPTIONS}.",
        f"{AT} G{row['m-2.1']}: the row belongs to no question. Move what it says to the row of a question, or clear "
        "it. Found: “Begun”.",
        f"{AT} H{row['m-2.2']}: the text has 10001 characters; 10000 are possible.",
        f"{AT} J{row['m-2.3']}: this cell is not part of the form. Move its content to a comment, or clear it. "
        "Found: “am Rand”.",
    ]


def test_faults_of_a_german_form_offer_german_labels(instrument: Instrument, tmp_path: Path) -> None:
    path = filled_form(instrument, tmp_path / "form.ods", {"Fragen": {"G m-1.1": "vielleicht"}}, "de")
    with pytest.raises(FaultyInput) as faulty:
        read_answers(path, instrument)
    (fault,) = faulty.value.faults
    assert fault.possible == tuple(named.label for named in instrument.texts_in("de").scales["progress"].values())
    assert fault.sentence("de").startswith(f"form.ods, Blatt „Fragen“, Zelle G{rows_of_questions(path)['m-1.1']}: ")


@ENDINGS
def test_a_fault_of_the_respondent_is_told_once(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    answers = {f"G m-1.{number}": "Begun" for number in (1, 2, 3)}
    path = filled_form(
        instrument, tmp_path / f"form{ending}", {"Instructions": {PERSON: "y" * 10_001}, "Questions": answers}
    )
    assert faults_in(path, instrument) == [f"{AT_DETAILS} B10: the text has 10001 characters; 10000 are possible."]


@ENDINGS
def test_sorted_and_deleted_rows_keep_their_questions(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    edits = {
        "Questions": {
            "A m-1.1": "m-1.4",
            "A m-1.2": "",
            "A m-1.4": "M-1.1 ",
            "G m-1.1": "Planned",
            "G m-1.4": "Begun",
        }
    }
    path = filled_form(instrument, tmp_path / f"form{ending}", edits)
    assert read_answers(path, instrument).answers == (Answer("m-1.4", "planned"), Answer("m-1.1", "begun"))


@ENDINGS
def test_a_copied_row_is_a_fault(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    write_questionnaire(instrument, tmp_path / "untouched.ods", language="en")
    row = rows_of_questions(tmp_path / "untouched.ods")
    edits = {
        "Questions": {"A m-1.2": "m-1.1", "G m-1.1": "Planned", "G m-1.2": "Begun"},
        "Instructions": {PERSON: "Ada"},
    }
    path = filled_form(instrument, tmp_path / f"form{ending}", edits)
    assert faults_in(path, instrument) == [
        f"{AT} B{row['m-1.2']}: this respondent answers the question twice, first at {AT} B{row['m-1.1']}. "
        "Found: “m-1.1”."
    ]


@ENDINGS
def test_form_for_another_kind_is_a_fault(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form{ending}"
    write_questionnaire(instrument, path, language="en", kind="village")
    assert read_answers(path, instrument).municipality.kind == "village"
    fill(path, {"Instructions": {KIND: "County"}})
    assert faults_in(path, instrument) == [
        "sheet “Instructions”, cell B9: the form asks the questions for another kind of municipality. "
        "Found: “County”. Possible: Small municipality."
    ]


@ENDINGS
def test_form_for_another_version_is_a_fault(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = filled_form(instrument, tmp_path / f"form{ending}", {"Questions": {"G m-1.1": "nonsense"}})
    later = replace(instrument, framework=replace(instrument.framework, version="2.0"))
    assert faults_in(path, later) == [
        "the form was made for another questionnaire. Please fill in a form of this one. "
        "Found: “weltoffene-kommune@1.0”. Possible: weltoffene-kommune@2.0."
    ]


@ENDINGS
@pytest.mark.parametrize(
    ("cell", "value", "fault"),
    [
        (
            "B4",
            "9",
            "the form has a format that this version cannot read. Please use a new form. Found: “9”. Possible: 1.",
        ),
        (
            "B9",
            "Blatt 7",
            "the sheet “Blatt 7” of the form is missing. Possible: Instructions, Questions, selfcheck_form.",
        ),
        ("H12", "other", "the hidden sheet of the form is damaged. Please use a new form."),
        ("B7", "bogus", "the hidden sheet of the form is damaged. Please use a new form."),
        ("B8", "bogus", "the hidden sheet of the form is damaged. Please use a new form."),
    ],
)
def test_damaged_record_is_a_fault(
    instrument: Instrument, tmp_path: Path, ending: str, cell: str, value: str, fault: str
) -> None:
    path = filled_form(instrument, tmp_path / f"form{ending}", {"selfcheck_form": {cell: value}})
    assert faults_in(path, instrument) == [fault]


@ENDINGS
def test_form_without_header_is_a_fault(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = filled_form(instrument, tmp_path / f"form{ending}", {"Questions": {"A2": ""}})
    assert faults_in(path, instrument) == ["Questions: the header of the questions is missing. Please use a new form."]


def test_both_formats_give_equal_sheets(instrument: Instrument, tmp_path: Path) -> None:
    edits: Edits = {
        "Questions": {"G m-1.1": "Begun", "H m-1.1": "Zeile 1\nZeile 2"},
        "Instructions": {PERSON: "Ada"},
    }
    forms = [filled_form(instrument, tmp_path / name, edits) for name in ("form.xlsx", "form.ods")]
    first, second = (read_answers(form, instrument) for form in forms)
    assert first == second
    assert first.answers == (Answer("m-1.1", "begun", "Ada", None, "Zeile 1\nZeile 2"),)
    assert first.agreed == dict[str, Agreed]()


@ENDINGS
def test_form_names_its_framework(instrument: Instrument, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"form{ending}"
    write_questionnaire(instrument, path, language="de")
    assert framework_named_in(path) == "weltoffene-kommune@1.0"
    assert framework_named_in(xlsx_table(tmp_path / "table.xlsx", [HEADER])) == ""


def test_table_in_a_workbook(instrument: Instrument, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [],
        HEADER,
        ["m-1.1", "Begonnen", 3.0, "Personal und Organisation", 2024],
        [],
        ["m-1.2", "not_known", date(2026, 10, 15), "residents", 1.5],
        ["m-1.3", "", "", "", ""],
        ["m-1.1", "planned", 4.0, "", True],
    ]
    assert read_answers(xlsx_table(tmp_path / "a.xlsx", rows), instrument).answers == (
        Answer("m-1.1", "begun", "3", "personnel", "2024"),
        Answer("m-1.2", "not_known", "2026-10-15", "residents", "1.5"),
        Answer("m-1.1", "planned", "4", None, "TRUE"),
    )


def test_faults_of_a_table_name_their_cells(instrument: Instrument, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["frage", "antwort", "kommentar"],
        ["m-1.1", "so lala", "#NAME?"],
        ["m-9.9", "planned", ""],
        [1.1, True, ""],
        ["", "planned", ""],
        ["m-1.2", "", "etwas"],
        ["m-1.3", "planned", "", "daneben"],
    ]
    faults = faults_in(xlsx_table(tmp_path / "a.xlsx", rows), instrument)
    possible = ", ".join(named.label for named in instrument.texts_in("de").scales["progress"].values())
    at, questions = "sheet “Tabelle1”, cell", "Possible are, for example:"
    assert faults == [
        f"{at} C2: the cell holds a formula that failed. Write the value itself. Found: “#NAME?”.",
        f"{at} B2: the question has no such option. Found: “so lala”. Possible: {possible}.",
        f"{at} A3: there is no such question. Found: “m-9.9”. {questions} m-1.1, m-1.2, m-1.3.",
        f"{at} A4: there is no such question. Found: “1.1”. {questions} m-1.1, o-1.1, z-1.1.",
        f"{at} B5: the row belongs to no question. Move what it says to the row of a question, or clear it. "
        "Found: “planned”.",
        f"{at} B6: the answer is missing, but there is a comment or evidence. Choose an answer, or clear them. "
        f"Found: “etwas”. Possible: {possible}.",
        f"{at} D7: this cell stands under no column. A text with the delimiter in it must stand in quotes. "
        "Found: “daneben”.",
    ]


def test_header_of_a_table_is_needed(instrument: Instrument, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Frage", "Ergebnis", "Frage"], ["m-1.1", "planned"]]
    possible = "Possible: frage, antwort, person, gruppe, kommentar."
    assert faults_in(xlsx_table(tmp_path / "a.xlsx", rows), instrument) == [
        f"sheet “Tabelle1”, cell B1: this column is not known. Found: “Ergebnis”. {possible}",
        "sheet “Tabelle1”, cell C1: this column stands here twice. Found: “Frage”.",
        f"sheet “Tabelle1”, cell A1: the column “antwort” is missing. {possible}",
    ]
    assert faults_in(xlsx_table(tmp_path / "b.xlsx", []), instrument) == [
        "the table is empty. Its first row names the columns. Possible: question, value, respondent, group, comment."
    ]


def test_words_of_an_open_document_stay_apart(instrument: Instrument, tmp_path: Path) -> None:
    text = 'eins<text:tab/>zwei<text:line-break/>drei<text:s text:c="2"/>vier</text:p><text:p>fünf'
    path = ods_table(tmp_path / "a.ods", ods_row("question", "value", "comment") + ods_row("m-1.1", "begun", text))
    assert read_answers(path, instrument).answers == (Answer("m-1.1", "begun", comment="eins zwei drei  vier\nfünf"),)


def test_repeated_rows_and_cells_are_counted(instrument: Instrument, tmp_path: Path) -> None:
    gap = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    wide = '<table:table-cell table:number-columns-repeated="16384"/>'
    end = gap.replace('"3"', '"1048000"').replace("<table:table-cell/>", wide)
    body = ods_row("question", "value") + gap + ods_row("m-1.1", "nonsense") + end
    assert faults_in(ods_table(tmp_path / "a.ods", body), instrument) == [
        f"sheet “A”, cell B5: the question has no such option. Found: “nonsense”. Possible: {OPTIONS}."
    ]


def old_excel(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def protected_workbook(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))


def protected_open_document(path: Path) -> None:
    ods_table(path, ods_row("question", "value"))
    inside = b"><m:encryption-data/></m:file-entry></m:"
    change(path, "META-INF/manifest.xml", lambda content: content.replace(b"/></m:", inside))


def cut_off(path: Path) -> None:
    ods_table(path, ods_row("question", "value"))
    path.write_bytes(path.read_bytes()[:-30])


def with_wrong_checksum(path: Path) -> None:
    ods_table(path, ods_row("question", "value"))
    with zipfile.ZipFile(path) as package:
        start = package.getinfo("content.xml").header_offset + 60
    content = bytearray(path.read_bytes())
    content[start] ^= 0xFF
    path.write_bytes(content)


def with_entities(path: Path) -> None:
    ods_table(path, ods_row("question", "value"))
    kind = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    change(path, "content.xml", lambda content: content.replace(b"<office:document", kind + b"<office:document", 1))


def zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(3):
            package.writestr(f"xl/{number}.xml", bytes(70_000_000))


def other_package(path: Path) -> None:
    write_members(path, {"word/document.xml": b"<w/>"})


def far_cell(path: Path) -> None:
    xlsx_table(path, [HEADER])
    change(path, "xl/worksheets/sheet1.xml", lambda content: content.replace(b'r="E1"', b'r="XFD1048576"'))


def repeated_text(path: Path) -> None:
    row = ods_row("x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="999999999"')
    ods_table(path, row)


def long_text_repeated(path: Path) -> None:
    repeated = '<table:table-cell table:number-columns-repeated="100"'
    row = ods_row("x" * 30_000).replace("<table:table-cell", repeated)
    ods_table(path, row.replace("<table:table-row", '<table:table-row table:number-rows-repeated="100"'))


def with_rows_repeated(times: str) -> Callable[[Path], object]:
    row = ods_row("x").replace("<table:table-row", f'<table:table-row table:number-rows-repeated="{times}"')
    return lambda path: ods_table(path, row)


def with_replaced(member: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        xlsx_table(path, [HEADER])
        assert old in members_of(path)[member]
        change(path, member, lambda content: content.replace(old, new, 1))

    return make


def with_a_lie_about_its_size(path: Path) -> None:
    xlsx_table(path, [HEADER])
    change(path, "xl/styles.xml", lambda content: content + b"<!--" + b" " * 1_000_000 + b"-->")
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"xl/styles.xml") - 46
    content[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    path.write_bytes(content)


def many_copies_of_a_long_text(path: Path) -> None:
    xlsx_table(path, [["x" * 30_000] for _ in range(7_000)])


def too_large(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(20_000_000))


@pytest.mark.parametrize(
    ("name", "make", "fault"),
    [
        ("a.xls", old_excel, "this is the old Excel format. Open the file and save it as .xlsx."),
        ("a.xlsx", protected_workbook, PROTECTED),
        ("a.ods", protected_open_document, PROTECTED),
        ("a.ods", cut_off, DAMAGED),
        ("a.ods", with_wrong_checksum, DAMAGED),
        ("a.ods", with_entities, DAMAGED),
        ("a.xlsx", other_package, DAMAGED),
        ("a.xlsx", lambda path: path.write_bytes(b"Hallo"), DAMAGED),
        ("a.xlsx", lambda path: path.write_bytes(b""), "the file is empty."),
        ("a.docx", lambda path: path.write_bytes(b"x"), f"{OTHER_KIND} Found: “.docx”. Possible: .xlsx, .ods, .csv."),
        ("a.xlsx", zip_bomb, "the file unpacks to more than 200 MB."),
        ("a.xlsx", too_large, "the file is larger than 20 MB."),
        ("a.xlsx", far_cell, "the sheet “Tabelle1” is too large: at most 200000 rows."),
        ("a.xlsx", many_copies_of_a_long_text, "the sheet “Tabelle1” is too large: at most 200000 rows."),
        ("a.ods", long_text_repeated, "the sheet “A” is too large: at most 200000 rows."),
        ("a.xlsx", with_a_lie_about_its_size, DAMAGED),
        ("a.ods", repeated_text, "the sheet “A” is too large: at most 200000 rows."),
        ("a.ods", with_rows_repeated(LONG_NUMBER), DAMAGED),
        ("a.ods", with_rows_repeated("+4000000000"), DAMAGED),
        ("a.ods", with_rows_repeated("٣"), DAMAGED),
        ("a.xlsx", with_replaced(SHEET, b'<row r="1"', f'<row r="{LONG_NUMBER}"'.encode()), DAMAGED),
        ("a.xlsx", with_replaced(SHEET, b"<v>0</v>", f"<v>{LONG_NUMBER}</v>".encode()), DAMAGED),
        ("a.xlsx", with_replaced(STRINGS, b'uniqueCount="5"', b'uniqueCount="99999999"'), DAMAGED),
        ("a.xlsx", with_replaced(STRINGS, b'encoding="UTF-8"', b'encoding="UTF-7"'), DAMAGED),
        ("a.xlsx", with_replaced(STRINGS, b'encoding="UTF-8"', b'encoding="bogus"'), DAMAGED),
        ("a.xlsx", with_replaced("xl/workbook.xml", b'<sheet name="Tabelle1" sheetId="1" r:id="rId1"/>', b""), DAMAGED),
        ("missing.ods", lambda _path: None, "the file cannot be read: there is no such file or folder."),
    ],
)  # fmt: skip
def test_file_that_cannot_be_used_says_why(
    instrument: Instrument, tmp_path: Path, name: str, make: Callable[[Path], object], fault: str
) -> None:
    path = tmp_path / name
    make(path)
    assert faults_in(path, instrument) == [fault]
