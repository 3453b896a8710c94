"""Reading the answers that a command is given, whatever kind of file they are in."""

from gettext import gettext as _
from pathlib import Path

from selfcheck import (
    AnswerSheet,
    Fault,
    FaultyInput,
    Instrument,
    is_evaluation,
    message,
    parse_json,
    sheet_from_json,
    sheet_of_evaluation,
)
from selfcheck.frameworks.source import read_file
from selfcheck_documents.spreadsheets import read_answers
from weltoffen.commands.refusing import WrongUsage

JSON_ENDING = ".json"
SHEET_ENDINGS = (JSON_ENDING, ".xlsx", ".ods", ".csv")
LARGEST_SHEET = 50_000_000


def read_sheet(path: Path, instrument: Instrument, *, may_be_evaluation: bool = False) -> AnswerSheet:
    """The answers in a file of any readable kind, for this version of the framework and no other.

    An evaluation says which answers counted, not who agreed on them, so it serves for comparing only.
    """
    ending = path.suffix.lower()
    if ending not in SHEET_ENDINGS:
        raise WrongUsage(_("{file} ends in none of: {endings}.").format(file=path, endings=", ".join(SHEET_ENDINGS)))
    if ending == JSON_ENDING:
        sheet = _json_sheet(path, instrument, may_be_evaluation=may_be_evaluation)
    else:
        sheet = read_answers(path, instrument)
    expected = instrument.framework
    if sheet.framework and sheet.framework not in (expected.name, expected.key):
        raise FaultyInput(
            [
                Fault(
                    message("the answers were given to another framework or version."),
                    path.name,
                    key="framework",
                    found=sheet.framework,
                    possible=(expected.name,),
                )
            ]
        )
    return sheet


def _json_sheet(path: Path, instrument: Instrument, *, may_be_evaluation: bool) -> AnswerSheet:
    value = json_value(path)
    if is_evaluation(value):
        if not may_be_evaluation:
            what = message("this is an evaluation and no sheet of answers; it serves for --compare.")
            raise FaultyInput([Fault(what, path.name)])
        value = sheet_of_evaluation(value)
    return sheet_from_json(value, instrument.framework, path.name)


def json_value(path: Path) -> object:
    """What a JSON file holds."""
    faults: list[Fault] = []
    text = read_file(path, path.name, faults, LARGEST_SHEET)
    if text is None:
        raise FaultyInput(faults)
    return parse_json(text, path.name)
