"""Several municipalities beside each other: the score of each in every field, in the order in which they are named."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.charts.drawing import RIGHT, Drawing
from selfcheck_documents.charts.layout import Entry, legend, note, position, row_heading, scale_numbers, track
from selfcheck_documents.charts.marks import GroupMark, draw_group_mark, group_mark
from selfcheck_documents.words import NO_FIGURE, Words

MOST_DRAWN = 8
"""More marks than this cannot be told apart on one line; their figures stand in the table."""
TRACK_HEIGHT = 14
LINE = 17
BELOW_LABEL = 5
BETWEEN_ROWS = 12
BESIDE_MARK = 12
TO_BASELINE = 5
ROOM_FOR_FIGURE = 40


class BesideRow(NamedTuple):
    """A field with a score for each name, None where there is none to show."""

    label: str
    scores: tuple[Fraction | None, ...]


def beside_chart(
    title: str, names: Sequence[str], rows: Sequence[BesideRow], words: Words, prefix: str = "chart"
) -> Chart | None:
    """The chart; None for more names than can be told apart, or without any score."""
    if len(names) > MOST_DRAWN or not any(score is not None for row in rows for score in row.scores):
        return None
    drawing = Drawing(f"{prefix}-beside")
    marks = [group_mark(number) for number in range(len(names))]
    legend(
        drawing, (Entry(partial(draw_group_mark, drawing, mark), name) for mark, name in zip(marks, names, strict=True))
    )
    scale_numbers(drawing, (), words)
    for row in rows:
        _draw_row(drawing, row, marks, words)
        drawing.y += BETWEEN_ROWS
    said = [_sentence(row, names, words) for row in rows]
    description = " ".join([words("{title}, scores from 0 to 100.", title=title), *said])
    table = Table(title, (words("Field of action"), *names), tuple(_cells(row, words) for row in rows))
    return Chart(title, description, drawing.svg(title, description), table)


def _draw_row(drawing: Drawing, row: BesideRow, marks: Sequence[GroupMark], words: Words) -> None:
    """A line for each name, so that equal scores do not hide each other."""
    row_heading(drawing, row.label)
    if all(score is None for score in row.scores):
        note(drawing, words("no comparison possible"))
        return
    drawing.y += BELOW_LABEL
    for mark, score in zip(marks, row.scores, strict=True):
        track(drawing, TRACK_HEIGHT)
        if score is not None:
            _draw_score(drawing, mark, score, words)
        drawing.y += LINE


def _draw_score(drawing: Drawing, mark: GroupMark, score: Fraction, words: Words) -> None:
    """The mark on its line, its figure beside it: to the left where there is no room to the right."""
    place, middle = position(score), drawing.y + TRACK_HEIGHT / 2
    draw_group_mark(drawing, mark, place, middle)
    is_left = place + ROOM_FOR_FIGURE > RIGHT
    drawing.text(
        place - BESIDE_MARK if is_left else place + BESIDE_MARK, middle + TO_BASELINE, words.score(score),
        text_anchor="end" if is_left else "start",
    )  # fmt: skip


def _sentence(row: BesideRow, names: Sequence[str], words: Words) -> str:
    views = [f"{name} {words.score(score)}" for name, score in zip(names, row.scores, strict=True) if score is not None]
    said = ", ".join(views) if views else words("no comparison possible")
    return f"{row.label}: {said}."


def _cells(row: BesideRow, words: Words) -> tuple[str, ...]:
    return (row.label, *(words.score(score) if score is not None else NO_FIGURE for score in row.scores))
