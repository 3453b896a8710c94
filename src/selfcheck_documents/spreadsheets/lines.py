"""How many lines a text fills in a column, so that every row is high enough before any program has drawn it.

The widths are those of Arial (and of the free fonts made to its measure), in thousandths of the font size.
"""

import re
from functools import lru_cache

WIDTHS = {
    191: "'",
    222: "ijl‚’",
    278: " !,./:;I[\\]ft·",
    333: "()-`r„“”",
    500: "Jcksvxyzç",
    556: "#$0123456789?L_abdeghnopquäöü–éèà",
    611: "FTZß",
    667: "&ABEKPSVXYÄ",
    722: "CDHNRUwÜ",
    778: "GOQÖ",
    833: "Mm",
    889: "%",
    944: "W",
}
WIDTH_OF = {character: width / 1000 for width, characters in WIDTHS.items() for character in characters}
WIDEST = 1.0
BOLD = 1.08
SAFETY = 1.03  # screens round each letter to whole pixels, mostly up
BREAKABLE = re.compile(r"[^\s-]*-+|[^\s-]+|\s+")


def lines_of(text: str, width: float, *, is_bold: bool = False) -> int:
    """The lines that `text` fills in `width` times the font size, broken at spaces and hyphens."""
    room = width / (SAFETY * (BOLD if is_bold else 1))
    return sum(_lines(paragraph, room) for paragraph in text.split("\n"))


def split_lines(text: str, width: float) -> tuple[str, ...]:
    """`text` in lines of at most `width` times the font size, broken at spaces; one word may be longer."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer) * SAFETY <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


@lru_cache(maxsize=4096)
def width_of(text: str) -> float:
    """The width of a text on one line, in font sizes."""
    return sum(WIDTH_OF.get(character, WIDEST) for character in text)


def _lines(paragraph: str, room: float) -> int:
    lines, used = 1, 0.0
    for piece in BREAKABLE.findall(paragraph):
        width = width_of(piece)
        if used + width > room and used and not piece.isspace():
            lines, used = lines + 1, 0.0
        while width > room:
            lines, width = lines + 1, width - room
        used += width
    return lines
