"""Results side by side: from the evaluations of several municipalities to a table, a chart and what differs most.

A score that would tell the answers behind it is not shown to others, as it would not be made public either
(docs/decisions/0012). Nothing but scores and levels of fields is taken from an evaluation here.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext as _

from selfcheck import PartResult, out_of_hundred
from selfcheck_documents.charts import BesideRow, Chart, beside_chart
from selfcheck_documents.report.model import Mark
from weltoffen.evaluation.bridge.opening import Opened, open_evaluation
from weltoffen.evaluation.bridge.released import can_be_shown
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation.templating import WORDS, current_language
from weltoffen.rounds.bridge import questions_asked

CLEARLY, NOTICEABLY = 25, 10
"""From how many points of 100 a difference is called clear, and from how many it is mentioned at all."""
MOST_DIFFERENCES = 6


class SeenField(NamedTuple):
    """A field of action as others may see it: score and level, or the words `instead`.

    The score is the printed one: an exact fraction could be turned back into answers.
    """

    key: str
    label: str
    score: Fraction | None = None
    figure: str = ""
    mark: Mark | None = None
    instead: str = ""
    note: str = ""


class Seen(NamedTuple):
    """A result as others may see it, and which questions it answers."""

    computed_at: datetime
    fields: tuple[SeenField, ...]
    questions: frozenset[str]


class Column(NamedTuple):
    """A municipality in the comparison."""

    name: str
    seen: Seen


class Difference(NamedTuple):
    """A town beside the county in one field: how many points of 100 it sees itself above, or below (negative)."""

    field: str
    town: str
    figure: str
    county_figure: str
    points: int

    @property
    def is_clear(self) -> bool:
        """Whether it is large."""
        return abs(self.points) >= CLEARLY


class Row(NamedTuple):
    """A field with each municipality's part of it."""

    label: str
    cells: tuple[tuple[str, SeenField], ...]


class SideBySide(NamedTuple):
    """Municipalities beside each other, never in an order of their results."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    chart: Chart | None
    ask_the_same: bool


def own_result(stored: StoredEvaluation) -> Seen | None:
    """A result for those whose it is; None where this version of the calculation cannot open it."""
    return _seen(stored, is_own=True)


def result_for_others(stored: StoredEvaluation) -> Seen | None:
    """A result for another municipality."""
    return _seen(stored, is_own=False)


def side_by_side(columns: Sequence[Column]) -> SideBySide:
    """The comparison of at least one result, in the order of the columns."""
    names = tuple(column.name for column in columns)
    rows = tuple(
        Row(fields[0].label, tuple(zip(names, fields, strict=True)))
        for fields in zip(*(column.seen.fields for column in columns), strict=True)
    )
    drawn_rows = [BesideRow(row.label, tuple(field.score for _name, field in row.cells)) for row in rows]
    words = WORDS[current_language()]
    chart = beside_chart(_("Fields of action side by side"), names, drawn_rows, words, prefix="joint")
    ask_the_same = len({column.seen.questions for column in columns}) == 1
    return SideBySide(names, rows, chart, ask_the_same)


def differences_from(county: Column, towns: Sequence[Column]) -> tuple[Difference, ...]:
    """Where towns see themselves most differently from the county, the largest first."""
    found = sorted(_differences(county, towns), key=lambda one: (-abs(one.points), one.field, one.town))
    return tuple(found[:MOST_DIFFERENCES])


def _differences(county: Column, towns: Sequence[Column]) -> Iterator[Difference]:
    for town in towns:
        for here, there in zip(county.seen.fields, town.seen.fields, strict=True):
            if here.score is None or there.score is None:
                continue
            points = _points(there.score) - _points(here.score)
            if abs(points) >= NOTICEABLY:
                yield Difference(here.label, town.name, there.figure, here.figure, points)


def _points(score: Fraction) -> int:
    """As it is printed, so that a reader gets the same difference."""
    return int(out_of_hundred(score, 0) or 0)


def _seen(stored: StoredEvaluation, *, is_own: bool) -> Seen | None:
    opened = open_evaluation(stored, current_language())
    if opened is None:
        return None
    fields = tuple(_field(part, opened, is_own=is_own) for part in opened.evaluation.fields)
    # By the kind of municipality alone: which questions follow from answers is nobody else's business.
    asked = frozenset(question.key for question in questions_asked(stored.round))
    return Seen(stored.computed_at, fields, asked)


def _field(part: PartResult, opened: Opened, *, is_own: bool) -> SeenField:
    chapter = opened.chapter(part.key)
    label = opened.material.label(part.key)
    if part.score is None or chapter is None:
        return SeenField(part.key, label, instead=_("not answered") if part.is_asked else _("not asked here"))
    if not is_own and not can_be_shown(part):
        return SeenField(part.key, label, instead=_("not shown, because it would tell single answers"))
    note = _("preliminary") if part.is_preliminary else ""
    figure = WORDS[current_language()].score(part.score)
    return SeenField(part.key, label, Fraction(_points(part.score), 100), figure, chapter.result.mark, note=note)
