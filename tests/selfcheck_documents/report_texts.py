"""What every written report must say: the texts of a report's content, however a writer arranges them."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.selfcheck_documents.reports import COAT_OF_ARMS, report_on

from selfcheck import Comparison, Evaluation, Instrument, Language
from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.report.coat_of_arms import CoatOfArms, load_coat_of_arms
from selfcheck_documents.report.model import FindingText, Labels, Mark, Reading, Report, Steps, TraceText

NOT_PRINTED = frozenset({"dated", "key", "language"})


def example_report(
    instrument: Instrument, evaluation: Evaluation, comparison: Comparison | None, language: Language = "de"
) -> Report:
    """The report on the county, with its coat of arms."""
    coat = load_coat_of_arms(COAT_OF_ARMS)
    return report_on(instrument, evaluation, language, comparison=comparison, coat_of_arms=coat)


def texts_of(value: Any) -> Iterator[str]:
    """All texts of a report, or of a part of it, that each writer has to print."""
    if isinstance(value, str):
        yield from [value] if value else []
    elif type(value) in PRINTED:
        yield from texts_of(PRINTED[type(value)](value))
    elif value is not None and not isinstance(value, CoatOfArms):
        yield from _texts_of_parts(value)


def _of_finding(finding: FindingText) -> tuple[Any, ...]:
    advice = tuple((item.text, item.asked.short, item.asked.answer) for item in finding.advice)
    kind = finding.mark or finding.kind
    return finding.label, kind, finding.facts, finding.explanation, finding.causes, advice


def _of_trace(trace: TraceText) -> tuple[Any, ...]:
    changes = trace.changes_heading, trace.changes_sentence, trace.changes
    parts = tuple((part.heading, part.result, part.terms) for part in trace.parts)
    return trace.heading, trace.rule, trace.terms, trace.result, changes, parts


def _of_reading(reading: Reading) -> tuple[Any, ...]:
    return reading.heading, reading.sentences, reading.levels, tuple(level.description for level in reading.levels)


# What of a value is printed, where that is not all of it.
PRINTED: Mapping[type, Callable[[Any], tuple[Any, ...]]] = {
    Chart: lambda chart: (chart.description, chart.table),
    Table: lambda table: (table.header, table.rows),
    Mark: lambda mark: (mark.label,),
    Labels: lambda labels: (labels.contents,),
    Steps: lambda steps: (steps.heading, steps.empty, tuple((item.text, item.place) for item in steps.items)),
    FindingText: _of_finding,
    TraceText: _of_trace,
    Reading: _of_reading,
}


def _texts_of_parts(value: Any) -> Iterator[str]:
    names = getattr(value, "_fields", None) or getattr(value, "__dataclass_fields__", None)
    if names is not None:
        for name in names:
            if name not in NOT_PRINTED:
                yield from texts_of(getattr(value, name))
    else:
        for entry in value:
            yield from texts_of(entry)


def squeezed(text: str) -> str:
    """Text without blanks and invisible characters, so that it is found wherever a line was broken."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def missing_texts(report: Report, found: str) -> list[str]:
    """The texts of the report that are not in `found`."""
    page = squeezed(found)
    return [text for text in dict.fromkeys(texts_of(report)) if squeezed(text) not in page]
