"""A stored evaluation opened again: computed anew from what went in, and only shown when it says what is stored.

Rows never change, so what was opened is remembered in the process, known by the row's checksum.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup

from selfcheck import Evaluation, FaultyInput, FindingKind, Instrument, Language, PartResult, evaluate, highlights
from selfcheck_documents.charts import Chart
from selfcheck_documents.charts.marks import LEVEL_SHAPES
from selfcheck_documents.report import Report, report_content
from selfcheck_documents.report.material import Material
from selfcheck_documents.report.model import FieldChapter, Mark
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.evaluation.bridge.computing import (
    Compared,
    comparison_with,
    is_of_this_engine,
    result_of,
    stored_sheet,
)
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation.templating import WORDS

MOST_REMEMBERED = 32
TOTAL = "total"
"""How addresses call the whole, as the JSON does."""
TENDENCIES = {str(shape): str(tendency or "") for tendency, shape in LEVEL_SHAPES.items()}
"""Which tendency a shape stands for: pages draw the shape themselves, in the colours of their theme."""


@dataclass(frozen=True)
class Opened:
    """An evaluation as live values, with the report that pages and documents are made from, in one language."""

    instrument: Instrument
    evaluation: Evaluation
    compared: Compared
    report: Report

    @cached_property
    def material(self) -> Material:
        """How the report names parts, questions and answers."""
        return Material(self.instrument, self.evaluation, WORDS[self.report.language])

    @property
    def no_comparison(self) -> str:
        """Why there is no comparison; empty where there is one."""
        if self.compared.refusal is not None:
            return self.compared.refusal.in_language(self.report.language)
        if self.compared.comparison is None:
            return _("There is no earlier finished round with this questionnaire to compare with.")
        return ""

    @property
    def explained(self) -> frozenset[str]:
        """The parts that have a score, which can be explained; the whole is called "total"."""
        evaluation = self.evaluation
        whole = [TOTAL] if evaluation.total is not None and evaluation.total.score is not None else []
        return frozenset([*whole, *(key for key, part in evaluation.parts.items() if part.score is not None)])

    @property
    def strengths(self) -> tuple[str, ...]:
        """The parts behind the strengths of the first page, in their order."""
        return tuple(finding.part for finding in highlights(self.evaluation, FindingKind.STRENGTH))

    @property
    def needs(self) -> tuple[str, ...]:
        """The parts behind the needs for action of the first page, in their order."""
        return tuple(finding.part for finding in highlights(self.evaluation, FindingKind.NEED_FOR_ACTION))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields, in the order of the profile."""
        return tuple(part.key for part in self.evaluation.fields)

    @property
    def composites(self) -> tuple[str, ...]:
        """The composites, in the report's order."""
        return tuple(part.key for part in self.evaluation.composites)

    def chapter(self, key: str) -> FieldChapter | None:
        """What the report says about a field."""
        return next((chapter for chapter in self.report.fields if chapter.key == key), None)

    def part(self, key: str) -> PartResult | None:
        """A field, goal or composite by its key; the whole by "total"."""
        return self.evaluation.total if key == TOTAL else self.evaluation.parts.get(key)

    def goals_of(self, field_key: str) -> tuple[str, ...]:
        """The goals of a field, in the order of its chart."""
        return tuple(goal.key for goal in self.evaluation.parts[field_key].goals)


def tendency_of(mark: Mark) -> str:
    """What a level says: need_for_action, potential, strength, or nothing of these."""
    return TENDENCIES[mark.shape]


def drawn(chart: Chart) -> Markup:
    """A chart as markup for a page: an SVG without style, script or link, in which every word of people is escaped."""
    return Markup(chart.svg)  # noqa: S704


@dataclass(frozen=True)
class _Row:
    """A row as the memory knows it. `stored` only tells where to read."""

    checksum: str
    engine: str
    earlier: int | None
    stored: StoredEvaluation = field(compare=False)


@dataclass(frozen=True)
class _Live:
    instrument: Instrument
    evaluation: Evaluation
    compared: Compared


def open_evaluation(stored: StoredEvaluation, language: Language) -> Opened | None:
    """The evaluation in a language; None where it cannot be computed again with the stored result."""
    row = _Row(stored.checksum, stored.engine, stored.earlier_id, stored)
    live = _live(row)
    if live is None:
        return None
    report = _report(row, language, timezone.localtime(stored.computed_at).date())
    return Opened(live.instrument, live.evaluation, live.compared, report)


@lru_cache(maxsize=MOST_REMEMBERED)
def _live(row: _Row) -> _Live | None:
    if not is_of_this_engine(row.stored):
        return None
    stored = StoredEvaluation.objects.select_related(
        "round__framework_version", "earlier__round__framework_version"
    ).defer(
        "round__framework_version__files", "earlier__round__framework_version__files", "earlier__result"
    ).get(pk=row.stored.pk)  # fmt: skip
    instrument = instrument_of(stored.round.framework_version)
    try:
        evaluation = evaluate(instrument.framework, stored_sheet(stored))
        compared = comparison_with(evaluation, stored.earlier)
    except FaultyInput:
        return None
    if result_of(evaluation, instrument, compared.comparison) != stored.result:
        return None
    return _Live(instrument, evaluation, compared)


@lru_cache(maxsize=MOST_REMEMBERED)
def _report(row: _Row, language: Language, day: date) -> Report:
    live = _live(row)
    if live is None:
        raise LookupError(row.stored.pk)
    return report_content(
        live.instrument, live.evaluation, WORDS[language], day=day, comparison=live.compared.comparison
    )
