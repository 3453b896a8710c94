"""LimeSurvey's XML as tables: sections with rows, each knowing its line. What could harm is refused on the way.

Document types, and with them entities, are refused, so that no text is longer than the file that holds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from selfcheck.faults import Fault, FaultyInput, line
from selfcheck.messages import Message, message

MOST_ROWS = 300_000
DEEPEST = 12
SECTION, ROW, COLUMN = 2, 4, 5


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its columns by name, and the line where it begins."""

    values: Mapping[str, str]
    line: int

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Tables:
    """What a file holds: the kind of document, the version of the database, rows by the name of their table."""

    kind: str
    db_version: str
    rows: Mapping[str, list[Row]]

    def table(self, name: str) -> list[Row]:
        """The rows of a table; none where the file has no such table."""
        return self.rows.get(name, [])


@dataclass(slots=True)
class _Walk:
    """A walk through the elements: document, section, rows, row, column."""

    parser: expat.XMLParserType
    file: str
    path: list[str] = field(default_factory=list)
    heads: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    row_line: int = 0
    count: int = 0

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.path.append(name)
        self.text.clear()
        if len(self.path) > DEEPEST:
            self.refuse(message("the file is nested too deeply."))
        if len(self.path) == ROW:
            self.columns = {}
            self.row_line = self.parser.CurrentLineNumber

    def end(self, name: str) -> None:
        """An element ends."""
        depth = len(self.path)
        if depth == COLUMN and self.path[-2] == "row":
            self.columns[name] = "".join(self.text)
        elif depth == ROW and name == "row":
            self.count += 1
            if self.count > MOST_ROWS:
                self.refuse(message("the file has more than {most} rows.", most=MOST_ROWS))
            self.rows.setdefault(self.path[1], []).append(Row(self.columns, self.row_line))
        elif depth == SECTION:
            self.heads.setdefault(name, "".join(self.text).strip())
        self.text.clear()
        self.path.pop()

    def refuse(self, what: Message, found: str | None = None) -> NoReturn:
        """End the walk here."""
        raise FaultyInput([Fault(what, self.file, line(self.parser.CurrentLineNumber), found=found)])

    def refuse_type(self, name: str, *_rest: object) -> None:
        """A document type is declared."""
        what = message("the file declares a document type, which LimeSurvey never does. It is not read.")
        self.refuse(what, f"<!DOCTYPE {name}")


def read_tables(content: bytes, file: str) -> Tables:
    """The tables of a file of LimeSurvey (.lss, or a part of .lsa).

    Raises `FaultyInput` with the line where the file is broken or where it could harm.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    walk = _Walk(parser, file)
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text.append
    parser.StartDoctypeDeclHandler = walk.refuse_type
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        what = message("the file is not valid XML here. It was cut off or changed; export it from LimeSurvey again.")
        raise FaultyInput([Fault(what, file, line(error.lineno), found=_line_of(content, error.lineno))]) from error
    except (LookupError, ValueError) as error:
        raise FaultyInput([Fault(message("the file is in no encoding that can be read."), file)]) from error
    return Tables(walk.heads.get("LimeSurveyDocType", ""), walk.heads.get("DBVersion", ""), walk.rows)


def _line_of(content: bytes, number: int) -> str | None:
    lines = content.splitlines()
    return lines[number - 1].decode("utf-8", "replace").strip() or None if 0 < number <= len(lines) else None
