"""How the answers to one question are distributed: all of them, and each group that may be shown."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from selfcheck.evaluation.model import Evaluation, Voices
from selfcheck.frameworks.model import Meaning, Scale
from selfcheck.frameworks.texts import Texts
from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.charts.drawing import LEFT, RIGHT, Drawing
from selfcheck_documents.charts.groups import MOST_GROUPS_DRAWN, group_label
from selfcheck_documents.charts.layout import Entry, legend, row_heading
from selfcheck_documents.charts.lettering import LINE_HEIGHT, spread, width_of
from selfcheck_documents.charts.marks import dots, pale_hatching
from selfcheck_documents.colours import BLUE_DARK, INK, MUTED, PLATE, text_colour_on, tones
from selfcheck_documents.words import Words

BAR = 26
BELOW_BAR = 4
BETWEEN_ROWS = 10
SEAM = 2
NARROW = 6
LEADER = 6
SENTENCE_ENDS = (".", "?", "!")


class Tone(NamedTuple):
    """How the answers of one option look, and the colour of a number on it."""

    fill: str
    text: str
    stroke: str


class Bar(NamedTuple):
    """One row: all answers, or those of one group."""

    label: str
    respondents: int
    counts: Mapping[str, int]


class Segment(NamedTuple):
    """The answers of one option within a bar."""

    x: float
    width: float
    number: str
    look: Tone

    @property
    def centre(self) -> float:
        """The middle of the segment."""
        return self.x + self.width / 2

    @property
    def holds_its_number(self) -> bool:
        """Whether the number fits into the segment."""
        return width_of(self.number, is_bold=True) + SEAM * 3 <= self.width


def distribution_chart(
    question: str, evaluation: Evaluation, texts: Texts, words: Words, prefix: str = "chart"
) -> Chart | None:
    """The distribution of the answers to a question; None where too few answered for it to be shown."""
    voices = evaluation.questions[question].voices
    if voices.distribution is None:
        return None
    scale = evaluation.framework.questions[question].scale
    labels = {option.key: texts.scales[scale.key][option.key].label for option in scale.options}
    bars = _bars(voices, voices.distribution, evaluation, texts, words)
    title = words("Answers: {question}", question=texts.questions[question].short)
    drawing = Drawing(f"{prefix}-answers-{question}")
    _draw(drawing, bars, scale, labels, words)
    heading = title if title.endswith(SENTENCE_ENDS) else f"{title}."
    description = " ".join([heading, *(_sentence(bar, labels, words) for bar in bars)])
    return Chart(title, description, drawing.svg(title, description), _table(title, bars, labels, words))


def _bars(
    voices: Voices, distribution: Mapping[str, int], evaluation: Evaluation, texts: Texts, words: Words
) -> list[Bar]:
    total = Bar(words("All"), voices.respondents, distribution)
    groups = (
        Bar(group_label(view.group, evaluation, texts), view.respondents, view.distribution) for view in voices.groups
    )
    return [total, *groups] if len(voices.groups) <= MOST_GROUPS_DRAWN else [total]


def _sentence(bar: Bar, labels: Mapping[str, str], words: Words) -> str:
    given = ", ".join(f"{labels[key]} {words.number(count)}" for key, count in bar.counts.items() if count)
    return f"{bar.label} ({_responses(bar, words)}): {given}."


def _responses(bar: Bar, words: Words) -> str:
    return words.counted("{number} response", "{number} responses", bar.respondents)


def _table(title: str, bars: Sequence[Bar], labels: Mapping[str, str], words: Words) -> Table:
    header = (words("Answer"), *(bar.label for bar in bars))
    rows = [(label, *(words.number(bar.counts[key]) for bar in bars)) for key, label in labels.items()]
    sums = (words("Responses"), *(words.number(bar.respondents) for bar in bars))
    return Table(title, header, (*rows, sums))


def _draw(drawing: Drawing, bars: Sequence[Bar], scale: Scale, labels: Mapping[str, str], words: Words) -> None:
    looks = _looks(drawing, scale, bars[0].counts)
    legend(drawing, (Entry(partial(_draw_swatch, drawing, look), labels[key]) for key, look in looks.items()))
    drawing.y += BETWEEN_ROWS
    for bar in bars:
        row_heading(drawing, bar.label, _responses(bar, words), is_quiet=True)
        drawing.y += BELOW_BAR
        _draw_bar(drawing, bar, looks, words)
        drawing.y += BETWEEN_ROWS


def _looks(drawing: Drawing, scale: Scale, counts: Mapping[str, int]) -> dict[str, Tone]:
    """Answers from light to dark; what is no answer is patterned if given, so that it never looks like a low one."""
    answers = tones(len(scale.answers))
    looks = {
        option.key: Tone(fill, text_colour_on(fill), BLUE_DARK)
        for option, fill in zip(scale.answers, answers, strict=True)
    }
    patterns = {Meaning.NOT_KNOWN: pale_hatching, Meaning.NOT_APPLICABLE: dots}
    for option in scale.options:
        if option.meaning is not Meaning.ANSWER and counts[option.key]:
            looks[option.key] = Tone(patterns[option.meaning](drawing), INK, MUTED)
    return looks


def _draw_bar(drawing: Drawing, bar: Bar, looks: Mapping[str, Tone], words: Words) -> None:
    unit = (RIGHT - LEFT) / bar.respondents
    pieces: list[Segment] = []
    x: float = LEFT
    for key, look in looks.items():
        if count := bar.counts[key]:
            pieces.append(Segment(x, count * unit, words.number(count), look))
            x += count * unit
    outside = [piece for piece in pieces if not piece.holds_its_number]
    if outside:
        _draw_numbers_above(drawing, outside)
    for piece in pieces:
        _draw_segment(drawing, piece)
    drawing.y += BAR


def _draw_segment(drawing: Drawing, piece: Segment) -> None:
    width = max(piece.width - SEAM, 1)
    fill, colour, stroke = piece.look
    outline = {"stroke": stroke} if width > NARROW else {}
    drawing.element("rect", x=piece.x + SEAM / 2, y=drawing.y, width=width, height=BAR, fill=fill, **outline)
    if not piece.holds_its_number:
        return
    if not fill.startswith("#"):
        room = width_of(piece.number) + 8
        left = piece.centre - room / 2
        drawing.element("rect", x=left, y=drawing.y + 4, width=room, height=BAR - 8, rx=3, fill=PLATE)
    drawing.text(piece.centre, drawing.y + BAR / 2 + 5, piece.number, is_bold=True, fill=colour, text_anchor="middle")


def _draw_numbers_above(drawing: Drawing, pieces: Sequence[Segment]) -> None:
    """The numbers of segments too narrow for them, with a line to each where it had to step aside."""
    centres = [piece.centre for piece in pieces]
    widths = [width_of(piece.number, is_bold=True) + SEAM * 3 for piece in pieces]
    foot = drawing.y + LINE_HEIGHT
    for piece, placed in zip(pieces, spread(centres, widths, LEFT, RIGHT), strict=True):
        drawing.text(placed, foot - 4, piece.number, is_bold=True, text_anchor="middle")
        drawing.line(placed, foot - 1, piece.centre, foot + LEADER, stroke=MUTED)
    drawing.y = foot + LEADER


def _draw_swatch(drawing: Drawing, look: Tone, x: float, y: float) -> None:
    drawing.element("rect", x=x - 7, y=y - 6, width=14, height=12, fill=look.fill, stroke=look.stroke)
