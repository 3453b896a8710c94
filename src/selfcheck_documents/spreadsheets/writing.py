"""Writing the questionnaire to a file: which format it gets."""

from collections.abc import Callable, Mapping
from pathlib import Path

from selfcheck import AnswerSheet, Instrument, Language, Refusal, message
from selfcheck_documents.files import write_file
from selfcheck_documents.spreadsheets.form import Form
from selfcheck_documents.spreadsheets.ods import ods_of
from selfcheck_documents.spreadsheets.order import Order
from selfcheck_documents.spreadsheets.questionnaire import form_of
from selfcheck_documents.spreadsheets.xlsx import xlsx_of

WRITERS: Mapping[str, Callable[[Form], bytes]] = {".xlsx": xlsx_of, ".ods": ods_of}


def write_questionnaire(
    instrument: Instrument,
    path: Path,
    *,
    language: Language,
    kind: str | None = None,
    department: str | None = None,
    field: str | None = None,
    answers: AnswerSheet | None = None,
    source: str = "",
    stamps: Mapping[str, str] | None = None,
) -> int:
    """Write the questionnaire as a spreadsheet form, .xlsx or .ods by the ending of `path`; answers how many questions.

    `kind` and `department` leave out what they are not asked; `field` is the only field of action then. `answers` of
    one person are filled in beforehand, with who they are; its agreed answers and the members of its municipality are
    not part of a form. An answer without an option (value "") is a remark: only its words are filled in. `source` and
    `stamps` (by question) are kept unseen for `read_returned`, such as which version of an answer the form shows. The
    same input gives the same bytes.
    Raises `Refusal` when no question is left, for answers of several people and for another ending; `OSError` when the
    file cannot be written (nothing is left behind then).
    """
    file_of = WRITERS.get(path.suffix.lower())
    if file_of is None:
        raise Refusal(
            message(
                "A form ends in {endings}, not in “{found}”.",
                endings=", ".join(WRITERS),
                found=path.suffix or path.name,
            )
        )
    order = Order(instrument, language, kind, department, answers or AnswerSheet(()), field, source, stamps or {})
    write_file(path, file_of(form_of(order)))
    return len(order.questions)
