"""The survey of an .ods workbook: every sheet by its name, with what repetition makes of it."""

from collections.abc import Mapping

from selfcheck_documents.spreadsheets.survey import Attributes, Survey, Walk, whole_number

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
COLUMNS_REPEATED = f"{TABLE}number-columns-repeated"
ROWS_REPEATED = f"{TABLE}number-rows-repeated"
CELLS = ("table-cell", "covered-table-cell")


def survey_ods(content: bytes) -> Mapping[str, Survey]:
    """The survey of every sheet in `content.xml`.

    Raises `UnsafeXmlError`.
    """
    walk = _Tables()
    walk.through(content)
    return walk.surveys


class _Tables(Walk):
    """The cells of all sheets."""

    def __init__(self) -> None:
        super().__init__()
        self.surveys: dict[str, Survey] = {}
        self.survey = Survey()
        self.row = self.column = 0
        self.rows = self.columns = 1
        self.is_filled = self.is_error = False
        self.heard: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name in CELLS:
            self.columns = _times(attributes.get(COLUMNS_REPEATED))
            self.is_filled = f"{OFFICE}value-type" in attributes
            self.is_error = attributes.get(f"{CALC}value-type") == "error"
            if self.is_filled:
                self.heard.clear()
                self.listen(self.heard.append)
        elif name == "table-row":
            self.rows = _times(attributes.get(ROWS_REPEATED))
            self.column = 0
        elif name == "table":
            self.survey = self.surveys[attributes.get(f"{TABLE}name", "")] = Survey()
            self.row = 0

    def end(self, name: str) -> None:
        if name in CELLS:
            if self.is_filled:
                self._include()
            self.column += self.columns
        elif name == "table-row":
            self.row += self.rows

    def _include(self) -> None:
        shown = "".join(self.heard)
        self.listen(None)
        self.survey.include(self.row + self.rows - 1, self.column + self.columns - 1)
        self.survey.text += len(shown) * self.rows * self.columns
        if self.is_error:
            self.survey.errors[self.row, self.column] = shown.strip()


def _times(written: str | None) -> int:
    return 1 if (count := whole_number(written)) is None else count
