"""The same county everywhere: where the shipped instrument and its example lie, and how a sheet is read."""

from pathlib import Path

from selfcheck import AnswerSheet, Instrument, parse_json, sheet_from_json

ROOT = Path(__file__).parents[1]
FRAMEWORKS = ROOT / "frameworks"
SHIPPED = FRAMEWORKS / "weltoffene-kommune" / "1.0"
EXAMPLE = SHIPPED / "examples" / "donnersbergkreis"


def read_sheet(path: Path, instrument: Instrument) -> AnswerSheet:
    """The answer sheet in a JSON file."""
    return sheet_from_json(parse_json(path.read_text(encoding="utf-8"), path.name), instrument.framework, path.name)
