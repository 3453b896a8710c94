"""The report as PDF: archivable, readable by a screen reader, and nothing but what the content says."""

import dataclasses
from io import BytesIO
from pathlib import Path

import outloud
import pikepdf
import pypdfium2
import pytest
from tests.selfcheck_documents.reports import (
    COAT_OF_ARMS,
    OTHER_INSTRUMENTS,
    nothing_answered,
    report_on,
    three_fields,
)

from selfcheck import (
    Answer,
    AnswerSheet,
    Comparison,
    Evaluation,
    Instrument,
    Language,
    Municipality,
    evaluate,
    load_instrument,
)
from selfcheck_documents.report.coat_of_arms import CoatOfArms, load_coat_of_arms
from selfcheck_documents.report.model import Report
from selfcheck_documents.report.pdf import write_pdf

LANGUAGES: tuple[Language, ...] = ("de", "en")
HOSTILE = '#read("/etc/passwd") <script>alert(1)</script> $x^2$ *bold* @label \\n'
# Warns where the first line of three pages is alike by chance, such as the header of a table that starts there.
BY_CHANCE = "PAG-001"


@pytest.fixture(scope="module")
def reports(
    instrument: Instrument, example_evaluation: Evaluation, example_comparison: Comparison
) -> dict[Language, Report]:
    coat = load_coat_of_arms(COAT_OF_ARMS)
    return {
        language: report_on(instrument, example_evaluation, language, comparison=example_comparison, coat_of_arms=coat)
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def pdfs(reports: dict[Language, Report]) -> dict[Language, bytes]:
    return {language: write_pdf(report) for language, report in reports.items()}


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, lines joined."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def faults_of(pdf: bytes, folder: Path) -> list[str]:
    """What the PDF/UA checker finds."""
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    result = outloud.check(str(file))
    assert result.error is None
    grave = [found for found in result.findings if found.severity in {"error", "warning"} and found.rule != BY_CHANCE]
    return [f"{found.rule}: {found.message}" for found in grave]


def outline_of(pdf: bytes) -> list[tuple[str, list[str]]]:
    """The titles of the bookmarks, two levels deep."""
    with pikepdf.open(BytesIO(pdf)) as document, document.open_outline() as outline:
        return [(str(item.title), [str(child.title) for child in item.children]) for item in outline.root]


@pytest.mark.parametrize("language", LANGUAGES)
def test_passes_the_accessibility_checker(pdfs: dict[Language, bytes], language: Language, tmp_path: Path) -> None:
    assert faults_of(pdfs[language], tmp_path) == []


def test_sparse_reports_pass_the_accessibility_checker_too(instrument: Instrument, tmp_path: Path) -> None:
    for evaluation in (nothing_answered(instrument), three_fields(instrument)):
        assert faults_of(write_pdf(report_on(instrument, evaluation)), tmp_path) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_declares_its_standards_language_and_title(
    pdfs: dict[Language, bytes], reports: dict[Language, Report], language: Language
) -> None:
    with pikepdf.open(BytesIO(pdfs[language])) as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("2", "A", "1")
        assert metadata["dc:title"] == f"{reports[language].title} – Donnersbergkreis"
        assert str(document.Root.Lang) == language
        assert bool(document.Root.MarkInfo.Marked)
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert {tuple(page.MediaBox) for page in document.pages} == {tuple(document.pages[0].MediaBox)}
        width, height = (float(length) / 72 * 25.4 for length in list(document.pages[0].MediaBox)[2:])
        assert (round(width), round(height)) == (210, 297)


def test_bookmarks_are_the_chapters(pdfs: dict[Language, bytes], reports: dict[Language, Report]) -> None:
    report = reports["en"]
    assert report.comparison is not None
    assert report.voices is not None
    fields = [f"{field.number} {field.heading}" for field in report.fields]
    outline = [(title, [" ".join(child.split()) for child in children]) for title, children in outline_of(pdfs["en"])]
    assert outline == [
        (report.summary.heading, []),
        (report.fields_heading, fields),
        (report.comparison.heading, []),
        (report.voices.heading, [report.voices.disagreements_heading]),
        (report.appendix.heading, fields),
        (report.method.heading, [report.method.traces_heading, report.method.colophon_heading]),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_summary_fits_on_the_second_page(
    pdfs: dict[Language, bytes], reports: dict[Language, Report], language: Language
) -> None:
    report, pages = reports[language], pages_of(pdfs[language])
    assert report.summary.heading in pages[1]
    assert report.notice in pages[1]
    assert all(step.text in pages[1] for step in report.summary.steps.items)
    assert report.labels.contents in pages[2]


def test_every_page_but_the_title_names_municipality_day_and_number(pdfs: dict[Language, bytes]) -> None:
    pages = pages_of(pdfs["en"])
    assert len(pages) > 40
    for number, page in enumerate(pages[1:], 2):
        assert page.startswith("Donnersbergkreis")
        assert f"Page {number} of {len(pages)}" in page
        assert "Evaluation of " in page
    assert "Page 1 of" not in pages[0]


def test_every_chart_has_its_description_as_alternative_text(
    pdfs: dict[Language, bytes], reports: dict[Language, Report]
) -> None:
    report = reports["en"]
    assert report.comparison is not None
    assert report.voices is not None
    charts = [
        report.summary.chart,
        *(field.goals for field in report.fields),
        report.comparison.chart,
        report.voices.gap,
        *(disagreement.chart for disagreement in report.voices.disagreements),
    ]
    with pikepdf.open(BytesIO(pdfs["en"])) as document:
        alternatives = [str(figure.Alt) for figure in figures(document.Root.StructTreeRoot)]
    assert alternatives == [report.labels.coat_of_arms, *(chart.description for chart in charts if chart is not None)]


def figures(element: pikepdf.Object) -> list[pikepdf.Object]:
    """All figures of a structure tree, in reading order."""
    found = [element] if element.get("/S") == "/Figure" else []
    children = element.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/K" in child:
            found += figures(child)
    return found


def test_text_of_people_is_printed_as_it_is(instrument: Instrument) -> None:
    municipality = Municipality(name=HOSTILE)
    sheet = AnswerSheet((Answer("m-1.1", "begun", comment=HOSTILE),), municipality=municipality, notice=HOSTILE)
    pages = pages_of(write_pdf(report_on(instrument, evaluate(instrument.framework, sheet))))
    # Lines may break anywhere, so blanks are left out of the comparison.
    joined, hostile = ["".join(page.split()) for page in pages], "".join(HOSTILE.split())
    assert [page.count(hostile) for page in joined[:2]] == [2, 2]
    assert sum(page.count(f"Remark:{hostile}") for page in joined) == 1
    assert not any("root:" in page for page in pages)


def test_words_too_long_for_a_line_stay_on_the_page(instrument: Instrument) -> None:
    word = "Verwaltungsgemeinschaftsvorsitzende" * 20
    sheet = AnswerSheet((Answer("m-1.1", "begun", comment=word),), municipality=Municipality(name=word[:120]))
    document = pypdfium2.PdfDocument(write_pdf(report_on(instrument, evaluate(instrument.framework, sheet))))
    for page in document:
        words = page.get_textpage()
        right = max((words.get_charbox(index)[2] for index in range(words.count_chars())), default=0)
        assert right <= page.get_width() - 60


def test_characters_that_no_font_has_do_not_stop_the_report(instrument: Instrument) -> None:
    sheet = AnswerSheet((Answer("m-1.1", "begun"),), municipality=Municipality(name="Ort 漢字 🏳️"))
    assert "Ort ▯" in pages_of(write_pdf(report_on(instrument, evaluate(instrument.framework, sheet))))[0]


def test_same_report_gives_same_bytes(reports: dict[Language, Report], pdfs: dict[Language, bytes]) -> None:
    assert write_pdf(reports["de"]) == pdfs["de"]


def test_coat_of_arms_may_be_a_png(instrument: Instrument) -> None:
    report = report_on(instrument, nothing_answered(instrument))
    bitmap = pypdfium2.PdfDocument(write_pdf(report))[0].render(scale=0.2).to_pil()
    buffer = BytesIO()
    bitmap.save(buffer, format="PNG")
    with_picture = write_pdf(dataclasses.replace(report, coat_of_arms=CoatOfArms("image/png", buffer.getvalue())))
    with pikepdf.open(BytesIO(with_picture)) as document:
        assert [str(figure.Alt) for figure in figures(document.Root.StructTreeRoot)][:1] == ["Coat of arms"]


@pytest.mark.parametrize("folder", OTHER_INSTRUMENTS, ids=lambda folder: folder.parent.name)
def test_other_instruments_are_printed_too(folder: Path, tmp_path: Path) -> None:
    other = load_instrument(folder)
    best = tuple(Answer(key, question.scale.best.key) for key, question in other.framework.questions.items())
    pdf = write_pdf(report_on(other, evaluate(other.framework, AnswerSheet(best))))
    assert faults_of(pdf, tmp_path) == []
