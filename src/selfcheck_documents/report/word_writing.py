"""The pieces of a report in a Word document that no other document has: marks, results, highlights, steps."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from selfcheck_documents.report.marks import mark_character
from selfcheck_documents.report.model import Advice, Fact, Highlights, Labels, Mark, Result, Section
from selfcheck_documents.word_file import FACT_LINE
from selfcheck_documents.word_pieces import WordPieces, colour_of, muted


class WordWriter(WordPieces):
    """Writes the pieces that only a report has."""

    def __init__(self, document: Any, labels: Labels, pictures: Mapping[str, bytes]) -> None:
        super().__init__(document, pictures)
        self.labels = labels

    def section(self, section: Section, level: int, *, is_list: bool = False) -> None:
        """Sentences under a heading; nothing where there is no sentence."""
        if not section.sentences:
            return
        self.heading(section.heading, level, is_listed=False)
        for sentence in section.sentences:
            self.text(sentence, "List Bullet" if is_list else None)

    def facts(self, facts: Iterable[Fact]) -> None:
        """Each fact on its own line."""
        for fact in facts:
            paragraph = self.text("")
            muted(paragraph.add_run(f"{fact.label}: "))
            paragraph.add_run(fact.value)

    def result(self, result: Result) -> None:
        """Level and figures on one line, then what is to be said about them."""
        if result.mark is not None or result.facts:
            self.figures(result.mark, result.facts)
        self.sentences(result.sentences)

    def figures(self, mark: Mark | None, facts: Sequence[Fact], kind: str = "") -> None:
        """Level, or the kind of finding, and figures on one line."""
        paragraph = self.text("", FACT_LINE)
        if mark is not None:
            add_mark(paragraph, mark)
        elif kind:
            paragraph.add_run(kind).bold = True
        for fact in facts:
            if paragraph.runs:
                muted(paragraph.add_run("  ·  "))
            muted(paragraph.add_run(f"{fact.label}: "))
            paragraph.add_run(fact.value).bold = True

    def highlights(self, highlights: Highlights, width: int) -> None:
        """A few findings, each with its figure at the right edge."""
        self.heading(highlights.heading, 2, is_listed=False)
        if highlights.empty:
            self.text(highlights.empty)
        for item in highlights.items:
            paragraph = self.text("")
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
            paragraph.paragraph_format.right_indent = Mm(0)
            if highlights.mark is not None:
                add_mark(paragraph, highlights.mark, with_label=False)
            paragraph.add_run(item.label).bold = True
            paragraph.add_run(f"\t{item.figure}").bold = True
            below = " · ".join(part for part in (item.field, item.note) if part)
            if below:
                paragraph.add_run().add_break()
                muted(paragraph.add_run(below)).font.size = Pt(9)

    def steps(self, items: Iterable[Advice]) -> None:
        """Proposed steps, each with where it comes from, numbered by hand so that copies keep their numbers."""
        for number, item in enumerate(items, 1):
            paragraph = self.text("")
            paragraph.paragraph_format.space_after = Pt(4)
            paragraph.paragraph_format.line_spacing = 1.05
            paragraph.paragraph_format.left_indent = Mm(7)
            paragraph.paragraph_format.first_line_indent = Mm(-7)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(7))
            paragraph.add_run(f"{number}.\t").bold = True
            paragraph.add_run(item.text)
            paragraph.add_run().add_break()
            source = f"{item.place} · {self.labels.question} {item.asked.key}"
            muted(paragraph.add_run(source)).font.size = Pt(9)


def add_mark(paragraph: Any, mark: Mark, *, with_label: bool = True) -> None:
    """The shape of a level in its colour, with its label."""
    run = paragraph.add_run(f"{mark_character(mark)}\u00a0")
    run.font.color.rgb = colour_of(mark.colour)
    if with_label:
        label = paragraph.add_run(mark.label)
        label.bold, label.font.color.rgb = True, colour_of(mark.colour)
