"""The shape of a level outside of a chart: small, beside its label, the same shape as the charts draw."""

from collections.abc import Mapping

from selfcheck_documents.charts.drawing import svg_element
from selfcheck_documents.charts.marks import CORNERS, Shape
from selfcheck_documents.report.model import Mark

HALF = 12
RADIUS = 9

CHARACTERS: Mapping[Shape, str] = {
    Shape.CIRCLE: "●",
    Shape.SQUARE: "■",
    Shape.TRIANGLE: "▲",
    Shape.DIAMOND: "◆",
    Shape.POINTER: "▼",
    Shape.PLUS: "✚",
}


def mark_svg(mark: Mark) -> str:
    """The shape as an SVG element that says nothing, because the label beside it says all."""
    shape = Shape(mark.shape)
    if shape is Shape.CIRCLE:
        drawn = svg_element("circle", cx=HALF, cy=HALF, r=RADIUS)
    else:
        corners = (f"{HALF + dx * RADIUS:g},{HALF + dy * RADIUS:g}" for dx, dy in CORNERS[shape])
        drawn = svg_element("polygon", points=" ".join(corners))
    box = f"0 0 {2 * HALF} {2 * HALF}"
    return svg_element("svg", drawn, viewBox=box, width=16, height=16, fill=mark.colour, aria_hidden="true")


def mark_character(mark: Mark) -> str:
    """The shape as a character, for documents whose fonts are the reader's own."""
    return CHARACTERS[Shape(mark.shape)]
