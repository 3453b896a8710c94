"""A document as a row of blocks: every word is there, a writer decides only where it stands and how it looks."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from selfcheck.messages import Language
from selfcheck_documents.charts.chart import Chart, Table


class Heading(NamedTuple):
    """A heading of level 1 to 5. Levels follow each other without a gap."""

    text: str
    level: int = 1


class Paragraph(NamedTuple):
    """A paragraph; a quiet one is an aside in small letters."""

    text: str
    is_quiet: bool = False


class Bullets(NamedTuple):
    """A list."""

    items: tuple[str, ...]


class Facts(NamedTuple):
    """Circumstances with their names, a line each: "Who", "The office for integration"."""

    items: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Bullets | Facts | Table | Chart
"""A chart is drawn with its description; its table follows as a block of its own."""


@dataclass(frozen=True, slots=True)
class TextDocument:
    """The whole document. `kind` stands above the title ("Minutes"); `page` holds {page} and {pages}.

    `dated` is the day that the file carries as its own; readers see `foot`.
    """

    language: Language
    kind: str
    title: str
    author: str
    facts: Facts
    notice: str
    foot: str
    page: str
    dated: date
    blocks: tuple[Block, ...]

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Every chart, in its order."""
        return tuple(block for block in self.blocks if isinstance(block, Chart))
