"""`weltoffen questionnaire`: write the questions as a spreadsheet, or as a PDF to print."""

from argparse import Namespace
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TypedDict

from selfcheck import AnswerSheet, Instrument, Language, find_folder, load_instrument
from selfcheck_documents.files import write_file
from selfcheck_documents.questionnaire_pdf import write_questionnaire_pdf
from selfcheck_documents.spreadsheets import write_questionnaire
from weltoffen.commands.answers import read_sheet
from weltoffen.commands.refusing import WrongUsage, require_known

PDF_ENDING = ".pdf"
ENDINGS = (".xlsx", ".ods", PDF_ENDING)


def write(arguments: Namespace, language: Language) -> str:
    """Write the questionnaire and say where it lies."""
    target = Path(arguments.to)
    if target.suffix.lower() not in ENDINGS:
        raise WrongUsage(_("--to: {file} ends in none of: {endings}.").format(file=target, endings=", ".join(ENDINGS)))
    instrument = load_instrument(find_folder(arguments.framework))
    words = instrument.texts_in(language)
    require_known("--for", arguments.department, words.departments)
    require_known("--kind", arguments.kind, words.kinds)
    require_known("--field", arguments.field, words.fields)
    answers = read_sheet(Path(arguments.answers), instrument) if arguments.answers else None
    if answers is not None and target.suffix.lower() == PDF_ENDING:
        raise WrongUsage(_("--answers: a questionnaire to fill in by hand holds no answers; choose .xlsx or .ods."))
    number = _write(target, instrument, language, answers, _choice(arguments))
    return ngettext("{number} question in {file}", "{number} questions in {file}", number).format(
        number=number, file=target
    )


class _Choice(TypedDict):
    """Which questions; None means: whatever they are."""

    kind: str | None
    department: str | None
    field: str | None


def _choice(arguments: Namespace) -> _Choice:
    return {"kind": arguments.kind, "department": arguments.department, "field": arguments.field}


def _write(
    target: Path, instrument: Instrument, language: Language, answers: AnswerSheet | None, choice: _Choice
) -> int:
    if target.suffix.lower() == PDF_ENDING:
        write_file(target, write_questionnaire_pdf(instrument, language=language, **choice))
        return len(list(instrument.framework.questions_for(**choice)))
    return write_questionnaire(instrument, target, language=language, answers=answers, **choice)
