"""The report as a Word document: complete, with real headings, described pictures and repeated headers; opened once."""

import dataclasses
import io
import re
import shutil
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from tests.selfcheck_documents.report_texts import example_report, missing_texts, squeezed

from selfcheck import Answer, Evaluation, Instrument, Municipality, evaluate
from selfcheck_documents.report.docx import write_docx
from selfcheck_documents.report.model import Report

HOSTILE = "</w:t></w:r><w:r><w:t>&amp; <script>alert(1)</script> {{ 7 * 7 }} \"' ]]> Größe"


@pytest.fixture(scope="module")
def docx(report: Report) -> bytes:
    """The report as it is written."""
    return write_docx(report)


@pytest.fixture(scope="module")
def document(docx: bytes) -> Any:
    """The report as python-docx reads it."""
    return Document(io.BytesIO(docx))


def text_of(document: Any) -> str:
    """All words of the body, in order, and what its pictures are said to show."""
    body = document.element.body
    described = [properties.get("descr", "") for properties in body.iter(qn("wp:docPr"))]
    return "".join(text.text or "" for text in body.iter(qn("w:t"))) + "".join(described)


def headings_of(document: Any) -> list[tuple[int, str]]:
    """Level and words of every heading, wherever it stands; a subheading counts as the level that it is based on."""
    levels = {
        style.style_id: int(style.name[-1])
        for style in document.styles
        if re.fullmatch(r"(Heading|Subheading) [1-4]", style.name)
    }
    paragraphs = [(paragraph, paragraph.style) for paragraph in document.element.body.iter(qn("w:p"))]
    return [
        (levels[style], "".join(text.text or "" for text in paragraph.iter(qn("w:t"))))
        for paragraph, style in paragraphs
        if style in levels
    ]


def test_document_says_everything_that_the_report_says(report: Report, document: Any) -> None:
    assert missing_texts(report, text_of(document)) == []


def test_headings_are_real_and_skip_no_level(report: Report, document: Any) -> None:
    headings = headings_of(document)
    levels = [level for level, _ in headings]
    assert levels[0] == 1
    assert [after for before, after in pairwise(levels) if after > before + 1] == []
    fields = [f"{field.number} {field.heading}" for field in report.fields]
    assert [text for level, text in headings if level == 2 and text in fields] == fields * 2


def test_contents_list_the_headings_and_lead_to_them(document: Any) -> None:
    body = document.element.body
    entries = [
        (link.get(qn("w:anchor")), "".join(text.text for text in link.iter(qn("w:t"))))
        for link in body.iter(qn("w:hyperlink"))
    ]
    bookmarks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    titles = [text for level, text in headings_of(document)]
    assert len(entries) > 20
    assert {anchor for anchor, _ in entries} == bookmarks
    assert [text for _, text in entries if text not in titles] == []
    marks = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert marks == ["begin", "separate", "end"]


def test_language_title_and_author_are_set(document: Any) -> None:
    properties = document.core_properties
    assert (properties.language, properties.title) == ("de-DE", "Selbstcheck Weltoffene Kommune – Donnersbergkreis")
    assert (properties.author, properties.comments) == ("Donnersbergkreis", "")
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert [language.get(qn("w:val")) for language in defaults.iter(qn("w:lang"))] == ["de-DE"]


def test_english_report_is_marked_as_english(instrument: Instrument, example_evaluation: Evaluation) -> None:
    document = Document(io.BytesIO(write_docx(example_report(instrument, example_evaluation, None, "en"))))
    assert document.core_properties.language == "en-GB"


def test_every_picture_has_alternative_text(report: Report, document: Any) -> None:
    described = [properties.get("descr") for properties in document.element.body.iter(qn("wp:docPr"))]
    goals = [field.goals.description for field in report.fields if field.goals]
    assert described[:2] == [f"{report.labels.coat_of_arms}: Donnersbergkreis", report.summary.chart.description]
    assert described[2 : 2 + len(goals)] == goals
    assert all(described)


def test_tables_repeat_their_header_and_keep_rows_whole(document: Any) -> None:
    layout, *tables = document.tables
    assert len(layout.rows) == 1
    assert len(tables) > 50
    headed = [table for table in tables if table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert len(headed) == len(tables)
    rows = [row for table in tables for row in table.rows]
    assert [row for row in rows if row._tr.trPr.find(qn("w:cantSplit")) is None] == []


def test_every_page_but_the_first_has_header_and_number(report: Report, document: Any) -> None:
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == f"{report.municipality}\t{report.title}"
    codes = [code.text.strip() for code in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_hostile_words_stay_words(instrument: Instrument, example_evaluation: Evaluation) -> None:
    sheet = dataclasses.replace(
        example_evaluation.sheet,
        municipality=Municipality(name=HOSTILE, kind="county"),
        notice=HOSTILE,
        answers=(Answer("m-1.1", "none", comment=HOSTILE),),
        agreed={},
    )
    report = example_report(instrument, evaluate(instrument.framework, sheet), None)
    document = Document(io.BytesIO(write_docx(report)))
    assert missing_texts(report, text_of(document)) == []
    assert squeezed(text_of(document)).count(squeezed(HOSTILE)) >= 4
    assert document.core_properties.author == HOSTILE


def test_every_part_of_the_file_is_sound_xml_and_names_the_day_of_the_report(docx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        assert file.testzip() is None
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        parts = {name: file.read(name) for name in file.namelist() if name.endswith((".xml", ".rels"))}
    assert [name for name, content in parts.items() if etree.fromstring(content) is None] == []
    core = etree.fromstring(parts["docProps/core.xml"])
    moments = [child.text for child in core if "created" in str(child.tag) or "modified" in str(child.tag)]
    assert moments == ["2026-11-22T12:00:00Z"] * 2


def test_same_report_gives_the_same_bytes(report: Report, docx: bytes) -> None:
    assert write_docx(report) == docx


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: soffice was not found.")
def test_libreoffice_opens_the_document(report: Report, docx: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(docx)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert 30 < len(pages) < 80
    # Everything that a mayor reads in a minute is on one page.
    assert squeezed(report.summary.heading) in squeezed(pages[1])
    assert squeezed(report.summary.steps.items[-1].text) in squeezed(pages[1]).replace("-", "")
