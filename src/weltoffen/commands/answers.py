"""Reading the answers that a command is given, whatever kind of file they are in."""

from collections.abc import Callable, Mapping
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
from selfcheck_documents.spreadsheets import framework_named_in, read_answers
from weltoffen.commands.refusing import WrongUsage

JSON_ENDING = ".json"
SHEET_ENDINGS = (JSON_ENDING, ".xlsx", ".ods", ".csv")
LARGEST_SHEET = 50_000_000


def read_sheet(path: Path, instrument: Instrument) -> AnswerSheet:
    """The answers in a file of any readable kind, for this version of the framework and no other."""
    _require_readable(path)
    if path.suffix.lower() != JSON_ENDING:
        return _of_this_framework(read_answers(path, instrument), instrument, path)
    value = _json_value(path)
    if is_evaluation(value):
        what = message("this is an evaluation and no sheet of answers; it serves for --compare.")
        raise FaultyInput([Fault(what, path.name)])
    return _of_this_framework(sheet_from_json(value, instrument.framework, path.name), instrument, path)


def read_earlier(path: Path, instrument_named: Callable[[str], Instrument]) -> tuple[Instrument, AnswerSheet]:
    """Earlier answers with the instrument that they were given to, which `instrument_named` finds by what they say.

    An evaluation says which answers counted, not who agreed on them, so it serves here and not as a sheet of answers.
    """
    _require_readable(path)
    if path.suffix.lower() != JSON_ENDING:
        instrument = instrument_named(framework_named_in(path))
        return instrument, _of_this_framework(read_answers(path, instrument), instrument, path)
    value = _json_value(path)
    if is_evaluation(value):
        value = sheet_of_evaluation(value)
    name = value.get("framework") if isinstance(value, Mapping) else None
    instrument = instrument_named(name if isinstance(name, str) else "")
    return instrument, _of_this_framework(sheet_from_json(value, instrument.framework, path.name), instrument, path)


def _require_readable(path: Path) -> None:
    if path.suffix.lower() not in SHEET_ENDINGS:
        raise WrongUsage(_("{file} ends in none of: {endings}.").format(file=path, endings=", ".join(SHEET_ENDINGS)))


def _of_this_framework(sheet: AnswerSheet, instrument: Instrument, path: Path) -> AnswerSheet:
    expected = instrument.framework
    if not sheet.framework or sheet.framework in (expected.name, expected.key):
        return sheet
    what = message("the answers were given to another framework or version.")
    fault = Fault(what, path.name, key="framework", found=sheet.framework, possible=(expected.name,))
    raise FaultyInput([fault])


def _json_value(path: Path) -> object:
    faults: list[Fault] = []
    text = read_file(path, path.name, faults, LARGEST_SHEET)
    if text is None:
        raise FaultyInput(faults)
    return parse_json(text, path.name)
