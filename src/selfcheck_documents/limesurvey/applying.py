"""From responses and a mapping to a sheet of answers. Who answered is a number that says nothing about when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from selfcheck.faults import Fault, FaultyInput, line, stop_at_too_many
from selfcheck.frameworks.library import Instrument
from selfcheck.messages import Message, message
from selfcheck.sheets.model import Answer, AnswerSheet
from selfcheck_documents.limesurvey.mapping import NOWHERE, UNDECIDED, ColumnMapping, ResponseMapping
from selfcheck_documents.limesurvey.responses import Response, Responses

NOT_TICKED = frozenset(("", "n", "no", "nein", "non", "0"))


@dataclass(frozen=True, slots=True)
class Carried:
    """The answers, and how many responses gave none: not sent, or without an answer to any question.

    `not_read` are the headings of columns that nothing was read from.
    """

    sheet: AnswerSheet
    respondents: int
    incomplete: int
    empty: int
    not_read: tuple[str, ...]


def apply_mapping(responses: Responses, mapping: ResponseMapping, instrument: Instrument) -> Carried:
    """The answers that the responses give, each response as one respondent.

    Respondents are numbered in the order of what they answered, so that nothing of the order or the time of responses
    is left; names, addresses and tokens are never read, a department only where the mapping names its column.
    Raises `FaultyInput` with every column that is missing and every value that the mapping does not name.
    """
    return _Application(responses, mapping, instrument).carried()


class Row(NamedTuple):
    """What one response says: the line where it begins, and its options by question."""

    line: int
    answers: Mapping[str, str]


def answers_by_row(responses: Responses, mapping: ResponseMapping, instrument: Instrument) -> tuple[Row, ...]:
    """What each response says, in the order of the file, for somebody who knows whose each of them is.

    Whether it was sent is not asked. A value that nobody decided on is no answer.
    Raises `FaultyInput` with every column that is missing and every value that the mapping does not name.
    """
    return _Application(responses, mapping, instrument).by_row()


Person = tuple[str, tuple[tuple[str, str], ...]]
"""A group (empty: none) and what somebody answered: question and option, in the order of the framework."""


class _Application:
    def __init__(self, responses: Responses, mapping: ResponseMapping, instrument: Instrument) -> None:
        self.responses = responses
        self.mapping = mapping
        self.instrument = instrument
        self.faults: list[Fault] = []
        self.unknown: set[tuple[str, str]] = set()
        order = {key: number for number, key in enumerate(instrument.framework.questions)}
        self.columns = sorted(mapping.columns, key=lambda column: order.get(column.question, -1))
        self.boxes: dict[str, list[ColumnMapping]] = {}
        for column in mapping.columns:
            if column.boxes:
                self.boxes.setdefault(column.boxes, []).append(column)

    def carried(self) -> Carried:
        """The whole."""
        self._check_columns()
        rows = [row for row in self.responses.rows if self._counts(row)] if not self.faults else []
        people = [self._person(row) for row in rows]
        if self.faults:
            raise FaultyInput(self.faults)
        answering = sorted(person for person in people if person[1])
        if not answering:
            raise FaultyInput([Fault(message("no response has an answer to any question."), self.responses.file)])
        sheet = AnswerSheet(
            answers=tuple(
                Answer(question, option, str(number), group or None)
                for number, (group, answers) in enumerate(answering, 1)
                for question, option in answers
            ),
            framework=self.instrument.framework.name,
        )
        read = {column.heading for column in self.columns} | {self.mapping.department, self.mapping.completed}
        left = tuple(column.heading for column in self.responses.columns if column.heading not in read)
        return Carried(sheet, len(answering), len(self.responses.rows) - len(rows), len(rows) - len(answering), left)

    def by_row(self) -> tuple[Row, ...]:
        """Each response by itself."""
        self._check_columns()
        said = [(row.line, self._person(row)[1]) for row in self.responses.rows] if not self.faults else []
        if self.faults:
            raise FaultyInput(self.faults)
        return tuple(
            Row(number, {question: option for question, option in answers if option != UNDECIDED})
            for number, answers in said
        )

    def _check_columns(self) -> None:
        headings = {column.heading for column in self.responses.columns}
        named = [column.heading for column in self.columns]
        for heading in filter(None, (*named, self.mapping.department, self.mapping.completed)):
            if heading not in headings:
                self._report(None, message("the mapping names a column that is not there."), heading, tuple(headings))
            elif heading not in self.responses.places:
                self._report(None, message("several columns have this heading; export them with codes."), heading)

    def _counts(self, row: Response) -> bool:
        """Whether a response was sent, or counts all the same."""
        return (
            self.mapping.takes_incomplete or not self.mapping.completed or bool(self._cell(row, self.mapping.completed))
        )

    def _cell(self, row: Response, heading: str) -> str:
        return row.cells[self.responses.places[heading]]

    def _person(self, row: Response) -> Person:
        ticked = {name for name, columns in self.boxes.items() if any(self._is_ticked(row, box) for box in columns)}
        answers = []
        for column in self.columns:
            value = self._cell(row, column.heading)
            if not column.question or (column.boxes and column.boxes not in ticked) or not (value or column.boxes):
                continue
            option = self._named(row, column.heading, value, column.answers)
            if option not in (NOWHERE, ""):
                answers.append((column.question, option))
        return self._group(row), tuple(answers)

    def _is_ticked(self, row: Response, column: ColumnMapping) -> bool:
        value = self._cell(row, column.heading)
        if not column.question:
            return value.casefold() not in NOT_TICKED
        return bool(value) and column.answers.get(value, UNDECIDED) not in (column.answers.get(""), NOWHERE)

    def _group(self, row: Response) -> str:
        value = self._cell(row, self.mapping.department) if self.mapping.department else ""
        group = self._named(row, self.mapping.department, value, self.mapping.groups) if value else ""
        return "" if group == NOWHERE else group

    def _named(self, row: Response, heading: str, value: str, names: Mapping[str, str]) -> str:
        """What the mapping says for a value; the first row with one that it does not name is reported."""
        if value in names:
            return names[value]
        if value and (heading, value) not in self.unknown:
            self.unknown.add((heading, value))
            what = message("the mapping does not say what this value is. Name its option, or “-” to leave it out.")
            self._report(row, what, value, tuple(names), heading)
        return ""

    def _report(
        self, row: Response | None, what: Message, found: str, possible: tuple[str, ...] = (), key: str = ""
    ) -> None:
        self.faults.append(Fault(what, self.responses.file, line(row.line) if row else None, key, found, possible))
        stop_at_too_many(self.faults)
