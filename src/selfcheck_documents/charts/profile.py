"""The profile: each field of action, or each goal of one field, with its score, what is possible, and its level."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from selfcheck.evaluation.model import Evaluation, PartResult
from selfcheck.frameworks.model import Level
from selfcheck.frameworks.texts import Texts
from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.charts.drawing import LEFT, Drawing
from selfcheck_documents.charts.layout import (
    SYMBOL,
    SYMBOL_GAP,
    Entry,
    Piece,
    caption,
    legend,
    note,
    position,
    row_heading,
    scale_numbers,
    threshold_lines,
    track,
)
from selfcheck_documents.charts.marks import CAP, LEVEL_SHAPES, draw_interval, draw_shape, hatching
from selfcheck_documents.charts.parts import LevelSet, PartWords, header, part_words
from selfcheck_documents.colours import BLUE, level_colour
from selfcheck_documents.words import Words

BESIDE_BAR = 5
BELOW_INTERVAL = 2
SHORTEST_BAR = 1


class Measures(NamedTuple):
    """How high a bar is, and how far rows are apart."""

    bar: float
    between_rows: float


FIELD_MEASURES = Measures(16, 12)
GOAL_MEASURES = Measures(10, 7)


class Row(NamedTuple):
    """One part and its words."""

    part: PartResult
    words: PartWords


def profile_chart(evaluation: Evaluation, texts: Texts, words: Words, prefix: str = "chart") -> Chart:
    """The profile of all fields; `prefix` starts the ids inside the SVG."""
    levels = LevelSet(evaluation.framework.levels.fields, texts.levels.get("fields", {}))
    rows = [Row(part, part_words(part, texts.fields[part.key].label, levels, words)) for part in evaluation.fields]
    title = words("Profile of the fields of action")
    return _chart(Drawing(f"{prefix}-profile"), title, words("Field of action"), rows, levels, FIELD_MEASURES, words)


def goals_chart(part: PartResult, evaluation: Evaluation, texts: Texts, words: Words, prefix: str = "chart") -> Chart:
    """The profile of the goals of one field; of a field without goals, the field itself."""
    field = texts.fields[part.key].label
    drawing = Drawing(f"{prefix}-goals-{part.key}")
    if not part.goals:
        levels = LevelSet(evaluation.framework.levels.fields, texts.levels.get("fields", {}))
        rows = [Row(part, part_words(part, field, levels, words))]
        return _chart(drawing, field, words("Field of action"), rows, levels, GOAL_MEASURES, words)
    levels = LevelSet(evaluation.framework.levels.goals, texts.levels.get("goals", {}))
    rows = [Row(goal, part_words(goal, texts.goals[goal.key].label, levels, words)) for goal in part.goals]
    title = words("Goals in the field “{field}”", field=field)
    return _chart(drawing, title, words("Goal"), rows, levels, GOAL_MEASURES, words)


def _chart(
    drawing: Drawing, title: str, noun: str, rows: Sequence[Row], levels: LevelSet, measures: Measures, words: Words
) -> Chart:
    _draw(drawing, rows, levels, measures, words)
    sentences = (row.words.sentence for row in rows)
    description = " ".join([words("{title}, scores from 0 to 100.", title=title), *sentences])
    table = Table(title, (noun, *header(words)), tuple(row.words.cells for row in rows))
    return Chart(title, description, drawing.svg(title, description), table)


def _draw(drawing: Drawing, rows: Sequence[Row], levels: LevelSet, measures: Measures, words: Words) -> None:
    thresholds = _thresholds(levels.levels)
    if levels.levels:
        legend(drawing, _level_entries(drawing, levels, words))
    if any(row.part.score is not None for row in rows):
        scale_numbers(drawing, thresholds, words)
    else:
        drawing.y += measures.between_rows
    for row in rows:
        _draw_row(drawing, row, levels, thresholds, measures.bar)
        drawing.y += measures.between_rows
    _draw_key(drawing, rows, words)


def _draw_row(drawing: Drawing, row: Row, levels: LevelSet, thresholds: Sequence[Fraction], bar: float) -> None:
    part, said = row
    row_heading(drawing, said.label, said.score)
    if part.score is None:
        note(drawing, said.missing)
    else:
        drawing.y += BESIDE_BAR
        _draw_bar(drawing, part, part.score, thresholds, bar)
        drawing.y += bar + BESIDE_BAR
        if said.possible and part.low is not None and part.high is not None:
            draw_interval(drawing, position(part.low), position(part.high), drawing.y + CAP)
            drawing.y += CAP * 2 + BELOW_INTERVAL
        _draw_caption(drawing, row, levels)


def _draw_bar(
    drawing: Drawing, part: PartResult, score: Fraction, thresholds: Sequence[Fraction], height: float
) -> None:
    track(drawing, height)
    fill = hatching(drawing) if part.is_preliminary else BLUE
    # A score of 0 is an answer: its bar shows, too.
    length = max(position(score) - LEFT, SHORTEST_BAR)
    drawing.element("rect", x=LEFT, y=drawing.y, width=length, height=height, fill=fill, stroke=BLUE)
    threshold_lines(drawing, thresholds, height)


def _draw_caption(drawing: Drawing, row: Row, levels: LevelSet) -> None:
    part, said = row
    tendency = levels.tendency(part.level.level)
    pieces = [Piece(said.level, level_colour(tendency), is_bold=True)] if said.level else []
    pieces += [Piece(words) for words in (said.level_missing, said.preliminary) if words]
    if said.level:
        shape = LEVEL_SHAPES[tendency]
        draw_shape(drawing, shape, LEFT + SYMBOL / 2, drawing.y + SYMBOL - 5, fill=level_colour(tendency))
    if pieces or said.possible:
        caption(drawing, pieces, said.possible, SYMBOL + SYMBOL_GAP if said.level else 0)


def _thresholds(levels: Sequence[Level]) -> list[Fraction]:
    """Where levels begin on the scale; its ends need no line."""
    return sorted({level.score_from for level in levels if level.score_from and level.score_from < 1})


def _level_entries(drawing: Drawing, levels: LevelSet, words: Words) -> Iterable[Entry]:
    for number, level in enumerate(levels.levels):
        above = levels.levels[number + 1].score_from if number + 1 < len(levels.levels) else None
        symbol = partial(draw_shape, drawing, LEVEL_SHAPES[level.tendency], fill=level_colour(level.tendency))
        yield Entry(symbol, _level_range(level, levels.words[level.key].label, above, words))


def _level_range(level: Level, label: str, above: Fraction | None, words: Words) -> str:
    is_by_score_alone = not (
        level.met_from or level.all_mandatory or level.tiers_to or level.fields_from or level.answers
    )
    if level.score_from is None:
        is_rest = is_by_score_alone and above is not None
        return words("{level}: below {score}", level=label, score=words.score(above)) if is_rest else label
    score = words.score(level.score_from)
    if is_by_score_alone:
        return words("{level}: from {score}", level=label, score=score)
    return words("{level}: from {score}, with further conditions", level=label, score=score)


def _draw_key(drawing: Drawing, rows: Sequence[Row], words: Words) -> None:
    entries = []
    if any(row.words.possible for row in rows):
        interval = Entry(lambda x, y: draw_interval(drawing, x - 6, x + 6, y), words("possible while answers are open"))
        entries.append(interval)
    if any(row.words.preliminary for row in rows):
        fill = hatching(drawing)
        entries.append(Entry(partial(_draw_swatch, drawing, fill), words("preliminary: not agreed yet")))
    if entries:
        legend(drawing, entries)


def _draw_swatch(drawing: Drawing, fill: str, x: float, y: float) -> None:
    drawing.element("rect", x=x - 7, y=y - 6, width=14, height=12, fill=fill, stroke=BLUE)
