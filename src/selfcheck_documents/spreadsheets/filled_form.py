"""Reads our own form. Answers are found by the hidden key of their row, so rows may have been sorted or deleted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selfcheck import Answer, AnswerSheet, FaultyInput, Instrument, Municipality
from selfcheck.messages import message
from selfcheck.sheets.building import Checker, Locate, Place
from selfcheck_documents.spreadsheets.answer_rows import Written, answer_rows, group_key
from selfcheck_documents.spreadsheets.grid import Grid, as_text, position, text_of
from selfcheck_documents.spreadsheets.labels import Labels, language_named
from selfcheck_documents.spreadsheets.opening import Workbook
from selfcheck_documents.spreadsheets.record import (
    ANSWER,
    COMMENT,
    EVIDENCE,
    FORMAT,
    HEADER_MARK,
    KEY,
    NUMBER,
    RECORD_SHEET,
    FormRecord,
    record_from,
)

NEEDED_COLUMNS = (KEY, NUMBER, ANSWER, COMMENT)


def read_form(
    book: Workbook, instrument: Instrument, checker: Checker, remarks: list[Answer] | None = None
) -> AnswerSheet:
    """The answers in a form; only sound when `checker` has no faults. `remarks` takes words without an answer.

    Raises `FaultyInput` when the form is another framework's, or too damaged to look for answers.
    """
    record = record_of(book)
    _check_record(record, book, checker)
    if checker.faults:
        raise FaultyInput(checker.faults)
    return _FilledForm(record, book, instrument, checker).sheet(remarks)


def record_of(book: Workbook) -> FormRecord:
    """What the hidden sheet of a form says; nothing where there is no such sheet."""
    return record_from(_texts(book.grid(RECORD_SHEET)) if RECORD_SHEET in book.names else ())


def _texts(grid: Grid) -> Iterator[list[str]]:
    for row in grid.rows:
        yield [as_text(value) for value in row]


def _check_record(record: FormRecord, book: Workbook, checker: Checker) -> None:
    where = Place()
    wanted = checker.framework.name
    if record.format != FORMAT:
        what = message("the form has a format that this version cannot read. Please use a new form.")
        checker.report(where, what, record.format, (FORMAT,))
        return
    if record.framework != wanted:
        what = message("the form was made for another questionnaire. Please fill in a form of this one.")
        checker.report(where, what, record.framework, (wanted,))
        return
    for sheet in (record.details_sheet, record.questions_sheet):
        if sheet not in book.names:
            what = message("the sheet “{sheet}” of the form is missing.", sheet=sheet)
            checker.report(where, what, possible=book.names)
    if not _is_intact(record, checker):
        checker.report(where, message("the hidden sheet of the form is damaged. Please use a new form."))


def _is_intact(record: FormRecord, checker: Checker) -> bool:
    """Whether the record says nothing that no form of this framework was ever given."""
    return (
        set(NEEDED_COLUMNS) <= set(record.columns)
        and record.kind in ("", *checker.framework.kinds)
        and record.department in ("", *checker.framework.departments)
    )


@dataclass(frozen=True, slots=True)
class _Respondent:
    """Who filled in the form; parts at fault are None and reported once."""

    name: str | None
    group: str | None


class _FilledForm:
    """One form that is being read."""

    def __init__(self, record: FormRecord, book: Workbook, instrument: Instrument, checker: Checker) -> None:
        self.record = record
        self.checker = checker
        self.labels = Labels(instrument, language_named(record.language, instrument))
        self.details = book.grid(record.details_sheet)
        self.questions = book.grid(record.questions_sheet)
        self.columns = {name: number for number, name in enumerate(record.columns)}
        self.evidence = tuple(name for name in self.columns if name.startswith(EVIDENCE))
        # People see the number of a question, not its key; evidence stands in its first column as far as faults go.
        self.shown_at = {"question": NUMBER, "value": ANSWER, "comment": COMMENT}
        self.shown_at["evidence"] = next(iter(self.evidence), ANSWER)

    def sheet(self, remarks: list[Answer] | None = None) -> AnswerSheet:
        """What the form says."""
        municipality = self._municipality()
        respondent = self._respondent()
        return AnswerSheet(
            answers=self.checker.answers(answer_rows(self._written(respondent), self.labels, self.checker, remarks)),
            municipality=municipality,
            framework=self.record.framework,
            date=self.checker.day(self._locate_detail, self._detail("date")),
            notice=self.record.notice,
            groups=self.record.groups,
        )

    def _locate_detail(self, name: str) -> Place:
        place = position(self.record.details.get(name, ""))
        return self.details.place(*place) if place else Place(key=name)

    def _detail(self, name: str) -> str:
        place = position(self.record.details.get(name, ""))
        value = self.details.value(*place) if place else ""
        return text_of(value, self._locate_detail(name), self.checker).strip()

    def _municipality(self) -> Municipality:
        entries = {name: text for name in ("name", "key") if (text := self._detail(name))}
        return self.checker.municipality({**entries, "kind": self._kind()}, self._locate_detail)

    def _kind(self) -> str | None:
        text = self._detail("kind")
        kind = self.labels.kind(text)
        if text and kind is None:
            what = message("the framework knows no such kind of municipality.")
            self.checker.report(self._locate_detail("kind"), what, text, self.labels.kinds())
        elif self.record.kind and kind not in (None, self.record.kind):
            what = message("the form asks the questions for another kind of municipality.")
            made_for = self.labels.texts.kinds[self.record.kind].label
            self.checker.report(self._locate_detail("kind"), what, text, (made_for,))
        return kind

    def _respondent(self) -> _Respondent:
        before = len(self.checker.faults)
        name = self.checker.name(self._locate_detail, "respondent", self._detail("respondent"))
        if len(self.checker.faults) > before:
            name = None
        group = group_key(self._detail("group"), self.record.groups, self.labels, self._locate_detail, self.checker)
        return _Respondent(name, group)

    def _written(self, respondent: _Respondent) -> Iterator[Written]:
        """The rows below the header; headings of fields and goals are empty rows here."""
        key = self.columns[KEY]
        rows = range(len(self.questions.rows))
        header = next((row for row in rows if self.questions.value(row, key) == HEADER_MARK), None)
        if header is None:
            what = message("the header of the questions is missing. Please use a new form.")
            self.checker.report(Place(key=self.questions.name), what)
            return
        for row in rows[header + 1 :]:
            self._report_cells_beside(row)
            yield Written(
                locate=self._locate(row),
                question=self._text(row, KEY),
                value=self._text(row, ANSWER),
                respondent=respondent.name,
                group=respondent.group,
                comment=self._text(row, COMMENT),
                evidence=self._evidence(row),
            )

    def _locate(self, row: int) -> Locate:
        return lambda part: self.questions.place(row, self.columns[self.shown_at.get(part, ANSWER)])

    def _text(self, row: int, column: str) -> str:
        place = self.questions.place(row, self.columns[column])
        return text_of(self.questions.value(row, self.columns[column]), place, self.checker).strip()

    def _evidence(self, row: int) -> str | Mapping[str, str] | None:
        texts = {name.removeprefix(EVIDENCE): self._text(row, name) for name in self.evidence}
        written = {kind: text for kind, text in texts.items() if text}
        return written.get("") if set(written) <= {""} else written

    def _report_cells_beside(self, row: int) -> None:
        for column in range(len(self.columns), len(self.questions.rows[row])):
            place = self.questions.place(row, column)
            if text := text_of(self.questions.value(row, column), place, self.checker).strip():
                what = message("this cell is not part of the form. Move its content to a comment, or clear it.")
                self.checker.report(place, what, text)
