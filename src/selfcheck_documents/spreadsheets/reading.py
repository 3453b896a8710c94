"""Reading answers from any file that people send: our form, or a plain table."""

from pathlib import Path

from selfcheck import AnswerSheet, FaultyInput, Instrument
from selfcheck.sheets.building import Checker
from selfcheck_documents.spreadsheets.csv_table import csv_rows, decoded
from selfcheck_documents.spreadsheets.filled_form import form_framework, read_form
from selfcheck_documents.spreadsheets.opening import Workbook, is_text, read_spreadsheet
from selfcheck_documents.spreadsheets.record import RECORD_SHEET
from selfcheck_documents.spreadsheets.table import read_table, rows_of


def read_answers(path: Path, instrument: Instrument) -> AnswerSheet:
    """The answers in a file: a form that `write_questionnaire` made (.xlsx, .ods), or a table (.csv, .xlsx, .ods).

    A table has one answer in each row and a header that names the columns question and value, and optionally
    respondent, group and comment, in English or German. Answers are labels in any language of the framework, or keys.
    Raises `FaultyInput` with every fault, each with its cell or line.
    """
    content = read_spreadsheet(path)
    checker = Checker(instrument.framework, path.name)
    if is_text(path, content):
        sheet = read_table(csv_rows(decoded(path, content), checker), instrument, checker)
    else:
        book = Workbook(path, content)
        if RECORD_SHEET in book.names:
            sheet = read_form(book, instrument, checker)
        else:
            sheet = read_table(rows_of(book.grid(book.names[0])), instrument, checker)
    if checker.faults:
        raise FaultyInput(checker.faults)
    return sheet


def framework_named_in(path: Path) -> str:
    """The `id@version` that a form was made for; empty for a table, which does not say.

    Raises `FaultyInput` for a file that cannot be read.
    """
    content = read_spreadsheet(path)
    if is_text(path, content):
        return ""
    return form_framework(Workbook(path, content))
