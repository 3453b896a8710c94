"""Several fields or questions, many perspectives: the mean of each beside the administration's score.

The administration is a line through all perspectives of a row: what lies left of it sees things worse, right of it
better.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.charts.drawing import RIGHT, Drawing
from selfcheck_documents.charts.layout import Entry, legend, note, position, row_heading, scale_numbers, track
from selfcheck_documents.charts.lettering import width_of
from selfcheck_documents.charts.marks import GroupMark, draw_group_mark, group_mark
from selfcheck_documents.colours import INK, PLATE
from selfcheck_documents.words import Words

MOST_DRAWN = 9
TRACK_HEIGHT = 14
LINE = 18
BELOW_LABEL = 5
BETWEEN_ROWS = 13
BESIDE_MARK = 12
TO_BASELINE = 5
HALF_PLATE = 8
"""Half the height of the plate on which a figure stands apart from the tracks."""
ROOM_FOR_FIGURE = 40
HANGS_OVER = 3


class ViewsRow(NamedTuple):
    """A field or question: the administration's score and that of each perspective, None where none may be shown."""

    label: str
    administration: Fraction | None
    scores: tuple[Fraction | None, ...]


def views_chart(
    title: str,
    administration: str,
    perspectives: Sequence[str],
    rows: Sequence[ViewsRow],
    words: Words,
    *,
    noun: str = "",
    prefix: str = "chart",
) -> Chart | None:
    """The chart; None for more perspectives than can be told apart, or where no perspective has a score to show."""
    is_empty = all(score is None for row in rows for score in row.scores)
    if len(perspectives) > MOST_DRAWN or is_empty:
        return None
    drawing = Drawing(f"{prefix}-views")
    marks = [group_mark(number) for number in range(len(perspectives))]
    entries = [
        Entry(partial(draw_group_mark, drawing, mark), name) for mark, name in zip(marks, perspectives, strict=True)
    ]
    legend(
        drawing,
        (Entry(lambda x, y: drawing.line(x, y - 8, x, y + 8, stroke=INK, stroke_width=4), administration), *entries),
    )
    scale_numbers(drawing, (), words)
    for row in rows:
        _draw_row(drawing, row, marks, administration, words)
        drawing.y += BETWEEN_ROWS
    said = (_sentence(row, administration, perspectives, words) for row in rows)
    description = " ".join([words("{title}, scores from 0 to 100.", title=title), *said])
    header = (noun or words("Field of action"), administration, *perspectives)
    table = Table(
        title, header, tuple((row.label, *map(words.score, (row.administration, *row.scores))) for row in rows)
    )
    return Chart(title, description, drawing.svg(title, description), table)


def _draw_row(drawing: Drawing, row: ViewsRow, marks: Sequence[GroupMark], administration: str, words: Words) -> None:
    own = "" if row.administration is None else f"{administration} {words.score(row.administration)}"
    row_heading(drawing, row.label, own)
    shown = [(mark, score) for mark, score in zip(marks, row.scores, strict=True) if score is not None]
    if not shown:
        note(drawing, words("too few to be shown"))
        return
    drawing.y += BELOW_LABEL
    top = drawing.y
    for _ in shown:
        track(drawing, TRACK_HEIGHT)
        drawing.y += LINE
    if row.administration is not None:
        place = position(row.administration)
        ends = top - HANGS_OVER, drawing.y - LINE + TRACK_HEIGHT + HANGS_OVER
        drawing.line(place, ends[0], place, ends[1], stroke=INK, stroke_width=4)
    for number, (mark, score) in enumerate(shown):
        _draw_score(drawing, mark, score, top + number * LINE + TRACK_HEIGHT / 2, row.administration, words)


def _draw_score(
    drawing: Drawing, mark: GroupMark, score: Fraction, middle: float, own: Fraction | None, words: Words
) -> None:
    """The mark with its figure on the side that is away from the administration's line, as far as there is room."""
    place = position(score)
    draw_group_mark(drawing, mark, place, middle)
    is_left = (own is not None and score <= own and place > ROOM_FOR_FIGURE) or place + ROOM_FOR_FIGURE > RIGHT
    figure = words.score(score)
    width = width_of(figure)
    left = place - BESIDE_MARK - width if is_left else place + BESIDE_MARK
    drawing.element("rect", x=left - 2, y=middle - HALF_PLATE, width=width + 4, height=2 * HALF_PLATE, fill=PLATE)
    drawing.text(left, middle + TO_BASELINE, figure)


def _sentence(row: ViewsRow, administration: str, perspectives: Sequence[str], words: Words) -> str:
    own = [] if row.administration is None else [f"{administration} {words.score(row.administration)}"]
    views = [
        f"{name} {words.score(score)}"
        for name, score in zip(perspectives, row.scores, strict=True)
        if score is not None
    ]
    said = ", ".join([*own, *(views or [words("too few to be shown")])])
    return f"{row.label}: {said}."
