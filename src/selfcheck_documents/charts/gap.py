"""Where groups of respondents see a field differently: the score of each visible group, and how far they are apart."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from selfcheck.evaluation.model import Evaluation, GroupScore, PartResult
from selfcheck.frameworks.texts import Texts
from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.charts.differences import off_by, rounding_note
from selfcheck_documents.charts.drawing import LEFT, RIGHT, Drawing
from selfcheck_documents.charts.groups import MOST_GROUPS_DRAWN, group_label
from selfcheck_documents.charts.layout import (
    BASELINE,
    Entry,
    legend,
    note,
    position,
    row_heading,
    scale_numbers,
    track,
)
from selfcheck_documents.charts.lettering import LINE_HEIGHT, spread, width_of
from selfcheck_documents.charts.marks import GroupMark, draw_group_mark, group_mark
from selfcheck_documents.colours import BLUE
from selfcheck_documents.words import NO_FIGURE, Words

TRACK_HEIGHT = 10
BELOW_LABEL = 8
BETWEEN_ROWS = 14
SEAM = 6
MOST_ASIDE = 4


class Row(NamedTuple):
    """One field: its groups from the lowest score to the highest, their scores as printed, and the gap."""

    part: PartResult
    label: str
    groups: tuple[GroupScore, ...]
    scores: tuple[str, ...]
    gap: str


def gap_chart(evaluation: Evaluation, texts: Texts, words: Words, prefix: str = "chart") -> Chart | None:
    """The views of the groups on each field; None where no field has two, or one has too many to draw."""
    rows = [_row(part, texts.fields[part.key].label, words) for part in evaluation.fields]
    if not 1 < max((len(row.groups) for row in rows), default=0) <= MOST_GROUPS_DRAWN:
        return None
    labels = _group_labels(rows, evaluation, texts)
    notes = _notes(rows, evaluation, words)
    title = words("Fields of action as different groups see them")
    drawing = Drawing(f"{prefix}-groups")
    _draw(drawing, rows, labels, words)
    for remark in notes:
        note(drawing, remark)
    sentences = (_sentence(row, labels, words) for row in rows)
    description = " ".join([words("{title}, scores from 0 to 100.", title=title), *sentences, *notes])
    return Chart(title, description, drawing.svg(title, description), _table(title, rows, labels, words))


def _row(part: PartResult, label: str, words: Words) -> Row:
    groups = tuple(sorted(part.groups, key=lambda group: (group.score, group.group)))
    gap = "" if part.group_gap is None else words.score(part.group_gap)
    return Row(part, label, groups, tuple(words.score(group.score) for group in groups), gap)


def _group_labels(rows: Sequence[Row], evaluation: Evaluation, texts: Texts) -> dict[str, str]:
    """The groups in the order in which the sheet names them, then by key."""
    keys = {group.group for row in rows for group in row.groups}
    named = [key for key in evaluation.sheet.groups if key in keys]
    return {key: group_label(key, evaluation, texts) for key in (*named, *sorted(keys - set(named)))}


def _notes(rows: Sequence[Row], evaluation: Evaluation, words: Words) -> list[str]:
    hidden = words("Groups of fewer than {number} people are not shown.", number=evaluation.anonymity_threshold)
    common = words("The gap compares only the questions for which every group is shown.")
    off = [(_off_by(row), len({group.questions for group in row.groups})) for row in rows]
    is_about_fewer = any(points > 1 or (points and counts > 1) for points, counts in off)
    is_rounded = any(points == 1 and counts == 1 for points, counts in off)
    return [*([common] if is_about_fewer else []), *([rounding_note(words)] if is_rounded else []), hidden]


def _off_by(row: Row) -> int:
    gap = row.part.group_gap
    return 0 if gap is None else off_by(row.groups[-1].score, row.groups[0].score, gap)


def _sentence(row: Row, labels: dict[str, str], words: Words) -> str:
    if len(row.groups) < 2:
        return words("{label}: no comparison possible.", label=row.label)
    views = ", ".join(f"{labels[group.group]} {score}" for group, score in zip(row.groups, row.scores, strict=True))
    gap = words("gap {gap}", gap=row.gap) if row.gap else words("no common questions")
    return f"{row.label}: {views}, {gap}."


def _table(title: str, rows: Sequence[Row], labels: dict[str, str], words: Words) -> Table:
    header = (words("Field of action"), *labels.values(), words("Gap"))
    return Table(title, header, tuple(_cells(row, labels, words) for row in rows))


def _cells(row: Row, labels: dict[str, str], words: Words) -> tuple[str, ...]:
    scores = {
        group.group: words.counted(
            "{score} ({number} question)", "{score} ({number} questions)", group.questions, score=score
        )
        for group, score in zip(row.groups, row.scores, strict=True)
    }
    return (row.label, *(scores.get(key, NO_FIGURE) for key in labels), row.gap or NO_FIGURE)


def _draw(drawing: Drawing, rows: Sequence[Row], labels: dict[str, str], words: Words) -> None:
    marks = {key: group_mark(number) for number, key in enumerate(labels)}
    legend(drawing, (Entry(partial(draw_group_mark, drawing, marks[key]), label) for key, label in labels.items()))
    scale_numbers(drawing, (), words)
    for row in rows:
        _draw_row(drawing, row, marks, words)
        drawing.y += BETWEEN_ROWS


def _draw_row(drawing: Drawing, row: Row, marks: dict[str, GroupMark], words: Words) -> None:
    if len(row.groups) < 2:
        row_heading(drawing, row.label)
        note(drawing, words("no comparison possible"))
        return
    row_heading(drawing, row.label, words("gap {gap}", gap=row.gap) if row.gap else "")
    drawing.y += BELOW_LABEL
    track(drawing, TRACK_HEIGHT)
    middle = drawing.y + TRACK_HEIGHT / 2
    ends = position(row.groups[0].score), position(row.groups[-1].score)
    drawing.line(ends[0], middle, ends[1], middle, stroke=BLUE, stroke_width=4)
    for group in row.groups:
        draw_group_mark(drawing, marks[group.group], position(group.score), middle)
    drawing.y += TRACK_HEIGHT + BELOW_LABEL
    _draw_scores(drawing, row, marks)


def _draw_scores(drawing: Drawing, row: Row, marks: dict[str, GroupMark]) -> None:
    """The scores below their marks; where they would have to step aside, each beside its mark in a line of its own."""
    centres = [position(group.score) for group in row.groups]
    widths = [width_of(score) + SEAM for score in row.scores]
    places = spread(centres, widths, LEFT - SEAM, RIGHT + SEAM)
    if any(abs(place - centre) > MOST_ASIDE for place, centre in zip(places, centres, strict=True)):
        legend(drawing, _score_entries(drawing, row, marks))
        return
    for place, score in zip(places, row.scores, strict=True):
        drawing.text(place, drawing.y + BASELINE, score, text_anchor="middle")
    drawing.y += LINE_HEIGHT


def _score_entries(drawing: Drawing, row: Row, marks: dict[str, GroupMark]) -> Iterable[Entry]:
    for group, score in zip(row.groups, row.scores, strict=True):
        yield Entry(partial(draw_group_mark, drawing, marks[group.group]), score)
