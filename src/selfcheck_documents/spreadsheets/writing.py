"""Writing the questionnaire to a file: which format, and never half a file."""

import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from selfcheck import AnswerSheet, Instrument, Language, Refusal, message
from selfcheck_documents.spreadsheets.form import Form
from selfcheck_documents.spreadsheets.ods import write_ods
from selfcheck_documents.spreadsheets.order import Order
from selfcheck_documents.spreadsheets.questionnaire import form_of
from selfcheck_documents.spreadsheets.xlsx import write_xlsx

WRITERS: Mapping[str, Callable[[Form, BinaryIO], None]] = {".xlsx": write_xlsx, ".ods": write_ods}


def write_questionnaire(
    instrument: Instrument,
    path: Path,
    *,
    language: Language,
    kind: str | None = None,
    department: str | None = None,
    answers: AnswerSheet | None = None,
) -> int:
    """Write the questionnaire as a spreadsheet form, .xlsx or .ods by the ending of `path`; answers how many questions.

    `kind` and `department` leave out what they are not asked. `answers` of one person are filled in beforehand, with
    who they are; its agreed answers and the members of its municipality are not part of a form. The same input gives
    the same bytes.
    Raises `Refusal` when no question is left, for answers of several people and for another ending; `OSError` when the
    file cannot be written (nothing is left behind then).
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise Refusal(
            message(
                "A form ends in {endings}, not in “{found}”.",
                endings=", ".join(WRITERS),
                found=path.suffix or path.name,
            )
        )
    order = Order(instrument, language, kind, department, answers or AnswerSheet(()))
    form = form_of(order)
    _write_whole(path, lambda target: write(form, target))
    return len(order.questions)


def _write_whole(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write beside `path`, then replace it in one step: a reader finds the old file or the new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        with beside.open("wb") as target:
            write(target)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
