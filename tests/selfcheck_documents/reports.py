"""Reports that several tests look at, and sheets that are made for one question."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.cast import EXAMPLE, SHIPPED, read_sheet

from selfcheck import AnswerSheet, Comparison, Evaluation, Instrument, Language, evaluate
from selfcheck_documents.report.coat_of_arms import CoatOfArms
from selfcheck_documents.report.content import report_content
from selfcheck_documents.report.model import Report
from selfcheck_documents.words import Words

DAY = date(2026, 11, 22)
COAT_OF_ARMS = EXAMPLE / "wappen.svg"
OTHER_INSTRUMENTS = sorted((Path(__file__).parents[1] / "frameworks" / "instruments").glob("*/1.0"))
UNANSWERED = ("access", "engagement", "cohesion", "communication")


def report_on(
    instrument: Instrument,
    evaluation: Evaluation,
    language: Language = "en",
    *,
    comparison: Comparison | None = None,
    coat_of_arms: CoatOfArms | None = None,
) -> Report:
    """A report of a fixed day."""
    return report_content(
        instrument, evaluation, Words(language), day=DAY, comparison=comparison, coat_of_arms=coat_of_arms
    )


def three_fields(instrument: Instrument) -> Evaluation:
    """The evaluation of a sheet with answers in three fields and none in four."""
    return evaluate(instrument.framework, read_sheet(SHIPPED / "examples" / "three-fields.json", instrument))


def nothing_answered(instrument: Instrument) -> Evaluation:
    """The evaluation of an empty sheet."""
    return evaluate(instrument.framework, AnswerSheet(()))


def all_texts(value: Any) -> Iterator[str]:
    """Every text in a report, charts included, in reading order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for entry in value:
            yield from all_texts(entry)
    elif is_dataclass(value):
        for field in fields(value):
            yield from all_texts(getattr(value, field.name))
