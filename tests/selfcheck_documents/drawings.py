"""Reading a chart's SVG in tests: its elements by tag, and its bars by their widths."""

from xml.etree import ElementTree

from selfcheck_documents.charts import Chart
from selfcheck_documents.charts.drawing import LEFT, RIGHT
from selfcheck_documents.colours import BLUE, TRACK

NAMESPACE = "{http://www.w3.org/2000/svg}"


def parsed(chart: Chart) -> ElementTree.Element:
    """The SVG as a tree; raises when it is not well-formed."""
    return ElementTree.fromstring(chart.svg)  # noqa: S314  # our own output


def elements(chart: Chart, tag: str) -> list[dict[str, str]]:
    """The attributes of every element with a tag."""
    return [dict(element.attrib) for element in parsed(chart).iter(NAMESPACE + tag)]


def texts_in(chart: Chart) -> list[str]:
    """Every line of text that is drawn."""
    return ["".join(element.itertext()) for element in parsed(chart).iter(NAMESPACE + "text")]


def tracks(chart: Chart) -> int:
    """How many rows have a ground that a score lies on."""
    return sum(rect.get("fill") == TRACK for rect in elements(chart, "rect"))


def bars(chart: Chart, height: int) -> list[float]:
    """The lengths of the score bars, from 0 to 100."""
    return [
        round(float(rect["width"]) / (RIGHT - LEFT) * 100, 1)
        for rect in elements(chart, "rect")
        if rect.get("stroke") == BLUE and rect["height"] == str(height)
    ]
