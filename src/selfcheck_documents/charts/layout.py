"""How the charts arrange things: headings of rows, captions, legends, notes, and the scale from 0 to 100."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from selfcheck_documents.charts.drawing import LEFT, RIGHT, Drawing, escaped, svg_element
from selfcheck_documents.charts.lettering import LINE_HEIGHT, spread, width_of, wrapped
from selfcheck_documents.colours import INK, LINE, MUTED, PLATE, TRACK
from selfcheck_documents.words import Words

BASELINE = 14
DOT = " · "
GAP = 14
SYMBOL = 14
SYMBOL_GAP = 6
TICK = 5
OVERHANG = 3
BELOW_SCALE = 10
LEADER = 12
MOST_ASIDE = 14


class Entry(NamedTuple):
    """One entry of a legend: what draws its symbol centred at a place, and its words."""

    draw: Callable[[float, float], None]
    words: str


class Piece(NamedTuple):
    """A piece of a caption, in its own colour and weight."""

    words: str
    fill: str = MUTED
    is_bold: bool = False


def position(score: Fraction) -> float:
    """Where a score from 0 to 1 lies on the scale of the drawing."""
    return LEFT + float(score) * (RIGHT - LEFT)


def row_heading(drawing: Drawing, label: str, value: str = "", *, is_quiet: bool = False) -> None:
    """The name of a row, in up to two lines, with its value to the right of the first; a quiet value is an aside."""
    room = RIGHT - LEFT - (width_of(value, is_bold=True) + GAP if value else 0)
    if value:
        fill = MUTED if is_quiet else INK
        drawing.text(RIGHT, drawing.y + BASELINE, value, is_bold=not is_quiet, text_anchor="end", fill=fill)
    for line in wrapped(label, room, is_bold=True):
        drawing.text(LEFT, drawing.y + BASELINE, line, is_bold=True)
        drawing.y += LINE_HEIGHT


def caption(drawing: Drawing, pieces: Iterable[Piece], right: str = "", indent: float = 0) -> None:
    """Words below a bar: pieces from the left with a dot between them, `right` opposite or, if they are long, below."""
    lines = _caption_lines(pieces, RIGHT - LEFT - indent)
    if right and lines and indent + _width_of(lines[-1]) + GAP + width_of(right) > RIGHT - LEFT:
        lines.append([])
    for line in lines or [[]]:
        if line:
            drawing.element("text", _tspans(line), x=LEFT + indent, y=drawing.y + BASELINE)
        drawing.y += LINE_HEIGHT
    if right:
        drawing.text(RIGHT, drawing.y - LINE_HEIGHT + BASELINE, right, fill=MUTED, text_anchor="end")


def _caption_lines(pieces: Iterable[Piece], room: float) -> list[list[Piece]]:
    lines: list[list[Piece]] = []
    for piece in pieces:
        first, *others = (piece._replace(words=line) for line in wrapped(piece.words, room, is_bold=piece.is_bold))
        if lines and _width_of([*lines[-1], first]) <= room:
            lines[-1].append(first)
        else:
            lines.append([first])
        lines.extend([other] for other in others)
    return lines


def _width_of(pieces: Iterable[Piece]) -> float:
    return sum(width_of(piece.words + DOT, is_bold=piece.is_bold) for piece in pieces)


def _tspans(pieces: Sequence[Piece]) -> str:
    spans = []
    for number, (words, fill, is_bold) in enumerate(pieces):
        weight = {"font_weight": 600} if is_bold else {}
        spans.append(svg_element("tspan", (DOT if number else "") + escaped(words), fill=fill, **weight))
    return "".join(spans)


def note(drawing: Drawing, words: str, most: int = 4) -> None:
    """A remark in muted lines over the whole width."""
    for line in wrapped(words, RIGHT - LEFT, most=most):
        drawing.text(LEFT, drawing.y + BASELINE, line, fill=MUTED)
        drawing.y += LINE_HEIGHT


def legend(drawing: Drawing, entries: Iterable[Entry]) -> None:
    """Entries beside each other as far as they fit, then below."""
    x: float = LEFT
    for entry in entries:
        lines = wrapped(entry.words, RIGHT - LEFT - SYMBOL - SYMBOL_GAP)
        width = SYMBOL + SYMBOL_GAP + max(map(width_of, lines))
        if x > LEFT and x + width > RIGHT:
            x = LEFT
            drawing.y += LINE_HEIGHT
        entry.draw(x + SYMBOL / 2, drawing.y + BASELINE - 5)
        for number, line in enumerate(lines):
            drawing.y += LINE_HEIGHT if number else 0
            drawing.text(x + SYMBOL + SYMBOL_GAP, drawing.y + BASELINE, line)
        x += width + GAP
    drawing.y += LINE_HEIGHT


def scale_numbers(drawing: Drawing, thresholds: Iterable[Fraction], words: Words) -> None:
    """The scale above the rows: its ends and the thresholds; numbers step aside where they would overlap."""
    scores = sorted({Fraction(0), Fraction(1), *thresholds})
    numbers = [words.score(score) for score in scores]
    centres = [position(score) for score in scores]
    places = spread(centres, [width_of(number) + TICK for number in numbers], LEFT - 2, RIGHT + 2)
    is_crowded = any(abs(place - centre) > MOST_ASIDE for place, centre in zip(places, centres, strict=True))
    drawing.y += TICK
    top = drawing.y + LINE_HEIGHT
    foot = top + (LEADER if is_crowded else TICK)
    for place, centre, number in zip(places, centres, numbers, strict=True):
        drawing.text(place, drawing.y + BASELINE - 1, number, fill=MUTED, text_anchor="middle")
        drawing.line(place if is_crowded else centre, top, centre, foot, stroke=MUTED)
    drawing.line(LEFT, foot, RIGHT, foot, stroke=LINE)
    drawing.y = foot + BELOW_SCALE


def track(drawing: Drawing, height: float) -> None:
    """The ground that a bar lies on: all of the scale."""
    drawing.element("rect", x=LEFT, y=drawing.y, width=RIGHT - LEFT, height=height, fill=TRACK)


def threshold_lines(drawing: Drawing, thresholds: Iterable[Fraction], height: float) -> None:
    """Thin lines across a bar where a level begins."""
    top, length = drawing.y - OVERHANG, height + 2 * OVERHANG
    path = "".join(f"M{position(threshold):.1f} {top:g}v{length:g}" for threshold in thresholds)
    if path:
        drawing.element("path", d=path, stroke=PLATE, stroke_width=3)
        drawing.element("path", d=path, stroke=INK)
