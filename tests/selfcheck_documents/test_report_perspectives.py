"""The chapter about a workshop: what it shows, that every file says it, and that others stay the same."""

import io
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import outloud
import pypdfium2
import pytest
from docx import Document
from lxml import html
from tests.selfcheck_documents.report_texts import texts_of
from tests.selfcheck_documents.reports import DAY, three_fields

from selfcheck import Instrument
from selfcheck_documents.charts import Chart, Choice, Own, View
from selfcheck_documents.perspective_words import Gap
from selfcheck_documents.report import (
    Rated,
    Report,
    TopPriority,
    WorkshopViews,
    report_content,
    write_docx,
    write_html,
    write_pdf,
)
from selfcheck_documents.words import Words

STEPS = (*(Choice(str(step * 25), Fraction(step, 4)) for step in range(5)), Choice("not known"))
FIELD = Rated(
    label="Work",
    choices=STEPS,
    views=(View("Everybody", (6, 4, 3, 2, 0, 1), Fraction(27, 100)), View("Business", None, Fraction(9, 10))),
    administration=Own("Administration", score=Fraction(72, 100)),
    gaps=(Gap("civil society", Fraction(72, 100), Fraction(41, 100)),),
    agreement=Fraction(1, 4),
)
QUESTION = Rated(
    label="2.4 Rules",
    question="Are there <binding> rules?",
    choices=(Choice("no", Fraction(0)), Choice("yes", Fraction(1))),
    views=(View("Everybody", (9, 7), Fraction(7, 16)),),
    administration=Own("Administration", option=1),
)
WORKSHOP = WorkshopViews(
    title="Workshop & talk",
    day=date(2026, 12, 14),
    people=41,
    threshold=5,
    administration="Administration",
    rated=(FIELD, QUESTION),
    priorities=(TopPriority("1", "A guide for all offices", 64),),
)


@pytest.fixture(scope="module")
def plain(instrument: Instrument) -> Report:
    """A report without a workshop."""
    return report_content(instrument, three_fields(instrument), Words("en"), day=DAY)


@pytest.fixture(scope="module")
def told(instrument: Instrument) -> Report:
    """The same report with the chapter."""
    return report_content(instrument, three_fields(instrument), Words("en"), day=DAY, workshops=[WORKSHOP])


@pytest.fixture(scope="module")
def both(instrument: Instrument) -> Report:
    """The same report with two workshops, of which the newer one rated a question only."""
    newer = replace(WORKSHOP, title="Evening", day=date(2027, 1, 20), people=1, rated=(QUESTION,), priorities=())
    return report_content(instrument, three_fields(instrument), Words("en"), day=DAY, workshops=[newer, WORKSHOP])


def squeezed(text: str) -> str:
    """Text without blanks and hyphens."""
    return "".join(character for character in text if character.isalnum() or character in "<>&.:")


def test_a_report_without_a_workshop_says_what_it_said(plain: Report, told: Report) -> None:
    assert plain.perspectives is None
    assert replace(told, perspectives=None) == plain
    assert 'id="perspectives"' not in write_html(plain)


def test_the_chapter_shows_means_gaps_and_priorities(told: Report) -> None:
    chapter = told.perspectives

    assert chapter is not None
    assert chapter.sentences[0] == (
        "41 people took part in “Workshop & talk” on 14 December 2026 and rated what the administration had answered."
    )
    part = chapter.parts[0]
    assert part.fields is not None
    # The mean of a perspective without shown votes stays away, even when somebody hands it in.
    assert part.fields.table.rows == (("Work", "72", "27", "–"),)
    assert part.rated[0].sentences == (
        "Self-check: 72, civil society: 41 (of 100).",
        "The votes lie apart (agreement 0.25; −1 to 1 is possible).",
    )
    assert part.priorities is not None
    assert part.priorities.rows == (("A guide for all offices", "1", "64"),)


def test_a_workshop_without_fields_has_no_means(instrument: Instrument) -> None:
    workshop = replace(WORKSHOP, rated=(QUESTION,), priorities=())
    content = report_content(instrument, three_fields(instrument), Words("de"), day=DAY, workshops=[workshop])

    assert content.perspectives is not None
    part = content.perspectives.parts[0]
    assert (part.fields, part.priorities, part.priorities_heading) == (None, None, "")


def test_several_workshops_have_a_part_each(told: Report, both: Report) -> None:
    chapter, single = both.perspectives, told.perspectives

    assert chapter is not None
    assert single is not None
    assert chapter.heading == "Perspectives from the workshops"
    assert [part.heading for part in chapter.parts] == ["Evening, 20 January 2027", "Workshop & talk, 14 December 2026"]
    assert [part.sentences[0][:30] for part in chapter.parts] == [
        "1 person took part in “Evening", "41 people took part in “Worksh"
    ]  # fmt: skip
    assert chapter.sentences == single.sentences[1:]
    assert [len(part.rated) for part in chapter.parts] == [1, 2]
    named = re.findall(r'\bid="([^"]+)"', write_html(both))
    assert [one for one, number in Counter(named).items() if number > 1] == []


def test_headings_follow_each_other_without_a_gap(both: Report) -> None:
    levels = [int(name) for name in re.findall(r"<h([1-6])", write_html(both))]
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


@pytest.mark.parametrize("name", ["told", "both"])
def test_every_file_says_the_chapter(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    told: Report = request.getfixturevalue(name)
    path = tmp_path / "report.pdf"
    path.write_bytes(write_pdf(told))
    pdf = pypdfium2.PdfDocument(path)
    page_texts = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    word = Document(io.BytesIO(write_docx(told))).element
    page = html.fromstring(write_html(told))
    described = [chart.description for chart in _charts(told)]
    found = {
        "pdf": "".join(page_texts),
        "docx": "".join(map(str, word.body.itertext())),
        "html": "".join(map(str, page.itertext())),
    }

    texts = [text for text in texts_of(told.perspectives) if text not in described]
    assert texts
    for name, said in found.items():
        assert [(name, text) for text in texts if squeezed(text) not in squeezed(said)] == []
    assert outloud.check(str(path)).errors == 0


def _charts(report: Report) -> list[Chart]:
    chapter = report.perspectives
    assert chapter is not None
    drawn = [chart for part in chapter.parts for chart in (part.fields, *(one.chart for one in part.rated))]
    return [chart for chart in drawn if chart is not None]
