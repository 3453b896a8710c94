"""Writes the report as PDF: A4, tagged (PDF/UA-1) and archivable (PDF/A-2a)."""

import dataclasses
import re
from datetime import date
from pathlib import Path
from typing import Any

from selfcheck_documents import colours, typesetting
from selfcheck_documents.report.coat_of_arms import CoatOfArms, as_svg
from selfcheck_documents.report.model import Report

TEMPLATE = Path(__file__).parent / "report.typ"
LONG_WORD = re.compile(r"\S{24}(?=\S{8})")
BREAK_HERE = "\N{ZERO WIDTH SPACE}"


def write_pdf(report: Report) -> bytes:
    """The report as PDF; the same report gives the same bytes."""
    values = _values(report)
    values["coat_of_arms"] = None if report.coat_of_arms is None else as_svg(report.coat_of_arms)
    values["colours"] = colours.ON_PAPER
    return typesetting.pdf(TEMPLATE, values, day=report.dated)


def _values(value: Any, name: str = "") -> Any:
    """Values as JSON knows them, by the names of their fields; words too long for any line may break."""
    if isinstance(value, str):
        return str(value) if name == "svg" else LONG_WORD.sub(rf"\g<0>{BREAK_HERE}", value)
    if isinstance(value, CoatOfArms | date):
        return None  # both travel beside the text
    if dataclasses.is_dataclass(value):
        return {field.name: _values(getattr(value, field.name), field.name) for field in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _values(entry, key) for key, entry in value._asdict().items()}
    return [_values(entry) for entry in value] if isinstance(value, tuple) else value
