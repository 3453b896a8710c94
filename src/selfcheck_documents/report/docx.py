"""Writes the report as a Word document for those who must edit it: the same content as PDF and HTML."""

import dataclasses
import io
from collections.abc import Iterator
from typing import Any

from docx.shared import Mm

from selfcheck_documents import typesetting
from selfcheck_documents.charts.chart import Chart
from selfcheck_documents.report.coat_of_arms import as_svg
from selfcheck_documents.report.model import (
    AnswerField,
    AnswerRow,
    Appendix,
    ComparisonChapter,
    FieldChapter,
    FindingText,
    Method,
    PerspectivesChapter,
    Reading,
    Report,
    Summary,
    TotalChapter,
    TraceText,
    VoicesChapter,
    WorkshopPart,
)
from selfcheck_documents.report.word_writing import WordWriter, add_mark
from selfcheck_documents.word_file import (
    SMALL,
    TEXT_WIDTH,
    as_bytes,
    describe,
    new_document,
    set_cell_margins,
    set_properties,
    write_margins,
)
from selfcheck_documents.word_pieces import CHART_WIDTH, muted

COAT_HEIGHT = 34
SUMMARY_CHART_WIDTH = DISTRIBUTION_WIDTH = 80
SUMMARY_GUTTER = 6
ANSWER_WIDTHS = (15, 71, 32, 16, 26)
ADVICE_WIDTHS = (15, 37, 30, 78)
PRIORITY_WIDTHS = (118, 18, 24)
TRACE_WIDTHS = (110, 22, 28)


def write_docx(report: Report) -> bytes:
    """The report as a Word document; the same report gives the same bytes."""
    document = new_document(report.language)
    title = f"{report.title} – {report.municipality}"
    set_properties(
        document,
        title=title,
        subject=report.subtitle,
        author=report.municipality,
        language=report.language,
        day=report.dated,
    )
    writer = WordWriter(document, report.labels, _pictures(report))
    write_margins(document, f"{report.municipality}\t{report.title}", report.day, report.labels.page)
    _write_title_page(writer, report)
    _write_summary(writer, report.summary)
    writer.text(report.labels.contents, "TOC Heading")
    contents = writer.text("")
    _write_total(writer, report.total)
    writer.heading(report.fields_heading, 1)
    writer.table(report.summary.chart.table)
    _write_reading(writer, report.reading)
    for field in report.fields:
        _write_field(writer, field)
    _write_comparison(writer, report.comparison)
    _write_voices(writer, report.voices)
    _write_perspectives(writer, report.perspectives)
    _write_appendix(writer, report.appendix)
    _write_method(writer, report.method)
    writer.contents_before(contents)
    return as_bytes(document)


def _pictures(report: Report) -> dict[str, bytes]:
    """All drawings of the report as PNG, in one go."""
    widths = {chart.svg: CHART_WIDTH for chart in _charts(report)}
    coat = report.coat_of_arms
    if coat is not None:
        widths[as_svg(coat)] = COAT_HEIGHT
    return typesetting.drawings(widths)


def _charts(value: Any) -> Iterator[Chart]:
    if isinstance(value, Chart):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _charts(entry)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _charts(getattr(value, field.name))


def _write_title_page(writer: WordWriter, report: Report) -> None:
    coat = report.coat_of_arms
    if coat is not None:
        picture = io.BytesIO(writer.pictures[as_svg(coat)])
        shape = writer.text("").add_run().add_picture(picture, height=Mm(COAT_HEIGHT))
        describe(shape, report.labels.coat_of_arms, f"{report.labels.coat_of_arms}: {report.municipality}")
    subtitle = writer.text(report.subtitle, "Subtitle")
    subtitle.paragraph_format.space_before = Mm(30)
    writer.text(report.municipality, "Title")
    writer.text(report.title, "Subtitle").paragraph_format.space_after = Mm(15)
    if report.members:
        paragraph = writer.text("")
        muted(paragraph.add_run(f"{report.members_heading}: "))
        paragraph.add_run(" · ".join(report.members))
    writer.facts(report.facts)
    if report.notice:
        notice = writer.text("")
        notice.add_run(report.notice).bold = True
        notice.paragraph_format.space_before = Mm(15)
    writer.text(report.day, SMALL).paragraph_format.space_before = Mm(8)


def _write_summary(writer: WordWriter, summary: Summary) -> None:
    writer.heading(summary.heading, 1)
    writer.text(summary.lead)
    if summary.total is not None:
        writer.result(summary.total)
    _write_beside_each_other(writer, summary)
    writer.heading(summary.steps.heading, 2, is_listed=False)
    if summary.steps.empty:
        writer.text(summary.steps.empty)
    writer.steps(summary.steps.items)


def _write_beside_each_other(writer: WordWriter, summary: Summary) -> None:
    """The profile on the left and what it says on the right, so that all of it fits on one page."""
    beside = writer.document.add_table(rows=1, cols=2)
    beside.autofit = False
    set_cell_margins(beside, right=0)
    left, right = beside.rows[0].cells
    widths = SUMMARY_CHART_WIDTH + SUMMARY_GUTTER, TEXT_WIDTH - SUMMARY_CHART_WIDTH - SUMMARY_GUTTER
    for cell, column, width in zip((left, right), beside.columns, widths, strict=True):
        cell.width = column.width = Mm(width)
    writer.place = left
    writer.chart(summary.chart, SUMMARY_CHART_WIDTH)
    writer.place = right
    writer.highlights(summary.strengths, widths[1])
    writer.highlights(summary.needs, widths[1])
    writer.section(summary.coverage, 2)
    writer.section(summary.preliminary, 2)
    writer.place = writer.document
    for cell in (left, right):
        cell._tc.remove(cell.paragraphs[0]._p)


def _write_total(writer: WordWriter, total: TotalChapter | None) -> None:
    if total is None:
        return
    writer.heading(total.heading, 1)
    if total.result is not None:
        writer.result(total.result)
    if total.ladder:
        writer.heading(total.ladder_heading, 2, is_listed=False)
        rows = [("", rung.requirement, rung.reached) for rung in total.ladder]
        made = writer.grid(total.ladder_header, rows, (45, 90, 25), (False,) * 3, total.ladder_heading)
        for row, rung in zip(made.rows[1:], total.ladder, strict=True):
            add_mark(row.cells[0].paragraphs[0], rung.mark)
    for composite in total.composites:
        writer.heading(composite.heading, 2)
        if composite.description:
            writer.text(composite.description)
        writer.result(composite.result)


def _write_reading(writer: WordWriter, reading: Reading) -> None:
    writer.heading(reading.heading, 2, is_listed=False)
    for mark in reading.levels:
        paragraph = writer.text("")
        add_mark(paragraph, mark)
        paragraph.add_run(f"  {mark.description}".rstrip())
    writer.sentences(reading.sentences)


def _write_field(writer: WordWriter, field: FieldChapter) -> None:
    heading = writer.heading(f"{field.number} {field.heading}", 2)
    heading.paragraph_format.page_break_before = field.goals is not None or bool(field.findings)
    if field.description:
        writer.text(field.description)
    writer.result(field.result)
    if field.goals is not None:
        writer.heading(field.goals_heading, 3)
        writer.chart_with_table(field.goals)
    if field.findings_heading:
        writer.heading(field.findings_heading, 3)
        if field.no_findings:
            writer.text(field.no_findings)
        for finding in field.findings:
            _write_finding(writer, finding)


def _write_finding(writer: WordWriter, finding: FindingText) -> None:
    writer.heading(finding.label, 4)
    writer.figures(finding.mark, finding.facts, finding.kind)
    if finding.explanation:
        writer.text(finding.explanation)
    if finding.causes:
        paragraph = writer.text("")
        muted(paragraph.add_run(f"{finding.causes_heading}: "))
        causes = (f"{writer.labels.question} {one.key}: {one.short} ({one.answer})" for one in finding.causes)
        paragraph.add_run("; ".join(causes))
    if finding.advice:
        rows = [(one.asked.key, one.asked.short, one.asked.answer, one.text) for one in finding.advice]
        writer.grid(finding.advice_header, rows, ADVICE_WIDTHS, (False,) * 4, finding.label)


def _write_comparison(writer: WordWriter, comparison: ComparisonChapter | None) -> None:
    if comparison is None:
        return
    writer.heading(comparison.heading, 1)
    writer.sentences(comparison.sentences)
    writer.chart_with_table(comparison.chart)
    if comparison.goals is not None:
        writer.table(comparison.goals)
    for section in comparison.left_out:
        writer.section(section, 2, is_list=True)


def _write_voices(writer: WordWriter, voices: VoicesChapter | None) -> None:
    if voices is None:
        return
    writer.heading(voices.heading, 1)
    writer.sentences(voices.sentences)
    if voices.gap is not None:
        writer.chart_with_table(voices.gap)
    if not voices.disagreements:
        return
    writer.heading(voices.disagreements_heading, 2)
    writer.text(voices.disagreements_lead)
    for one in voices.disagreements:
        writer.heading(f"{writer.labels.question} {one.asked.key}: {one.asked.short}", 3)
        about = writer.text(one.question), writer.text(f"{one.place} · {one.asked.answer} · {one.figure}", SMALL)
        for paragraph in about:
            paragraph.paragraph_format.keep_with_next = one.chart is not None
        if one.chart is not None:
            writer.chart_with_table(one.chart, DISTRIBUTION_WIDTH)


def _write_perspectives(writer: WordWriter, perspectives: PerspectivesChapter | None) -> None:
    if perspectives is None:
        return
    writer.heading(perspectives.heading, 1)
    writer.sentences(perspectives.sentences)
    for part in perspectives.parts:
        _write_workshop(writer, part)


def _write_workshop(writer: WordWriter, part: WorkshopPart) -> None:
    level = 2
    if part.heading:
        writer.heading(part.heading, level)
        level += 1
    writer.sentences(part.sentences)
    if part.fields is not None:
        writer.chart_with_table(part.fields)
    if part.rated:
        writer.heading(part.rated_heading, level)
    for one in part.rated:
        writer.heading(one.heading, level + 1)
        if one.question:
            writer.text(one.question).paragraph_format.keep_with_next = True
        writer.chart_with_table(one.chart)
        for sentence in one.sentences:
            writer.text(sentence, "List Bullet")
    if part.priorities is not None:
        writer.heading(part.priorities_heading, level)
        writer.table(part.priorities, PRIORITY_WIDTHS, has_caption=False)


def _write_appendix(writer: WordWriter, appendix: Appendix) -> None:
    writer.heading(appendix.heading, 1)
    writer.sentences(appendix.sentences)
    for field in appendix.fields:
        writer.heading(f"{field.number} {field.heading}", 2)
        if field.sentence:
            writer.text(field.sentence)
        _write_answers(writer, field, appendix.header)


def _write_answers(writer: WordWriter, field: AnswerField, header: tuple[str, ...]) -> None:
    *columns, remark = header
    for group in field.groups:
        if group.heading:
            writer.heading(group.heading, 3)
        rows = [(row.key, _question(row, remark), row.answer, row.points, row.formed) for row in group.rows]
        writer.grid(columns, rows, ANSWER_WIDTHS, (False,) * 5, group.heading or field.heading)


def _question(row: AnswerRow, remark: str) -> str:
    return f"{row.question}\n{remark}: {row.comment}" if row.comment else row.question


def _write_method(writer: WordWriter, method: Method) -> None:
    writer.heading(method.heading, 1)
    for section in method.sections:
        writer.section(section, 2)
    for table in (*method.scales, *method.levels):
        writer.table(table, (44, 26, 90))
    if method.traces:
        writer.heading(method.traces_heading, 2)
        writer.text(method.traces_lead)
    for trace in method.traces:
        _write_trace(writer, trace)
    writer.heading(method.colophon_heading, 2)
    writer.facts(method.colophon)


def _write_trace(writer: WordWriter, trace: TraceText) -> None:
    writer.heading(trace.heading, 3)
    paragraph = writer.text(f"{trace.rule} ".lstrip())
    paragraph.add_run(trace.result).bold = True
    writer.table(trace.terms, TRACE_WIDTHS, has_caption=False)
    if trace.changes_heading:
        writer.heading(trace.changes_heading, 4)
        if trace.changes_sentence:
            writer.text(trace.changes_sentence)
        if trace.changes is not None:
            writer.table(trace.changes, (70, 30, 30, 30), has_caption=False)
    if trace.parts:
        writer.text(trace.parts[0].rule)
    for part in trace.parts:
        writer.heading(part.heading, 4)
        writer.text(part.result)
        writer.table(part.terms, TRACE_WIDTHS, has_caption=False)
