"""A drawing that grows downwards, written as SVG by hand: presentation attributes only, no style, no script, no links.

Its width is small and the same for nearly every chart, so that text set in it is still legible on a phone.
"""

from selfcheck_documents.charts.lettering import FONTS, SIZE
from selfcheck_documents.colours import INK, PLATE

WIDTH = 400
PADDING = 12
LEFT = PADDING
RIGHT = WIDTH - PADDING
ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    | {chr(code): None for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)}
    | {chr(code): None for code in range(0xD800, 0xE000)}
)


class Drawing:
    """Collects elements; `y` is where the next thing goes. `name` starts every id, so that pages can hold many."""

    def __init__(self, name: str, width: int = WIDTH) -> None:
        self.name = name
        self.width = width
        self.y: float = PADDING
        self._elements: list[str] = []
        self._definitions: dict[str, str] = {}

    def element(self, tag: str, content: str = "", /, **attributes: str | float) -> None:
        """Add one element; `content` is SVG already, attributes are escaped here."""
        self._elements.append(svg_element(tag, content, **attributes))

    def line(self, x1: float, y1: float, x2: float, y2: float, **attributes: str | float) -> None:
        """Add a straight line."""
        self.element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)

    def text(self, x: float, y: float, words: str, *, is_bold: bool = False, **attributes: str | float) -> None:
        """Add one line of text with its baseline at `y`."""
        if is_bold:
            attributes["font_weight"] = 600
        self.element("text", escaped(words), x=x, y=y, **attributes)

    def define(self, identifier: str, definition: str) -> None:
        """Add a definition such as a pattern, once."""
        self._definitions[identifier] = definition

    def svg(self, title: str, description: str) -> str:
        """The whole drawing with its title and description."""
        height = round(self.y + PADDING)
        named = f"{self.name}-title", f"{self.name}-description"
        definitions = svg_element("defs", "".join(self._definitions.values())) if self._definitions else ""
        content = (
            svg_element("title", escaped(title), id=named[0])
            + svg_element("desc", escaped(description), id=named[1])
            + definitions
            + svg_element("rect", width=self.width, height=height, fill=PLATE)
            + "".join(self._elements)
        )
        return svg_element(
            "svg",
            content,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {self.width} {height}",
            width=self.width,
            height=height,
            role="img",
            aria_labelledby=" ".join(named),
            font_family=FONTS,
            font_size=SIZE,
            fill=INK,
        )


def svg_element(tag: str, content: str = "", /, **attributes: str | float) -> str:
    """One element as text; an underscore in the name of an attribute stands for a hyphen."""
    written = "".join([f' {name.replace("_", "-")}="{_value(value)}"' for name, value in attributes.items()])
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def escaped(words: str) -> str:
    """Words of people as XML text: markup escaped, what XML cannot hold left out."""
    return words.translate(ESCAPES)


def _value(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else f"{round(value, 2):g}"
