"""The marks of the charts: shapes for levels and groups, the interval of what is possible, patterns."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from selfcheck.frameworks.model import Tendency
from selfcheck_documents.charts.drawing import Drawing, svg_element
from selfcheck_documents.colours import BLUE, BLUE_LIGHT, INK, LINE, MUTED, PLATE

CAP = 4
RADIUS = 6.5


class Shape(StrEnum):
    """What a mark looks like; told apart without colour and at the size of a letter."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    POINTER = "pointer"
    PLUS = "plus"


CORNERS: Mapping[Shape, tuple[tuple[float, float], ...]] = {
    Shape.SQUARE: ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    Shape.TRIANGLE: ((0, -1), (1.05, 0.85), (-1.05, 0.85)),
    Shape.DIAMOND: ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    Shape.POINTER: ((0, 1), (1.05, -0.85), (-1.05, -0.85)),
    Shape.PLUS: (
        (-0.4, -1), (0.4, -1), (0.4, -0.4), (1, -0.4), (1, 0.4), (0.4, 0.4),
        (0.4, 1), (-0.4, 1), (-0.4, 0.4), (-1, 0.4), (-1, -0.4), (-0.4, -0.4),
    ),
}  # fmt: skip

LEVEL_SHAPES: Mapping[Tendency | None, Shape] = {
    Tendency.NEED_FOR_ACTION: Shape.TRIANGLE,
    Tendency.POTENTIAL: Shape.DIAMOND,
    Tendency.STRENGTH: Shape.CIRCLE,
    None: Shape.SQUARE,
}


class GroupMark(NamedTuple):
    """How one group looks in every row of a chart."""

    shape: Shape
    fill: str


def group_mark(number: int) -> GroupMark:
    """The mark of the group at a position: shapes first, then the same shapes hollow and light."""
    shapes = tuple(Shape)
    fills = (BLUE, PLATE, BLUE_LIGHT)
    return GroupMark(shapes[number % len(shapes)], fills[number // len(shapes) % len(fills)])


def draw_shape(drawing: Drawing, shape: Shape, x: float, y: float, **attributes: str | float) -> None:
    """A shape centred at x, y."""
    if shape is Shape.CIRCLE:
        drawing.element("circle", cx=x, cy=y, r=RADIUS, **attributes)
        return
    points = " ".join(f"{round(x + dx * RADIUS, 1):g},{round(y + dy * RADIUS, 1):g}" for dx, dy in CORNERS[shape])
    drawing.element("polygon", points=points, **attributes)


def draw_group_mark(drawing: Drawing, mark: GroupMark, x: float, y: float) -> None:
    """A group's shape, outlined so that it shows on its line and beside others."""
    draw_shape(drawing, mark.shape, x, y, fill=mark.fill, stroke=PLATE if mark.fill == BLUE else BLUE, stroke_width=1.5)


def draw_interval(drawing: Drawing, left: float, right: float, y: float) -> None:
    """A line with caps at both ends."""
    path = f"M{left:.1f} {y - CAP:g}v{CAP * 2}M{right:.1f} {y - CAP:g}v{CAP * 2}M{left:.1f} {y:g}H{right:.1f}"
    drawing.element("path", d=path, stroke=INK, stroke_width=2)


def hatching(drawing: Drawing) -> str:
    """The fill for what is preliminary."""
    return _stripes(drawing, "preliminary", BLUE, BLUE_LIGHT)


def pale_hatching(drawing: Drawing) -> str:
    """The fill for answers that are no answer to the question, such as not known."""
    return _stripes(drawing, "pale", LINE, PLATE)


def dots(drawing: Drawing) -> str:
    """The fill for a second kind of such answers."""
    ground = svg_element("rect", width=7, height=7, fill=PLATE)
    content = ground + svg_element("circle", cx=3.5, cy=3.5, r=1.3, fill=MUTED)
    return _pattern(drawing, "dots", 7, content)


def _stripes(drawing: Drawing, name: str, stripe: str, ground: str) -> str:
    content = svg_element("rect", width=6, height=6, fill=ground) + svg_element("rect", width=3, height=6, fill=stripe)
    return _pattern(drawing, name, 6, content, patternTransform="rotate(45)")


def _pattern(drawing: Drawing, name: str, size: float, content: str, **attributes: str) -> str:
    identifier = f"{drawing.name}-{name}"
    pattern = svg_element(
        "pattern", content, id=identifier, width=size, height=size, patternUnits="userSpaceOnUse", **attributes
    )
    drawing.define(identifier, pattern)
    return f"url(#{identifier})"
