"""Writes the report as one HTML file that needs nothing else: style, fonts, charts and coat of arms are inside it.

It runs no script and fetches nothing; its content security policy says so to the browser.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from selfcheck_documents.charts.chart import Chart
from selfcheck_documents.report.coat_of_arms import CoatOfArms
from selfcheck_documents.report.marks import mark_svg
from selfcheck_documents.report.model import Mark, Report
from selfcheck_documents.words import Words

FOLDER = Path(__file__).parent
FONTS = FOLDER.parent / "fonts"
WEIGHTS = {400: "FiraSans-Regular.woff2", 600: "FiraSans-SemiBold.woff2"}


def write_html(report: Report) -> str:
    """The report as one HTML5 document, without script and without anything from elsewhere."""
    # Ours, from files beside this one.
    style = Markup(_style())  # noqa: S704
    words = Words(report.language)
    return _environment().get_template("report.html.jinja").render(
        report=report, style=style, policy=_policy(style), coat_of_arms=_data_uri(report.coat_of_arms),
        skip=words("Skip to the content"),
    )  # fmt: skip


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawing"] = _drawing
    environment.filters["symbol"] = _symbol
    return environment


def _drawing(chart: Chart) -> Markup:
    # The charts escape every word of people themselves.
    return Markup(chart.svg)  # noqa: S704


def _symbol(mark: Mark) -> Markup:
    return Markup(mark_svg(mark))  # noqa: S704


@cache
def _style() -> str:
    sheet = (FOLDER / "report.css").read_text(encoding="utf-8")
    without_comments = re.sub(r"/\*.*?\*/\s*", "", sheet, flags=re.DOTALL)
    return "".join(_font_face(weight, FONTS / name) for weight, name in WEIGHTS.items()) + without_comments


def _font_face(weight: int, file: Path) -> str:
    source = f"data:font/woff2;base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"
    return (
        f'@font-face{{font-family:"Fira Sans";font-weight:{weight};font-display:swap;'
        f'src:url({source}) format("woff2")}}\n'
    )


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _data_uri(picture: CoatOfArms | None) -> str:
    if picture is None:
        return ""
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.content).decode('ascii')}"
