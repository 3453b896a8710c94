"""What a chart is: a drawing with its title, its description in words, and its data as a table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart (or any table of a document) as texts. The first column names the rows."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. `svg` is a whole SVG element with title and description inside; `description` says what it shows."""

    title: str
    description: str
    svg: str
    table: Table
