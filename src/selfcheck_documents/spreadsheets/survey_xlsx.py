"""The survey of an .xlsx workbook: every sheet by its name."""

import posixpath
from collections.abc import Mapping
from zipfile import ZipFile

from selfcheck_documents.spreadsheets.grid import position
from selfcheck_documents.spreadsheets.survey import MOST_CELLS, Attributes, Survey, UnsafeXmlError, Walk, whole_number

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
SHARED_STRINGS = "xl/sharedStrings.xml"
RELATION_ID = " id"


def survey_xlsx(package: ZipFile) -> Mapping[str, Survey]:
    """The survey of every sheet.

    Raises `UnsafeXmlError`, and `KeyError` when a member is missing.
    """
    book, relations, strings = _Sheets(), _Relations(), _Strings()
    book.through(package.read(WORKBOOK))
    relations.through(package.read(RELATIONS))
    names = set(package.namelist())
    for name in names:
        if name.lower() == SHARED_STRINGS.lower():
            strings.through(package.read(name))
    surveys = {}
    for name, relation in book.sheets.items():
        member = posixpath.normpath(posixpath.join("xl", relations.targets[relation])).lstrip("/")
        walk = _Cells(strings.lengths)
        walk.through(package.read(member))
        surveys[name] = walk.survey
    return surveys


class _Sheets(Walk):
    """The names of the sheets, each with the id of its relation."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(RELATION_ID)), "")
            self.sheets[attributes.get("name", "")] = relation


class _Relations(Walk):
    """The members that relations point to."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _Strings(Walk):
    """How long each shared string is."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []
        self.listen(self._hear)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self.lengths.append(0)
        elif (whole_number(attributes.get("uniqueCount")) or 0) > MOST_CELLS:
            # The reader makes room for as many as are announced, and ends the whole process where it cannot.
            raise UnsafeXmlError("number of strings")

    def _hear(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Cells(Walk):
    """The cells of one sheet."""

    def __init__(self, lengths: list[int]) -> None:
        super().__init__()
        self.survey = Survey()
        self.lengths = lengths
        self.place = (-1, -1)
        self.kind: str | None = None
        self.heard: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            row, column = self.place
            self.place = position(attributes.get("r", "")) or (row, column + 1)
            self.kind = attributes.get("t")
        elif name == "v":
            self.survey.include(*self.place)
            if self.kind in ("s", "e"):
                self.listen(self.heard.append)
        elif name == "is":
            self.survey.include(*self.place)
        elif name == "row":
            number = whole_number(attributes.get("r"))
            self.place = (self.place[0] + 1 if number is None else number - 1, -1)

    def end(self, name: str) -> None:
        if name != "v" or self.kind not in ("s", "e"):
            return
        shown = "".join(self.heard).strip()
        self.heard.clear()
        self.listen(None)
        if self.kind == "e":
            self.survey.errors[self.place] = shown
        elif (index := whole_number(shown)) is not None and index < len(self.lengths):
            self.survey.text += self.lengths[index]
