"""From a round's answers to a result with its trace, as JSON values that can be stored."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from selfcheck import (
    ENGINE,
    AnswerSheet,
    Comparison,
    Evaluation,
    Instrument,
    Language,
    Message,
    Refusal,
    compare,
    evaluate,
    evaluation_as_json,
    sheet_as_json,
    sheet_from_json,
)
from weltoffen.answers.bridge import sheet_of
from weltoffen.answers.queries import answers_in
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.rounds.bridge import instrument_for
from weltoffen.rounds.models import Round

KEPT_IN: Language = "de"
"""The language in which suggestions are written into the stored result; pages find them anew in every language."""


class Computed(NamedTuple):
    """One computation, ready to be stored."""

    engine: str
    framework_checksum: str
    sheet: Mapping[str, object]
    result: Mapping[str, object]
    answered: int


class Compared(NamedTuple):
    """What changed since an earlier evaluation, or why that cannot be said; neither without an earlier one."""

    comparison: Comparison | None = None
    refusal: Message | None = None


def compute(round_: Round, earlier: StoredEvaluation | None) -> Computed:
    """The evaluation of the round's answers as they are now, compared with an earlier one."""
    instrument = instrument_for(round_)
    # What is stored is what was computed: the sheet as it will be read again.
    sheet = _plain(sheet_as_json(sheet_of(round_, answers_in(round_))))
    evaluation = evaluate(instrument.framework, sheet_from_json(sheet, instrument.framework, str(round_)))
    return Computed(
        engine=evaluation.engine,
        framework_checksum=instrument.framework.checksum,
        sheet=sheet,
        result=result_of(evaluation, instrument, comparison_with(evaluation, earlier).comparison),
        answered=evaluation.counts.answered,
    )


def comparison_with(evaluation: Evaluation, earlier: StoredEvaluation | None) -> Compared:
    """What changed since the earlier evaluation."""
    if earlier is None:
        return Compared()
    framework = instrument_of(earlier.round.framework_version).framework
    try:
        return Compared(compare(evaluation, evaluate(framework, stored_sheet(earlier))))
    except Refusal as refusal:
        return Compared(refusal=refusal.reason)


def stored_sheet(stored: StoredEvaluation) -> AnswerSheet:
    """The answers that went into a stored evaluation."""
    framework = instrument_of(stored.round.framework_version).framework
    return sheet_from_json(stored.sheet, framework, str(stored.pk))


def result_of(evaluation: Evaluation, instrument: Instrument, comparison: Comparison | None) -> Mapping[str, object]:
    """The result as it is stored and handed out."""
    return _plain(evaluation_as_json(evaluation, instrument.texts_in(KEPT_IN), comparison))


def is_of_this_engine(stored: StoredEvaluation) -> bool:
    """Whether the row was computed by the calculation that is installed."""
    return stored.engine == ENGINE


def _plain(value: object) -> Mapping[str, object]:
    """The value as it comes back from a database: lists for tuples, texts for named values."""
    plain: Mapping[str, object] = json.loads(json.dumps(value))
    return plain
