"""Writes the questionnaire as a tagged PDF to print and fill in by hand."""

from pathlib import Path

from selfcheck.faults import Refusal
from selfcheck.frameworks.library import Instrument
from selfcheck.messages import Language, message
from selfcheck_documents import colours, typesetting
from selfcheck_documents.questionnaire_pdf.content import Paper
from selfcheck_documents.words import Words

TEMPLATE = Path(__file__).parent / "questionnaire.typ"


def write_questionnaire_pdf(
    instrument: Instrument,
    *,
    language: Language,
    kind: str | None = None,
    department: str | None = None,
    field: str | None = None,
) -> bytes:
    """The questionnaire for a kind of municipality, a kind of department, one field; as PDF/UA-1 and PDF/A-2a, A4.

    Raises `Refusal` when the instrument has no question for them.
    """
    paper = Paper.of(instrument, Words(language), kind, department, field)
    if not paper.chosen:
        raise Refusal(message("There is no question for this kind of municipality and this department."))
    return typesetting.pdf(TEMPLATE, {**paper.as_values(), "colours": colours.ON_PAPER})
