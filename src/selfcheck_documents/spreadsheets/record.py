"""What a form says about itself on its hidden sheet, so that it can be read again whatever people did to the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

RECORD_SHEET = "selfcheck_form"
FORMAT = "1"

KEY = "key"
NUMBER = "number"
ANSWER = "answer"
COMMENT = "comment"
EVIDENCE = "evidence."
HEADER_MARK = "#key"  # in the key column of the header; no question can be called so


@dataclass(frozen=True, slots=True)
class FormRecord:
    """`columns` names the columns of the question sheet, `details` where on the first sheet who answers is written.

    `groups` are groups of respondents that no framework knows, by key, with their labels. `source` and `stamps` belong
    to whoever made the form; a form that was made without them has none.
    """

    format: str
    framework: str
    language: str
    kind: str
    department: str
    details_sheet: str
    questions_sheet: str
    notice: str
    columns: tuple[str, ...]
    details: Mapping[str, str]
    groups: Mapping[str, str]
    source: str = ""
    stamps: Mapping[str, str] = field(default_factory=dict)

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The record as rows of texts, each with its name first."""
        single = ("format", "framework", "language", "kind", "department", "details_sheet", "questions_sheet", "notice")
        return (
            *((name, getattr(self, name)) for name in single),
            ("columns", *self.columns),
            *(("detail", name, place) for name, place in self.details.items()),
            *(("group", key, label) for key, label in self.groups.items()),
            *((("source", self.source),) if self.source else ()),
            *(("stamp", key, stamp) for key, stamp in self.stamps.items()),
        )


def record_from(rows: Iterable[Sequence[str]]) -> FormRecord:
    """The record in the rows of a hidden sheet; what is missing there is empty."""
    named = [(row[0], tuple(row[1:])) for row in rows if row]
    single = {name: values[0] if values else "" for name, values in named}
    columns = next((values for name, values in named if name == "columns"), ())
    return FormRecord(
        format=single.get("format", ""),
        framework=single.get("framework", ""),
        language=single.get("language", ""),
        kind=single.get("kind", ""),
        department=single.get("department", ""),
        details_sheet=single.get("details_sheet", ""),
        questions_sheet=single.get("questions_sheet", ""),
        notice=single.get("notice", ""),
        columns=tuple(column for column in columns if column),
        details=_pairs(named, "detail"),
        groups=_pairs(named, "group"),
        source=single.get("source", ""),
        stamps=_pairs(named, "stamp"),
    )


def _pairs(named: Sequence[tuple[str, tuple[str, ...]]], wanted: str) -> Mapping[str, str]:
    return {values[0]: values[1] for name, values in named if name == wanted and len(values) > 1}
