"""Reads a plain table: a header that names its columns in German or English, then one answer in each row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from selfcheck import AnswerSheet, FaultyInput, Instrument, Language
from selfcheck.messages import message
from selfcheck.sheets.building import Checker, Locate, Place
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


def is_filled(cells: Iterable[object]) -> bool:
    """Whether anything stands in a row."""
    return any(not isinstance(value, str) or value.strip() for value in cells)


def rows_of(grid: Grid) -> Iterator[TableRow]:
    """The rows of a sheet."""
    for number, cells in enumerate(grid.rows):
        yield TableRow(cells, _places(grid, number))


def _places(grid: Grid, row: int) -> Callable[[int], Place]:
    return lambda column: grid.place(row, column)


def read_table(rows: Iterable[TableRow], instrument: Instrument, checker: Checker) -> AnswerSheet:
    """The answers in a table; only sound when `checker` has no faults.

    Raises `FaultyInput` when the header does not tell where questions and answers are.
    """
    filled = (row for row in rows if is_filled(row.cells))
    header = next(filled, None)
    if header is None:
        what = message("the table is empty. Its first row names the columns.")
        checker.report(Place(), what, possible=ENGLISH)
        raise FaultyInput(checker.faults)
    names = [text_of(value, header.place(number), checker) for number, value in enumerate(header.cells)]
    language: Language = "de" if any(fold(name) in GERMAN_NAMES for name in names) else "en"
    columns = _columns(names, header, language, checker)
    labels = Labels(instrument, language)
    written = (_written(row, columns, labels, checker) for row in filled)
    return AnswerSheet(checker.answers(answer_rows(written, labels, checker)))


def _columns(names: Sequence[str], header: TableRow, language: Language, checker: Checker) -> Mapping[str, int]:
    """Where each part stands."""
    known = GERMAN if language == "de" else ENGLISH
    columns: dict[str, int] = {}
    for number, name in enumerate(names):
        part = PART_OF.get(fold(name))
        if part is None and name.strip():
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


def _written(row: TableRow, columns: Mapping[str, int], labels: Labels, checker: Checker) -> Written:
    locate = _locate(row, columns)
    _report_cells_without_column(row, columns, checker)
    texts = {
        part: text_of(row.cells[number], row.place(number), checker).strip()
        for part, number in columns.items()
        if number < len(row.cells)
    }
    return Written(
        locate=locate,
        question=texts.get("question", ""),
        value=texts.get("value", ""),
        respondent=texts.get("respondent"),
        group=group_key(texts.get("group", ""), {}, labels, locate, checker),
        comment=texts.get("comment", ""),
    )


def _report_cells_without_column(row: TableRow, columns: Mapping[str, int], checker: Checker) -> None:
    if len(row.cells) <= len(columns):
        return
    named = set(columns.values())
    for number, value in enumerate(row.cells):
        if number not in named and (text := text_of(value, row.place(number), checker).strip()):
            what = message("this cell stands under no column. A text with the delimiter in it must stand in quotes.")
            checker.report(row.place(number), what, text)


def _locate(row: TableRow, columns: Mapping[str, int]) -> Locate:
    return lambda part: row.place(columns.get(part, columns["question"]))
