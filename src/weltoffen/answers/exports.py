"""The questionnaire as a file for colleagues, and what stands in the file that comes back."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from selfcheck import Answer as SheetAnswer
from selfcheck import AnswerSheet, Fault, FaultyInput, Language, message, parse_json, sheet_from_json
from selfcheck import Municipality as SheetMunicipality
from selfcheck.sheets.model import same_place
from selfcheck_documents.files import write_file
from selfcheck_documents.spreadsheets import Returned, read_returned, write_questionnaire
from weltoffen.answers.bridge import questions_of
from weltoffen.answers.differences import Line
from weltoffen.answers.models import Answer, Respondent
from weltoffen.answers.rules import Change, faults_in
from weltoffen.foundation.forms import number_in
from weltoffen.rounds.bridge import instrument_for
from weltoffen.rounds.models import Round

EVERYTHING = "all"
FORMATS = {".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
           ".ods": "application/vnd.oasis.opendocument.spreadsheet"}  # fmt: skip
# Several people may upload at once to a small machine, and an empty form unpacks to a quarter of a megabyte.
LARGEST_CONTENT = 30_000_000
READABLE = (".xlsx", ".ods", ".csv", ".json")
UNFIT_FOR_NAMES = re.compile(r"[^\w.,()-]+")


class FaultyFile(Exception):
    """A file that cannot be taken over; `sentences` has every fault, in the language that was asked for."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


class Part(NamedTuple):
    """A part of the questionnaire: all of it, one field of action, or what a kind of department usually knows."""

    key: str
    label: str
    questions: int
    field: str | None = None
    department: str | None = None


def parts_of(round_: Round, language: Language) -> Sequence[Part]:
    """The parts that ask something in this round: everything first, then fields, then departments."""
    instrument = instrument_for(round_)
    framework, texts = instrument.framework, instrument.texts_in(language)
    asked = list(framework.questions_for(kind=round_.kind or None))
    in_fields = Counter(question.field for question in asked)
    known_by = Counter(department for question in asked for department in question.departments)
    return [
        Part(EVERYTHING, "", len(asked)),
        *(Part(f"field:{field.key}", texts.fields[field.key].label, in_fields[field.key], field=field.key)
          for field in framework.fields if in_fields[field.key]),
        *(Part(f"department:{key}", texts.departments[key].label, known_by[key], department=key)
          for key in framework.departments if known_by[key]),
    ]  # fmt: skip


def form_file(
    round_: Round,
    part: Part,
    ending: str,
    language: Language,
    respondent: Respondent,
    answers: Mapping[str, Answer] | None = None,
) -> bytes:
    """A form with the questions of a part, for a respondent.

    Their `answers` are filled in; the form then knows which versions it shows.
    """
    shown = answers if answers is not None else {}
    instrument = instrument_for(round_)
    stamps = {key: str(shown[key].version) if key in shown else "0" for key in questions_of(round_)}
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"form{ending}"
        write_questionnaire(
            instrument, path, language=language, kind=round_.kind or None, department=part.department,
            field=part.field, answers=_filled_in(round_, shown), source=_source(round_, respondent),
            stamps=stamps if answers is not None else {},
        )  # fmt: skip
        return path.read_bytes()


def name_of_form(round_: Round, part: Part, ending: str) -> str:
    """What the file is called: the round, the municipality, the part."""
    said = (str(round_), str(round_.municipality), part.label)
    return " ".join(UNFIT_FOR_NAMES.sub(" ", words).strip() for words in said if words)[:120] + ending


def lines_in(round_: Round, name: str, content: bytes, language: Language, respondent: Respondent) -> list[Line]:
    """What a form, a table or a sheet in JSON says about the questions of the round, in the name of a respondent.

    Raises `FaultyFile` with every fault.
    """
    try:
        returned = _read(round_, PurePath(name), content)
        _check_whose(round_, returned.sheet)
        answers = _one_for_each_question(returned)
    except FaultyInput as faulty:
        raise FaultyFile(_sentence(fault, name, language) for fault in faulty.faults) from faulty
    is_ours = returned.source == _source(round_, respondent)
    lines = [_line(answer, returned.stamps if is_ours else {}) for answer in answers]
    changes = (Change(line.question, line.value, line.comment, line.evidence).tidied() for line in lines)
    if faults := faults_in(changes, questions_of(round_)):
        raise FaultyFile(fault.sentence for fault in faults)
    return lines


def _source(round_: Round, respondent: Respondent) -> str:
    """What a form remembers of where it was made, and for whom: the versions it shows are theirs."""
    return f"{round_.municipality.slug}/{round_.number}/{respondent.department_id or 0}"


def _filled_in(round_: Round, answers: Mapping[str, Answer]) -> AnswerSheet:
    municipality = round_.municipality
    return AnswerSheet(
        tuple(
            SheetAnswer(answer.question, answer.value, comment=answer.comment, evidence=answer.evidence)
            for answer in answers.values()
        ),
        municipality=SheetMunicipality(municipality.name, municipality.official_key, round_.kind or None),
    )


def _read(round_: Round, name: PurePath, content: bytes) -> Returned:
    instrument = instrument_for(round_)
    ending = name.suffix.lower()
    if ending == ".json":
        value = parse_json(_text(content, name.name), name.name)
        return Returned(sheet_from_json(value, instrument.framework, name.name))
    if ending not in READABLE:
        what = message("this kind of file cannot be read.")
        raise FaultyInput([Fault(what, name.name, found=name.suffix, possible=READABLE)])
    with TemporaryDirectory() as folder:
        # Not under its own name, which may be too long for this system, or hold what it does not like.
        path = Path(folder) / f"file{ending}"
        write_file(path, content)
        return read_returned(path, instrument, largest_content=LARGEST_CONTENT)


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaultyInput([Fault(message("the file is not text in UTF-8."), name)]) from error


def _check_whose(round_: Round, sheet: AnswerSheet) -> None:
    wanted, municipality = instrument_for(round_).framework, round_.municipality
    faults = []
    if sheet.framework not in ("", wanted.name, wanted.key):
        what = message("the file answers another questionnaire.")
        faults.append(Fault(what, "", found=sheet.framework, possible=(wanted.name,)))
    key = sheet.municipality.key
    if key and municipality.official_key and not same_place(key, municipality.official_key):
        what = message("the file belongs to another municipality.")
        possible = (f"{municipality.name} ({municipality.official_key})",)
        faults.append(Fault(what, "", found=f"{sheet.municipality.name} ({key})".strip(), possible=possible))
    if faults:
        raise FaultyInput(faults)


def _one_for_each_question(returned: Returned) -> list[SheetAnswer]:
    """The answer to each question: the agreed one, else the only one. A respondent has one answer to a question."""
    agreed = returned.sheet.agreed
    answers = [SheetAnswer(one.question, one.value, comment=one.comment) for one in agreed.values()]
    answers += [answer for answer in (*returned.sheet.answers, *returned.remarks) if answer.question not in agreed]
    faults = list(_repeated(answers))
    if faults:
        raise FaultyInput(faults)
    return answers


def _repeated(answers: Iterable[SheetAnswer]) -> Iterator[Fault]:
    counted = Counter(answer.question for answer in answers)
    for question, number in counted.items():
        if number > 1:
            what = message(
                "the file answers question {number} {count} times. A round keeps one answer to each question: "
                "agree on one, and leave out the others.", number=question, count=number,
            )  # fmt: skip
            yield Fault(what, "")


def _line(answer: SheetAnswer, stamps: Mapping[str, str]) -> Line:
    shown = number_in(stamps.get(answer.question, ""))
    return Line(answer.question, answer.value, answer.comment, dict(answer.evidence), shown)


def _sentence(fault: Fault, name: str, language: Language) -> str:
    """A fault for people who know which file they sent: its name only where no place inside is meant."""
    has_place = fault.place is not None or bool(fault.key)
    return replace(fault, file="" if has_place else name).sentence(language)
