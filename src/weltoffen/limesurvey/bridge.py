"""Between files of LimeSurvey and what this room keeps of them."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from selfcheck import FaultyInput, Instrument, Language
from selfcheck_documents.limesurvey import (
    NOWHERE,
    UNDECIDED,
    Column,
    ColumnMapping,
    Described,
    Order,
    Response,
    ResponseMapping,
    Responses,
    Row,
    Survey,
    answers_by_row,
    describe_columns,
    draft_of,
    folded,
    mapping_as_yaml,
    mapping_in,
    propose_answers,
    propose_mapping,
    report_of,
    responses_in,
    survey_in,
)
from weltoffen.limesurvey.models import LONGEST_TITLE
from weltoffen.rounds.bridge import instrument_for
from weltoffen.rounds.models import Round

__all__ = ["NOWHERE", "UNDECIDED", "ColumnMapping", "FaultyInput", "Language", "ResponseMapping"]

LARGEST_FILE = 10_000_000
LARGEST_CONTENT = 40_000_000
LONGEST_PLACE = 100
MOST_PLACES = 60
NUMBERS = frozenset(("id", "response id", "antwort id"))
REPORT_FILE = "limesurvey.md"
LANGUAGES: tuple[Language, ...] = ("de", "en")


class Unread(NamedTuple):
    """A column that is not kept or answers nothing, and why, by language."""

    heading: str
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KeptColumn:
    """A column: its words, those of its values, what its boxes share, whether its values are a choice, and why it
    answers nothing as long as nobody says so."""

    heading: str
    words: str
    labels: Mapping[str, str]
    boxes: str
    is_choice: bool
    why: Mapping[str, str]


class KeptRow(NamedTuple):
    """A response: the line where it begins, its number in LimeSurvey (may be empty), whether it was sent."""

    line: int
    number: str
    is_sent: bool
    cells: Sequence[str]


@dataclass(frozen=True)
class Content:
    """What is kept of a file of responses."""

    columns: Sequence[KeptColumn]
    rows: Sequence[KeptRow]
    left: Sequence[Unread]
    completed: str

    @classmethod
    def of(cls, stored: Mapping[str, list[list[object]]]) -> "Content":
        """From what the database keeps."""
        return cls(
            [KeptColumn(*column) for column in stored["columns"]],  # type: ignore[arg-type]
            [KeptRow(*row) for row in stored["rows"]],  # type: ignore[arg-type]
            [Unread(*one) for one in stored["left"]],  # type: ignore[arg-type]
            str(stored["completed"]),
        )

    @property
    def as_json(self) -> Mapping[str, object]:
        """For the database."""
        return {
            "columns": [
                [one.heading, one.words, dict(one.labels), one.boxes, one.is_choice, dict(one.why)]
                for one in self.columns
            ],
            "rows": [[row.line, row.number, row.is_sent, list(row.cells)] for row in self.rows],
            "left": [[one.heading, dict(one.why)] for one in self.left],
            "completed": self.completed,
        }

    def place_of(self, heading: str) -> int | None:
        """The number of the column with this heading."""
        return next((number for number, one in enumerate(self.columns) if one.heading == heading), None)

    def values(self, number: int) -> Mapping[str, str]:
        """The values of a column with their words: those that the survey knows, then others that were met."""
        column = self.columns[number]
        met = sorted({row.cells[number] for row in self.rows if row.cells[number]})
        values = dict(column.labels) if not column.labels or set(met) & set(column.labels) else {}
        values |= {value: values.get(value, "") for value in met}
        return {"": "", "Y": "", **values} if column.boxes else values

    def count(self, number: int, value: str) -> int:
        """How many responses have this value."""
        return sum(row.cells[number] == value for row in self.rows)


class Read(NamedTuple):
    """A file of responses as it was read, with a first mapping, and the title of its survey."""

    content: Content
    mapping: ResponseMapping
    survey: str


def survey_from(content: bytes, name: str) -> Survey:
    """The survey in a file that was uploaded. Raises `FaultyInput`."""
    return survey_in(content, name, LARGEST_CONTENT)


def read(round_: Round, content: bytes, name: str, survey: Survey | None) -> Read:
    """What a file of responses holds, and which question each column seems to answer. Raises `FaultyInput`."""
    instrument = instrument_for(round_)
    responses = responses_in(content, name, survey, LARGEST_CONTENT)
    survey = responses.survey or survey
    mapping = propose_mapping(responses, instrument, survey)
    return Read(_content(responses, instrument, survey, mapping), mapping, title_of(survey) if survey else "")


def title_of(survey: Survey) -> str:
    """What a survey is called."""
    title = survey.titles.get(survey.language) or next(iter(survey.titles.values()), "")
    return " ".join(title.split())[:LONGEST_TITLE]


def _content(responses: Responses, instrument: Instrument, survey: Survey | None, mapping: ResponseMapping) -> Content:
    described = describe_columns(responses, instrument, survey)
    mapped = {column.heading for column in mapping.columns}
    reasons = {one.heading: one.why for one in mapping.not_read}
    kept, left = [], []
    for number, one in enumerate(described):
        why = reasons.get(one.heading, one.why)
        said: dict[str, str] = {
            language: why if isinstance(why, str) else why.in_language(language) for language in LANGUAGES
        }
        if one.heading in responses.places and (one.heading in mapped or _is_kept(one, number, responses)):
            column = KeptColumn(one.heading, one.words, one.labels, one.boxes, one.is_choice, said)
            kept.append((number, column))
        else:
            left.append(Unread(one.heading, said))
    whose = _number_of(responses, lambda column: folded(column.heading.partition(". ")[0]) in NUMBERS)
    sent = _number_of(responses, lambda column: column.says_completion)
    rows = [
        KeptRow(
            row.line,
            "" if whose is None else row.cells[whose],
            sent is None or bool(row.cells[sent]),
            [row.cells[number] for number, _column in kept],
        )
        for row in responses.rows
    ]
    return Content([column for _number, column in kept], rows, left, mapping.completed)


def _number_of(responses: Responses, fits: Callable[[Column], bool]) -> int | None:
    return next((number for number, column in enumerate(responses.columns) if fits(column)), None)


def _is_kept(one: Described, number: int, responses: Responses) -> bool:
    """Whether a column can answer a question or tell a department; words of one's own cannot."""
    if one.is_private:
        return False
    values = {row.cells[number] for row in responses.rows}
    is_list = bool(one.labels) or bool(one.boxes)
    return is_list or (len(values) <= MOST_PLACES and all(len(value) <= LONGEST_PLACE for value in values))


def mapping_from(round_: Round, text: str, name: str) -> ResponseMapping:
    """A mapping as somebody saved it, maybe for another version of the framework. Raises `FaultyInput`."""
    return mapping_in(text, name, instrument_for(round_), is_draft=True)


def text_of(mapping: ResponseMapping, language: Language) -> str:
    """A mapping to be stored, or to be taken along."""
    return mapping_as_yaml(mapping, language).decode()


class Fitted(NamedTuple):
    """A mapping over the columns and values of a file; `missing` are headings that the file does not have."""

    mapping: ResponseMapping
    missing: Sequence[str]


def fitted(round_: Round, mapping: ResponseMapping, content: Content) -> Fitted:
    """A saved mapping for another file: new values are proposed anew, or wait for a decision."""
    columns, missing = [], []
    for column in mapping.columns:
        number = content.place_of(column.heading)
        if number is None:
            missing.append(column.heading)
        elif not column.question:
            columns.append(column)
        else:
            answers = {**proposed(round_, content, number, column.question), **_known(column, content.values(number))}
            columns.append(replace(column, answers=answers))
    instrument = instrument_for(round_)
    fitting = replace(
        mapping, framework=instrument.framework.name, columns=tuple(columns), completed=content.completed,
        department="", groups={},
    )  # fmt: skip
    return Fitted(fitting, missing)


def _known(column: ColumnMapping, values: Mapping[str, str]) -> Mapping[str, str]:
    return {value: option for value, option in column.answers.items() if value in values and option != UNDECIDED}


def proposed(round_: Round, content: Content, number: int, question: str) -> Mapping[str, str]:
    """The option for each value of a column, where somebody chose it for a question."""
    is_box = bool(content.columns[number].boxes)
    return propose_answers(instrument_for(round_), question, content.values(number), is_box=is_box)


def rows_of(round_: Round, mapping: ResponseMapping, content: Content) -> Mapping[int, Mapping[str, str]]:
    """What each response says about the questions of a framework, by the line where it begins. Raises `FaultyInput`."""
    responses = Responses(
        "",
        tuple(Column(one.heading) for one in content.columns),
        tuple(Response(row.line, tuple(row.cells)) for row in content.rows),
    )
    bare = replace(mapping, completed="", department="", groups={})
    said: Iterable[Row] = answers_by_row(responses, bare, instrument_for(round_))
    return {row.line: row.answers for row in said}


def same_words(one: str, other: str) -> bool:
    """Whether one of two texts holds the other, without capitals and signs."""
    first, second = folded(one), folded(other)
    return bool(first and second) and (first in second or second in first)


class DraftFile(NamedTuple):
    """The draft of a framework as a packed folder."""

    name: str
    content: bytes


def draft_file(survey: Survey, language: Language, *, order: str, is_foreign_taken: bool) -> DraftFile:
    """A survey as the draft of a framework, with the list of what it lacks. Raises `FaultyInput`."""
    is_foreign = not any(spoken.startswith(LANGUAGES) for spoken in survey.languages)
    draft = draft_of(
        survey,
        order=Order(order) if order else Order.UNKNOWN,
        translate_from=survey.language if is_foreign and is_foreign_taken else None,
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        files = {**draft.files, REPORT_FILE: report_of(survey, draft, language).encode()}
        for name, content in files.items():
            package.writestr(f"{draft.key}/{name}", content)
    return DraftFile(f"{draft.key}.zip", packed.getvalue())
