"""How wide words are, so that labels wrap and stand beside each other without overlapping.

Widths are those of Fira Sans, rounded up; Arial, which stands in where Fira Sans is missing, is about as wide.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import east_asian_width

FONTS = "Fira Sans, Arial, sans-serif"
SIZE = 14
LINE_HEIGHT = 18
BOLD_FACTOR = 1.03
OTHER_WIDTH = 0.65
WIDE_WIDTH = 1.05
ELLIPSIS = "…"
HYPHEN = "-"
# The same labels stand in several charts of a report; measuring them is a third of the work of a chart.
MEASURED = 4096

WIDTHS = {
    character: width
    for width, characters in (
        (0.25, "!',.:;·"),
        (0.30, " \N{NO-BREAK SPACE}I`ijlı'"),
        (0.35, "()J[]f{}"),
        (0.40, '"rt'),
        (0.45, "*-17z|„“”"),
        (0.50, "+23<=>?FLcsvxy~−ç×±"),
        (0.55, "#$/4569ESTXYZ\\^_aegkä–§éè"),
        (0.60, "08ACKPVbdhnopquÄöüß"),
        (0.65, "BDGR"),
        (0.70, "HNOQUÖÜ"),
        (0.75, "&w…"),
        (0.80, "M"),
        (0.85, "%W"),
        (0.90, "m→"),
        (1.05, "@"),
    )
    for character in characters
}


@lru_cache(maxsize=MEASURED)
def width_of(words: str, *, is_bold: bool = False) -> float:
    """The width of one line of text in units of the drawing."""
    ems = sum(WIDTHS.get(character) or _other_width(character) for character in words)
    return ems * SIZE * (BOLD_FACTOR if is_bold else 1)


def _other_width(character: str) -> float:
    return WIDE_WIDTH if east_asian_width(character) in "WF" else OTHER_WIDTH


@lru_cache(maxsize=MEASURED)
def wrapped(words: str, width: float, *, most: int = 2, is_bold: bool = False) -> tuple[str, ...]:
    """`words` in at most `most` lines within `width`; what does not fit even so ends in an ellipsis."""
    lines = [""]
    for word in (part for whole in words.split() for part in _broken(whole, width, is_bold)):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width_of(longer, is_bold=is_bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        return (*lines[: most - 1], _cut(lines[most - 1], width, is_bold, ELLIPSIS))
    return tuple(lines)


def _broken(word: str, width: float, is_bold: bool) -> Iterator[str]:
    """A word that is longer than a line, as pieces with a hyphen."""
    while width_of(word, is_bold=is_bold) > width:
        piece = _cut(word, width, is_bold, HYPHEN)
        yield piece
        word = word[len(piece) - len(HYPHEN) :]
    yield word


def _cut(words: str, width: float, is_bold: bool, end: str) -> str:
    """As much of `words` as fits together with `end`; never less than one character."""
    length = len(words)
    while length > 1 and width_of(words[:length] + end, is_bold=is_bold) > width:
        length -= 1
    return words[:length].rstrip() + end


def spread(centres: Sequence[float], widths: Sequence[float], low: float, high: float) -> list[float]:
    """Centres near those wanted (ascending), so that the widths neither overlap nor leave `low` to `high`."""
    placed: list[float] = []
    edge = low
    for centre, width in zip(centres, widths, strict=True):
        placed.append(max(edge, centre - width / 2) + width / 2)
        edge = placed[-1] + width / 2
    edge = high
    for number in reversed(range(len(placed))):
        placed[number] = min(placed[number], edge - widths[number] / 2)
        edge = placed[number] - widths[number] / 2
    return placed
