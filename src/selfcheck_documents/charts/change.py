"""What changed since an earlier self-check: each field then and now, over the questions answered both times."""

from collections.abc import Sequence
from typing import NamedTuple

from selfcheck.evaluation.comparison import Change, Comparison
from selfcheck.frameworks.texts import Texts
from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.charts.differences import off_by, rounding_note, signed
from selfcheck_documents.charts.drawing import Drawing
from selfcheck_documents.charts.layout import (
    Entry,
    Piece,
    caption,
    legend,
    note,
    position,
    row_heading,
    scale_numbers,
    track,
)
from selfcheck_documents.colours import BLUE, INK, PLATE
from selfcheck_documents.words import NO_FIGURE, Words

TRACK_HEIGHT = 10
BELOW_LABEL = 8
BETWEEN_ROWS = 14
HOLLOW = 7.5
FILLED = 5.5
HEAD = 9
SEAM = 1.5


class Row(NamedTuple):
    """One field and its change as printed; the texts are empty where nothing can be compared."""

    change: Change
    label: str
    then: str = ""
    now: str = ""
    difference: str = ""
    questions: str = ""


def change_chart(comparison: Comparison, texts: Texts, words: Words, prefix: str = "chart") -> Chart:
    """Then and now for each field, with the difference and the number of questions behind it."""
    rows = [_row(change, texts.fields[change.key].label, words) for change in comparison.fields]
    day = words.written_day(comparison.earlier_date)
    title = words("Change since {day}", day=day) if day else words("Change since the earlier self-check")
    drawing = Drawing(f"{prefix}-change")
    _draw(drawing, rows, day, words)
    notes = [rounding_note(words)] if any(map(_is_off, rows)) else []
    for remark in notes:
        note(drawing, remark)
    sentences = (_sentence(row, words) for row in rows)
    description = " ".join([words("{title}, scores from 0 to 100.", title=title), *sentences, *notes])
    return Chart(title, description, drawing.svg(title, description), _table(title, rows, words))


def _row(change: Change, label: str, words: Words) -> Row:
    if change.then is None or change.now is None or change.difference is None:
        return Row(change, label)
    return Row(
        change,
        label,
        words.score(change.then),
        words.score(change.now),
        signed(change.difference, words),
        words.counted("{number} question", "{number} questions", change.questions),
    )


def _is_off(row: Row) -> bool:
    change = row.change
    if change.then is None or change.now is None or change.difference is None:
        return False
    return off_by(change.now, change.then, change.difference) > 0


def _sentence(row: Row, words: Words) -> str:
    if not row.difference:
        return words("{label}: no comparison possible.", label=row.label)
    return words(
        "{label}: from {then} to {now}, {difference}, {questions}.",
        label=row.label,
        then=row.then,
        now=row.now,
        difference=row.difference,
        questions=row.questions,
    )


def _table(title: str, rows: Sequence[Row], words: Words) -> Table:
    header = (
        words("Field of action"), words("Then"), words("Now"), words("Difference"), words("Questions compared")
    )  # fmt: skip
    return Table(title, header, tuple(_cells(row, words) for row in rows))


def _cells(row: Row, words: Words) -> tuple[str, ...]:
    figures = (row.then, row.now, row.difference)
    return (row.label, *(figure or NO_FIGURE for figure in figures), words.number(row.change.questions))


def _draw(drawing: Drawing, rows: Sequence[Row], day: str, words: Words) -> None:
    then = Entry(lambda x, y: _draw_then(drawing, x, y), day or words("then"))
    legend(drawing, (then, Entry(lambda x, y: _draw_now(drawing, x, y), words("now"))))
    scale_numbers(drawing, (), words)
    for row in rows:
        _draw_row(drawing, row, words)
        drawing.y += BETWEEN_ROWS


def _draw_row(drawing: Drawing, row: Row, words: Words) -> None:
    row_heading(drawing, row.label, row.difference)
    if row.change.then is None or row.change.now is None:
        note(drawing, words("no comparison possible"))
        return
    drawing.y += BELOW_LABEL
    track(drawing, TRACK_HEIGHT)
    _draw_change(drawing, position(row.change.then), position(row.change.now), drawing.y + TRACK_HEIGHT / 2)
    drawing.y += TRACK_HEIGHT + BELOW_LABEL
    caption(drawing, [Piece(words("from {then} to {now}", then=row.then, now=row.now), INK)], row.questions)


def _draw_change(drawing: Drawing, then: float, now: float, y: float) -> None:
    """The way from then to now; the hollow mark is the larger, so that both show where nothing changed."""
    direction = 1 if now > then else -1
    drawing.line(then, y, now, y, stroke=BLUE, stroke_width=3)
    if abs(now - then) > HOLLOW + FILLED + HEAD:
        tip = now - direction * (FILLED + 1)
        base = tip - direction * HEAD
        drawing.element("polygon", points=f"{tip:.1f},{y:g} {base:.1f},{y - 5.5:g} {base:.1f},{y + 5.5:g}", fill=BLUE)
    _draw_then(drawing, then, y)
    _draw_now(drawing, now, y)


def _draw_then(drawing: Drawing, x: float, y: float) -> None:
    drawing.element("circle", cx=x, cy=y, r=HOLLOW, fill=PLATE, stroke=BLUE, stroke_width=2)


def _draw_now(drawing: Drawing, x: float, y: float) -> None:
    drawing.element("circle", cx=x, cy=y, r=FILLED + SEAM / 2, fill=BLUE, stroke=PLATE, stroke_width=SEAM)
