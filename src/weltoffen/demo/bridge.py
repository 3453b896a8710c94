"""What the shipped example says about each question: what departments answered, and what was agreed on."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from selfcheck import find_folder, load_instrument, parse_json, sheet_from_json
from selfcheck.frameworks.model import Question
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


def earlier_values() -> Mapping[str, str]:
    """The first answer of the county's first round to each question, as a ground for what its towns answer."""
    return _first_values("earlier.json")


def present_values() -> Mapping[str, str]:
    """The same of the second round."""
    return _first_values("answers.json")


def town_value(question: Question, values: Mapping[str, str], lift: int) -> str:
    """What a town answers: as the county did, some steps better or worse; in the middle where it was not asked."""
    answers = [option.key for option in question.scale.answers]
    value = values.get(question.key, "")
    place = answers.index(value) if value in answers else len(answers) // 2
    return answers[min(max(place + lift, 0), len(answers) - 1)]


def _first_values(name: str) -> Mapping[str, str]:
    return {answer.question: answer.value for answer in reversed(_sheet(name).answers)}


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
