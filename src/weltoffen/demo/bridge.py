"""What the shipped example says about each question: what departments answered, and what was agreed on."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from selfcheck import find_folder, load_instrument, parse_json, sheet_from_json
from selfcheck.sheets.model import AnswerSheet

REFERENCE = "weltoffene-kommune@1.0"


class Said(NamedTuple):
    """An answer with its comment and its evidence."""

    value: str
    comment: str = ""
    evidence: Mapping[str, str] = {}


class Told(NamedTuple):
    """What each kind of department answered, by its key in the questionnaire, and what was agreed on."""

    by_department: Mapping[str, Said]
    agreed: Said | None


def framework_folder() -> Path:
    """Where the questionnaire of the demo lies."""
    return find_folder(REFERENCE)


def coat_of_arms() -> bytes:
    """The placeholder that the example has for the county's coat of arms, an SVG picture."""
    return (_example() / "wappen.svg").read_bytes()


def earlier_answers() -> Mapping[str, Told]:
    """The county's answers of the first round."""
    return _told(_sheet("earlier.json"))


def present_answers() -> Mapping[str, Told]:
    """The county's answers of the second round."""
    return _told(_sheet("answers.json"))


def _example() -> Path:
    return framework_folder() / "examples" / "donnersbergkreis"


def _sheet(name: str) -> AnswerSheet:
    text = (_example() / name).read_text(encoding="utf-8")
    return sheet_from_json(parse_json(text, name), load_instrument(framework_folder()).framework, name)


def _told(sheet: AnswerSheet) -> Mapping[str, Told]:
    """Residents and unnamed people of the example answered in the workshop, not here."""
    departments = load_instrument(framework_folder()).framework.departments
    told: dict[str, dict[str, Said]] = {}
    for answer in sheet.answers:
        if answer.respondent in departments:
            said = Said(answer.value, answer.comment, answer.evidence)
            told.setdefault(answer.question, {})[answer.respondent] = said
    return {
        key: Told(said, Said(agreed.value, agreed.comment) if (agreed := sheet.agreed.get(key)) else None)
        for key, said in told.items()
    }
