"""Reads a plain table: a header that names its columns in German or English, then one answer in each row."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from selfcheck import Answer, AnswerSheet, FaultyInput, Instrument, Language
from selfcheck.messages import message
from selfcheck.sheets.building import Checker, Place
from selfcheck_documents.spreadsheets.answer_rows import Written, answer_rows, group_key
from selfcheck_documents.spreadsheets.grid import Grid, text_of
from selfcheck_documents.spreadsheets.labels import Labels, fold

PARTS: Mapping[str, tuple[str, ...]] = {
    "question": ("question", "frage"),
    "value": ("value", "antwort", "answer", "wert"),
    "respondent": ("respondent", "person", "antwortende"),
    "group": ("group", "gruppe"),
    "comment": ("comment", "kommentar", "anmerkung"),
}
PART_OF = {name: part for part, names in PARTS.items() for name in names}
GERMAN_NAMES = frozenset(("frage", "antwort", "wert", "antwortende", "gruppe", "kommentar", "anmerkung"))
ENGLISH = tuple(names[0] for names in PARTS.values())
GERMAN = tuple(names[1] for names in PARTS.values())
NEEDED = ("question", "value")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row with the places of its cells."""

    cells: Sequence[object]
    place: Callable[[int], Place]

    def text(self, column: int, checker: Checker) -> str:
        """The text of a cell; a failed formula is reported."""
        value = self.cells[column] if column < len(self.cells) else ""
        # Long tables are texts almost only: a place is made where it is needed.
        return value.strip() if isinstance(value, str) else text_of(value, self.place(column), checker).strip()


def is_filled(cells: Iterable[object]) -> bool:
    """Whether anything stands in a row."""
    return any(not isinstance(value, str) or value.strip() for value in cells)


def rows_of(grid: Grid) -> Iterator[TableRow]:
    """The rows of a sheet."""
    for number, cells in enumerate(grid.rows):
        yield TableRow(cells, partial(grid.place, number))


@dataclass(frozen=True, slots=True)
class _PartPlaces:
    """Where the parts of one answer stand. Not a closure: long tables keep one for each row, without its cells."""

    place: Callable[[int], Place]
    columns: Mapping[str, int]

    def __call__(self, part: str) -> Place:
        return self.place(self.columns.get(part, self.columns["question"]))


def read_table(
    rows: Iterable[TableRow], instrument: Instrument, checker: Checker, remarks: list[Answer] | None = None
) -> AnswerSheet:
    """The answers in a table; only sound when `checker` has no faults. `remarks` takes words without an answer.

    Raises `FaultyInput` when the header does not tell where questions and answers are.
    """
    filled = (row for row in rows if is_filled(row.cells))
    header = next(filled, None)
    if header is None:
        what = message("the table is empty. Its first row names the columns.")
        checker.report(Place(), what, possible=ENGLISH)
        raise FaultyInput(checker.faults)
    names = [header.text(number, checker) for number in range(len(header.cells))]
    language: Language = "de" if any(fold(name) in GERMAN_NAMES for name in names) else "en"
    columns = _columns(names, header, language, checker)
    labels = Labels(instrument, language)
    named = {number for number, name in enumerate(names) if name}
    written = (_written(row, columns, named, labels, checker) for row in filled)
    return AnswerSheet(checker.answers(answer_rows(written, labels, checker, remarks)))


def _columns(names: Sequence[str], header: TableRow, language: Language, checker: Checker) -> Mapping[str, int]:
    """Where each part stands."""
    known = GERMAN if language == "de" else ENGLISH
    columns: dict[str, int] = {}
    for number, name in enumerate(names):
        part = PART_OF.get(fold(name))
        if part is None and name:
            checker.report(header.place(number), message("this column is not known."), name, known)
        elif part in columns:
            checker.report(header.place(number), message("this column stands here twice."), name)
        elif part is not None:
            columns[part] = number
    for part in NEEDED:
        if part not in columns:
            name = known[ENGLISH.index(part)]
            checker.report(header.place(0), message("the column “{column}” is missing.", column=name), possible=known)
    if any(part not in columns for part in NEEDED):
        raise FaultyInput(checker.faults)
    return columns


def _written(
    row: TableRow, columns: Mapping[str, int], named: Collection[int], labels: Labels, checker: Checker
) -> Written:
    locate = _PartPlaces(row.place, columns)
    _report_cells_without_column(row, named, checker)
    texts = {part: row.text(number, checker) for part, number in columns.items()}
    return Written(
        locate=locate,
        question=texts["question"],
        value=texts["value"],
        respondent=texts.get("respondent"),
        group=group_key(texts.get("group", ""), {}, labels, locate, checker),
        comment=texts.get("comment", ""),
    )


def _report_cells_without_column(row: TableRow, named: Collection[int], checker: Checker) -> None:
    if len(row.cells) <= len(named):
        return
    for number in range(len(row.cells)):
        if number not in named and (text := row.text(number, checker)):
            what = message("this cell stands under no column. A text with the delimiter in it must stand in quotes.")
            checker.report(row.place(number), what, text)
