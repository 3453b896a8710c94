"""Setting PDFs and pictures with typst: only our own fonts, always tagged and archivable, never a clock.

Data travels as JSON beside the template and is never pasted into its source, so no text of anybody can become code.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
PICTURES = Path(__file__).parent / "pictures.typ"
DOTS_PER_INCH = 200
STANDARDS = ["ua-1", "a-2a"]
NO_DAY = date(1970, 1, 1)
NOON = time(12)
STAND_IN = "▯"
KEPT_CONTROLS = "\n\t"
NEAREST = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2009": "\u00a0", "\u202f": "\u00a0"}
    | dict.fromkeys("\u200a\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufe0f\ufeff")
)
CHARACTERS = ("paper-characters.txt", "arabic-characters.txt")


def pdf(template: Path, data: Mapping[str, Any], *, day: date = NO_DAY) -> bytes:
    """The PDF (PDF/UA-1 and PDF/A-2a) that a template makes of `data`, which it finds in `sys.inputs.data`.

    `day` is the date that the file carries; PDF/A demands one.
    """
    moment = int(datetime.combine(day, NOON, UTC).timestamp())
    return bytes(_compiler(template, data).compile(format="pdf", pdf_standards=STANDARDS, timestamp=moment))


def pictures(template: Path, data: Mapping[str, Any], dots_per_inch: int) -> tuple[bytes, ...]:
    """Every page that a template makes of `data`, as PNG."""
    pages = _compiler(template, data).compile(format="png", ppi=dots_per_inch)
    return tuple(bytes(page) for page in (pages if isinstance(pages, list) else [pages]))


def drawings(widths: Mapping[str, int]) -> dict[str, bytes]:
    """Drawings as PNG, for files that cannot hold SVG: by their SVG, whose width in millimetres is given."""
    drawn = [{"svg": svg, "width_in_mm": width} for svg, width in widths.items()]
    return dict(zip(widths, pictures(PICTURES, {"drawings": drawn}, DOTS_PER_INCH), strict=True))


def _compiler(template: Path, data: Mapping[str, Any]) -> Any:
    return typst.Compiler(
        template.read_bytes(),
        root=template.parent,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(_printable_values(data), ensure_ascii=False)},
    )


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _printable_values(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable_values(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_printable_values(entry) for entry in value]
    return value


def printable(text: str) -> str:
    """`text` with a box in place of what our fonts cannot show: an archivable PDF with such a character is refused."""
    return _unprintable().sub(STAND_IN, unicodedata.normalize("NFC", text).translate(NEAREST))


@cache
def _unprintable() -> re.Pattern[str]:
    """Runs of characters that no font of ours has."""
    lines = [line for name in CHARACTERS for line in (FONTS / name).read_text(encoding="utf-8").splitlines()]
    ranges = "".join(entry for line in lines if not line.startswith("#") for entry in line.split())
    known = re.sub(r"[0-9A-F]{4}", r"\\u\g<0>", ranges)
    return re.compile(f"[^{KEPT_CONTROLS}{known}]+")
