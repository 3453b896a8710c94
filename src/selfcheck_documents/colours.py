"""The product's own colours for charts, PDF, Word and spreadsheets; `report/report.css` has those of the screen.

No colour carries meaning alone: each level also has its shape and its label. Text colours reach 4.5:1 on the plate.
"""

from collections.abc import Mapping

from selfcheck.frameworks.model import Tendency

BLACK = "#000000"
INK = "#171a2b"
MUTED = "#5a6072"
LINE = "#c9cede"
TRACK = "#edf0f7"
PLATE = "#ffffff"
BLUE = "#2a5db0"
BLUE_LIGHT = "#d5e1f5"
BLUE_MIDDLE = "#5b86cc"
BLUE_DARK = "#101f40"

ON_PAPER = {"ink": INK, "muted": MUTED, "line": LINE, "blue": BLUE}
"""What the templates of PDFs ask for."""

TENDENCY_COLOURS: Mapping[Tendency, str] = {
    Tendency.NEED_FOR_ACTION: "#b3400f",
    Tendency.POTENTIAL: "#8a6500",
    Tendency.STRENGTH: "#1d6b3a",
}

HALF = 0.5
LINEAR_UP_TO = 0.04045
LUMINANCE_WEIGHTS = (0.2126, 0.7152, 0.0722)


def level_colour(tendency: Tendency | None) -> str:
    """The colour of a level: by what reaching it says, neutral ink where it says nothing."""
    return INK if tendency is None else TENDENCY_COLOURS[tendency]


def tones(number: int) -> tuple[str, ...]:
    """`number` steps from light to dark blue, apart in lightness too, so that they stay apart in black and white."""
    return tuple(_blue(step / max(number - 1, 1)) for step in range(number))


def _blue(depth: float) -> str:
    """The blue at `depth` 0 (light) to 1 (dark)."""
    is_light = depth <= HALF
    one, other = (BLUE_LIGHT, BLUE_MIDDLE) if is_light else (BLUE_MIDDLE, BLUE_DARK)
    share = depth * 2 if is_light else depth * 2 - 1
    mixed = (round(a + (b - a) * share) for a, b in zip(_channels(one), _channels(other), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def text_colour_on(background: str) -> str:
    """Black or white, whichever reads better; of these two one always reaches 4.5:1, of softer ones not."""
    return max((BLACK, PLATE), key=lambda colour: contrast(colour, background))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (`#rrggbb`), 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    return sum(
        weight * _linear(channel / 255) for weight, channel in zip(LUMINANCE_WEIGHTS, _channels(colour), strict=True)
    )


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= LINEAR_UP_TO else float(((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
