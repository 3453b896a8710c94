"""Responses as LimeSurvey exports them: a table (.csv), or the archive of a survey with its responses (.lsa)."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from selfcheck.faults import Fault, FaultyInput, line, stop_at_too_many
from selfcheck.messages import message
from selfcheck_documents.limesurvey.columns import Column, column_of, places_in
from selfcheck_documents.limesurvey.model import Survey
from selfcheck_documents.limesurvey.packages import (
    is_archive,
    opened_archive,
    read_content,
    something_in,
)
from selfcheck_documents.limesurvey.reading import survey_of
from selfcheck_documents.limesurvey.xml_tables import read_tables
from selfcheck_documents.spreadsheets.csv_table import decoded

DELIMITERS = ";,\t"
MOST_COLUMNS = 5_000
MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Response:
    """One row: the line where it begins, and its cells in the order of the columns."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Responses:
    """What people answered, as it was exported; `survey` is known when an archive brings it."""

    file: str
    columns: tuple[Column, ...]
    rows: tuple[Response, ...]
    survey: Survey | None = None

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The number of each column by its heading; a heading that stands twice is in none."""
        counted = Counter(column.heading for column in self.columns)
        return {column.heading: number for number, column in enumerate(self.columns) if counted[column.heading] == 1}

    def values(self, heading: str) -> Mapping[str, int]:
        """The different values of a column without the empty one, each with the first line that has it."""
        number = self.places[heading]
        found: dict[str, int] = {}
        for row in self.rows:
            if row.cells[number]:
                found.setdefault(row.cells[number], row.line)
        return found


def read_responses(path: Path, survey: Survey | None = None) -> Responses:
    """The responses in a file. `survey` helps to read headings of numbers; an archive brings its own.

    A table is UTF-8, with or without its mark, UTF-16 or Windows-1252, and separated by semicolons, commas or tabs.
    Raises `FaultyInput` with every fault, each with its line.
    """
    return responses_in(read_content(path), path.name, survey)


def responses_in(content: bytes, file: str, survey: Survey | None = None, most: int | None = None) -> Responses:
    """The responses in the content of such a file; `most` is what an archive may unpack to.

    Raises `FaultyInput` with every fault, each with its line.
    """
    if is_archive(something_in(content, file)):
        return _of_archive(content, file, most)
    header, rows = _table(decoded(Path(file), content), file)
    places = places_in(survey) if survey else {}
    return Responses(file, tuple(column_of(heading, places) for heading in header), rows, survey)


def _of_archive(content: bytes, file: str, most: int | None) -> Responses:
    opened = opened_archive(content, file, most)
    if opened.survey is None or opened.responses is None:
        what = message(
            "the archive holds no responses. Export the responses as .csv, or the archive of an active survey."
        )
        raise FaultyInput([Fault(what, file)])
    survey = survey_of(opened.survey[1], opened.survey[0])
    rows = read_tables(opened.responses[1], opened.responses[0]).table("responses")
    names = tuple(dict.fromkeys(name for row in rows for name in row.values))
    places = places_in(survey)
    return Responses(
        file,
        # Names of elements can neither begin with a digit nor hold the sign that parts two scales.
        tuple(column_of(name.removeprefix("_").replace("-", "#"), places) for name in names),
        tuple(Response(row.line, tuple(row[name] for name in names)) for row in rows),
        survey,
    )


def _table(text: str, file: str) -> tuple[Sequence[str], tuple[Response, ...]]:
    """The heading and the rows of a table."""
    faults: list[Fault] = []
    header: list[str] = []
    rows: list[Response] = []
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter_of(text), strict=True)
    number = 1
    try:
        for cells in reader:
            begins, number = number, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = cells
            elif len(cells) != len(header):
                what = message(
                    "the row has {count} cells, the heading has {wanted}.", count=len(cells), wanted=len(header)
                )
                faults.append(Fault(what, file, line(begins)))
                stop_at_too_many(faults)
            else:
                rows.append(Response(begins, tuple(cell.strip() for cell in cells)))
            if len(rows) > MOST_ROWS or len(header) > MOST_COLUMNS:
                what = message("the table is too large: at most {rows} rows and {columns} columns.",
                               rows=MOST_ROWS, columns=MOST_COLUMNS)  # fmt: skip
                raise FaultyInput([Fault(what, file)])
    except csv.Error as error:
        what = message("the row that begins here cannot be read. Often a quotation mark is missing or stands alone.")
        faults.append(Fault(what, file, line(number), found=str(error)))
    if not header:
        faults.append(Fault(message("the table has no heading."), file))
    if faults:
        raise FaultyInput(faults)
    return header, tuple(rows)


def delimiter_of(text: str) -> str:
    """The delimiter that is most frequent in the first row, outside of quotation marks."""
    counted: Counter[str] = Counter()
    is_quoted = False
    for sign in text.lstrip():
        if sign == '"':
            is_quoted = not is_quoted
        elif sign == "\n" and not is_quoted:
            break
        elif not is_quoted and sign in DELIMITERS:
            counted[sign] += 1
    return max(DELIMITERS, key=lambda sign: counted[sign])
