"""Reading answers from any file that people send: our form, or a plain table."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from selfcheck import Answer, AnswerSheet, FaultyInput, Instrument
from selfcheck.sheets.building import Checker
from selfcheck_documents.spreadsheets.csv_table import csv_rows, decoded
from selfcheck_documents.spreadsheets.filled_form import read_form, record_of
from selfcheck_documents.spreadsheets.opening import LARGEST_CONTENT, Workbook, is_text, read_spreadsheet
from selfcheck_documents.spreadsheets.record import RECORD_SHEET, record_from
from selfcheck_documents.spreadsheets.table import read_table, rows_of


def read_answers(path: Path, instrument: Instrument) -> AnswerSheet:
    """The answers in a file: a form that `write_questionnaire` made (.xlsx, .ods), or a table (.csv, .xlsx, .ods).

    A table has one answer in each row and a header that names the columns question and value, and optionally
    respondent, group and comment, in English or German. Answers are labels in any language of the framework, or keys.
    Raises `FaultyInput` with every fault, each with its cell or line.
    """
    return _read(path, instrument, None).sheet


class Returned(NamedTuple):
    """What came back: answers; remarks, which are words without an option (value ""); what the form knew unseen.

    `source` and `stamps` are what `write_questionnaire` was given; a table has neither.
    """

    sheet: AnswerSheet
    remarks: tuple[Answer, ...] = ()
    source: str = ""
    stamps: Mapping[str, str] = {}


def read_returned(path: Path, instrument: Instrument, *, largest_content: int = LARGEST_CONTENT) -> Returned:
    """As `read_answers`, for whoever keeps answers elsewhere: words without an answer are no fault but a remark.

    A workbook may unpack to `largest_content` bytes, so that whoever reads many files at once can bound the memory.
    Raises `FaultyInput` with every fault, each with its cell or line.
    """
    return _read(path, instrument, [], largest_content)


def _read(
    path: Path, instrument: Instrument, remarks: list[Answer] | None, largest_content: int = LARGEST_CONTENT
) -> Returned:
    content = read_spreadsheet(path)
    checker = Checker(instrument.framework, path.name)
    record = record_from(())
    if is_text(path, content):
        sheet = read_table(csv_rows(decoded(path, content), checker), instrument, checker, remarks)
    else:
        book = Workbook(path, content, largest_content)
        if RECORD_SHEET in book.names:
            record = record_of(book)
            sheet = read_form(book, instrument, checker, remarks)
        else:
            sheet = read_table(rows_of(book.grid(book.names[0])), instrument, checker, remarks)
    if checker.faults:
        raise FaultyInput(checker.faults)
    return Returned(sheet, tuple(remarks or ()), record.source, record.stamps)


def framework_named_in(path: Path) -> str:
    """The `id@version` that a form was made for; empty for a table, which does not say.

    Raises `FaultyInput` for a file that cannot be read.
    """
    content = read_spreadsheet(path)
    if is_text(path, content):
        return ""
    return record_of(Workbook(path, content)).framework
