"""One question, many perspectives: how each of them rated it, beside what the administration answered.

Each option is a column, each perspective a row. A circle is as large as its share of the row and bears the number of
votes, so that it reads in black and white. What the administration answered is framed, or a line where it is a score
between two steps. The large drawing is for a stage: it is as broad as a screen, with the names of the rows at the left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.charts.drawing import LEFT, PADDING, WIDTH, Drawing
from selfcheck_documents.charts.layout import BASELINE, row_heading
from selfcheck_documents.charts.lettering import LINE_HEIGHT, width_of, wrapped
from selfcheck_documents.colours import BLUE, BLUE_LIGHT, INK, LINE, MUTED, PLATE
from selfcheck_documents.words import NO_FIGURE, Words

LARGE_WIDTH = 720
NAMES = 196
FREE_BESIDE_NAMES = 12
ONE_LINE, TWO_LINES = 110, 0.6
LETTERS_IN_A_LINE = 3
FIGURES = 74
ROW = 44
BETWEEN_ROWS = 6
LARGEST = 19
SMALLEST = 4.5
HOLDS_NUMBER = 9.5
MOST_LINES = 3
BESIDE = 4
TO_BASELINE = 5
FRAME = 4
BELOW_HEADER = 8
SYMBOL = 18
CORNER = 6
ANSWER = "x"
"""Where the administration's answer is, in the table."""


class Choice(NamedTuple):
    """One option of the scale. `score` runs from 0 to 1; None for what is no answer, such as not known."""

    label: str
    score: Fraction | None = None


class View(NamedTuple):
    """What one perspective voted: votes for each option, None where there are too few to be shown."""

    label: str
    counts: tuple[int, ...] | None
    mean: Fraction | None = None


class Own(NamedTuple):
    """What the administration said: the place of its option in the scale, or a score between 0 and 1."""

    label: str
    option: int | None = None
    score: Fraction | None = None


@dataclass(frozen=True)
class _Grid:
    """Where columns stand in a drawing."""

    choices: Sequence[Choice]
    is_large: bool
    names: float = NAMES

    @property
    def width(self) -> int:
        return LARGE_WIDTH if self.is_large else WIDTH

    @property
    def left(self) -> float:
        return LEFT + (self.names if self.is_large else 0)

    @property
    def right(self) -> float:
        return self.width - PADDING - (FIGURES if self.is_large else 0)

    @property
    def column(self) -> float:
        return (self.right - self.left) / len(self.choices)

    def centre(self, number: int) -> float:
        """The middle of a column."""
        return self.left + (number + 0.5) * self.column

    @cached_property
    def needs_letters(self) -> bool:
        """Whether a label does not fit above its column, so that letters stand there and the labels in a list."""
        room = self.column - BESIDE
        return any(
            max((width_of(word) for word in choice.label.split()), default=0) > room
            or len(wrapped(choice.label, room, most=MOST_LINES + 1)) > MOST_LINES
            for choice in self.choices
        )

    def place(self, score: Fraction) -> float:
        """Where a score lies between the columns of the steps around it."""
        known = ((choice.score, self.centre(number)) for number, choice in enumerate(self.choices))
        steps = sorted((float(step), centre) for step, centre in known if step is not None)
        value = min(max(float(score), steps[0][0]), steps[-1][0])
        below = max(step for step in steps if step[0] <= value)
        above = min(step for step in steps if step[0] >= value)
        if below[0] == above[0]:
            return below[1]
        return below[1] + (above[1] - below[1]) * (value - below[0]) / (above[0] - below[0])


def perspectives_chart(
    title: str,
    views: Sequence[View],
    administration: Own | None,
    choices: Sequence[Choice],
    words: Words,
    *,
    is_large: bool = False,
    prefix: str = "chart",
) -> Chart:
    """The chart; a perspective without shown votes keeps its row and says why."""
    drawing = Drawing(f"{prefix}-perspectives", LARGE_WIDTH if is_large else WIDTH)
    grid = _Grid(choices, is_large, _room_for_names(views))
    own = _own_words(administration, choices, words)
    if administration is not None and own:
        _draw_own_entry(drawing, administration, own)
    _draw_header(drawing, grid)
    _draw_rows(drawing, grid, views, administration, words)
    if grid.needs_letters:
        _draw_letters(drawing, grid)
    heading = title if title.endswith((".", "?", "!")) else f"{title}."
    description = " ".join([heading, *([f"{own}."] if own else []), *(_sentence(one, choices, words) for one in views)])
    table = _table(title, views, administration, choices, words)
    return Chart(title, description, drawing.svg(title, description), table)


def _room_for_names(views: Sequence[View]) -> float:
    """What names need in two lines, so that the answers have the rest."""
    widths = [
        max(min(whole, ONE_LINE), TWO_LINES * whole, *(width_of(word, is_bold=True) for word in view.label.split()))
        for view in views
        if (whole := width_of(view.label, is_bold=True))
    ]
    return min(NAMES, max(widths, default=0) + FREE_BESIDE_NAMES)


def _own_words(administration: Own | None, choices: Sequence[Choice], words: Words) -> str:
    if administration is None:
        return ""
    if administration.option is not None:
        return f"{administration.label}: {choices[administration.option].label}"
    return f"{administration.label}: {words.score(administration.score)}" if administration.score is not None else ""


def _draw_own_entry(drawing: Drawing, administration: Own, own: str) -> None:
    """How the answer of the administration is marked, and what it is."""
    middle = drawing.y + BASELINE - TO_BASELINE
    if administration.option is not None:
        drawing.element(
            "rect", x=LEFT + 1, y=middle - 8, width=16, height=16, rx=3, fill=BLUE_LIGHT, stroke=INK, stroke_width=2
        )
    else:
        drawing.line(LEFT + 9, middle - 9, LEFT + 9, middle + 9, stroke=INK, stroke_width=4)
    for line in wrapped(own, drawing.width - PADDING - LEFT - SYMBOL - FRAME, is_bold=True):
        drawing.text(LEFT + SYMBOL + FRAME, drawing.y + BASELINE, line, is_bold=True)
        drawing.y += LINE_HEIGHT
    drawing.y += BELOW_HEADER


def _draw_header(drawing: Drawing, grid: _Grid) -> None:
    room = grid.column - BESIDE
    labels = [
        (_letter(number),) if grid.needs_letters else wrapped(choice.label, room, most=MOST_LINES)
        for number, choice in enumerate(grid.choices)
    ]
    most = max(map(len, labels))
    for number, lines in enumerate(labels):
        top = drawing.y + (most - len(lines)) * LINE_HEIGHT
        for at, line in enumerate(lines):
            drawing.text(grid.centre(number), top + at * LINE_HEIGHT + BASELINE, line, text_anchor="middle")
    drawing.y += most * LINE_HEIGHT + BELOW_HEADER


def _letter(number: int) -> str:
    return chr(ord("A") + number)


def _draw_letters(drawing: Drawing, grid: _Grid) -> None:
    """What the letters stand for: below each other, in a large drawing three beside each other."""
    drawing.y += BETWEEN_ROWS
    beside = LETTERS_IN_A_LINE if grid.is_large else 1
    room = (grid.width - PADDING - LEFT) / beside
    for first in range(0, len(grid.choices), beside):
        lines = [wrapped(choice.label, room - SYMBOL) for choice in grid.choices[first : first + beside]]
        for place, words in enumerate(lines):
            left = LEFT + place * room
            drawing.text(left, drawing.y + BASELINE, _letter(first + place), is_bold=True)
            for at, line in enumerate(words):
                drawing.text(left + SYMBOL, drawing.y + at * LINE_HEIGHT + BASELINE, line)
        drawing.y += max(map(len, lines)) * LINE_HEIGHT


def _draw_rows(drawing: Drawing, grid: _Grid, views: Sequence[View], administration: Own | None, words: Words) -> None:
    """The mark of the administration runs through all rows where names stand at the left, else through each row."""
    if grid.is_large:
        height = len(views) * (ROW + BETWEEN_ROWS) - BETWEEN_ROWS
        _draw_own(drawing, grid, administration, drawing.y - FRAME, drawing.y + height + FRAME)
    for view in views:
        _draw_row(drawing, grid, view, administration, words)
        drawing.y += BETWEEN_ROWS


def _draw_own(drawing: Drawing, grid: _Grid, administration: Own | None, top: float, bottom: float) -> None:
    if administration is None:
        return
    if administration.option is not None:
        drawing.element(
            "rect", x=grid.centre(administration.option) - grid.column / 2 + 1, y=top, width=grid.column - 2,
            height=bottom - top, rx=CORNER, fill=BLUE_LIGHT, fill_opacity=0.55, stroke=INK, stroke_width=2,
        )  # fmt: skip
    elif administration.score is not None:
        place = grid.place(administration.score)
        drawing.line(place, top, place, bottom, stroke=INK, stroke_width=4)


def _draw_row(drawing: Drawing, grid: _Grid, view: View, administration: Own | None, words: Words) -> None:
    if grid.is_large:
        _draw_name_at_left(drawing, grid, view, words)
    else:
        row_heading(drawing, view.label, _figure(view, words), is_quiet=True)
    middle = drawing.y + ROW / 2
    if view.counts is not None:
        if not grid.is_large:
            _draw_own(drawing, grid, administration, drawing.y + 2, drawing.y + ROW - 2)
        drawing.line(grid.left, middle, grid.right, middle, stroke=LINE)
        _draw_votes(drawing, grid, view.counts, middle, words)
    else:
        baseline = middle + TO_BASELINE if grid.is_large else drawing.y + BASELINE
        drawing.text(grid.left, baseline, words("too few to be shown"), fill=MUTED)
    drawing.y += ROW if grid.is_large or view.counts is not None else LINE_HEIGHT


def _draw_name_at_left(drawing: Drawing, grid: _Grid, view: View, words: Words) -> None:
    lines = wrapped(view.label, grid.names - BESIDE, is_bold=True)
    middle = drawing.y + ROW / 2
    first = middle - (len(lines) - 1) * LINE_HEIGHT / 2 + TO_BASELINE
    for at, line in enumerate(lines):
        drawing.text(LEFT, first + at * LINE_HEIGHT, line, is_bold=True)
    drawing.text(grid.width - PADDING, middle + TO_BASELINE, _figure(view, words), is_bold=True, text_anchor="end")


def _draw_votes(drawing: Drawing, grid: _Grid, counts: Sequence[int], middle: float, words: Words) -> None:
    """A circle for each option that somebody chose; its area is the share."""
    total = sum(counts)
    for number, count in enumerate(counts):
        if not count:
            continue
        largest = min(LARGEST, grid.column / 2 - 3)
        radius = max(SMALLEST, largest * float(count / total) ** 0.5)
        x, written = grid.centre(number), words.number(count)
        is_answer = grid.choices[number].score is not None or all(choice.score is None for choice in grid.choices)
        drawing.element(
            "circle", cx=x, cy=middle, r=radius, fill=BLUE if is_answer else PLATE, stroke=BLUE, stroke_width=1.5
        )
        holds = radius >= max(HOLDS_NUMBER, width_of(written, is_bold=True) / 2 + 1)
        fill = INK if not (holds and is_answer) else PLATE
        drawing.text(
            x if holds else x + radius + BESIDE, middle + TO_BASELINE, written, is_bold=True,
            text_anchor="middle" if holds else "start", fill=fill,
        )  # fmt: skip


def _figure(view: View, words: Words) -> str:
    return "" if view.mean is None else words("mean {score}", score=words.score(view.mean))


def _sentence(view: View, choices: Sequence[Choice], words: Words) -> str:
    if view.counts is None:
        return words("{label}: too few to be shown.", label=view.label)
    votes = zip(choices, view.counts, strict=True)
    given = [words("{number} “{option}”", number=count, option=choice.label) for choice, count in votes if count]
    figure = _figure(view, words)
    said = ", ".join([*given, *([figure] if figure else [])]) or words("no votes")
    return f"{view.label}: {said}."


def _table(
    title: str, views: Sequence[View], administration: Own | None, choices: Sequence[Choice], words: Words
) -> Table:
    has_means = any(view.mean is not None for view in views) or (
        administration is not None and administration.score is not None
    )
    names = words("Perspective") if len(views) > 1 else words("Who")
    header = (names, *(choice.label for choice in choices), *((words("Mean"),) if has_means else ()))

    def shown(score: Fraction | None) -> tuple[str, ...]:
        return (words.score(score),) if has_means else ()

    rows = [
        (view.label, *(map(words.number, view.counts or ())), *shown(view.mean))
        if view.counts is not None
        else (view.label, *(NO_FIGURE for _ in choices), *shown(None))
        for view in views
    ]
    if administration is not None:
        marks = (ANSWER if number == administration.option else NO_FIGURE for number in range(len(choices)))
        rows.insert(0, (administration.label, *marks, *shown(administration.score)))
    return Table(title, header, tuple(rows))
