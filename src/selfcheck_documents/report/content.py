"""Puts the whole report together: what PDF, DOCX and HTML then say alike."""

from collections.abc import Iterator, Sequence
from datetime import date

from selfcheck.evaluation.comparison import Comparison
from selfcheck.evaluation.model import Evaluation
from selfcheck.frameworks.library import Instrument
from selfcheck_documents.report.answers import appendix
from selfcheck_documents.report.chapters import field_chapter, reading, total_chapter
from selfcheck_documents.report.coat_of_arms import CoatOfArms
from selfcheck_documents.report.material import Material
from selfcheck_documents.report.method import method
from selfcheck_documents.report.model import Fact, Labels, Report
from selfcheck_documents.report.perspectives import WorkshopViews, perspectives_chapter
from selfcheck_documents.report.summary import summary
from selfcheck_documents.report.voices import comparison_chapter, voices_chapter
from selfcheck_documents.words import Words


def report_content(
    instrument: Instrument,
    evaluation: Evaluation,
    words: Words,
    *,
    day: date,
    comparison: Comparison | None = None,
    coat_of_arms: CoatOfArms | None = None,
    workshops: Sequence[WorkshopViews] = (),
) -> Report:
    """The report on `evaluation`, dated `day`, in the language of `words`; `workshops` add a chapter of their own."""
    material = Material(instrument, evaluation, words)
    municipality = evaluation.sheet.municipality
    return Report(
        language=words.language,
        title=material.texts.title,
        subtitle=words("Report on the results"),
        municipality=municipality.name or words("Municipality without a name"),
        facts=tuple(_facts(material)),
        members_heading=words("Taking part") if any(member.name for member in municipality.members) else "",
        members=tuple(member.name for member in municipality.members if member.name),
        day=words("Evaluation of {day}", day=words.day(day)),
        dated=day,
        notice=evaluation.sheet.notice,
        coat_of_arms=coat_of_arms,
        labels=_labels(words),
        summary=summary(material),
        total=total_chapter(material),
        fields_heading=words("The fields of action"),
        reading=reading(material),
        fields=tuple(field_chapter(part, material) for part in evaluation.fields),
        comparison=None if comparison is None else comparison_chapter(comparison, material),
        voices=voices_chapter(material),
        perspectives=perspectives_chapter(workshops, words),
        appendix=appendix(material),
        method=method(material),
    )


def _facts(material: Material) -> Iterator[Fact]:
    words = material.words
    sheet = material.evaluation.sheet
    kind = material.texts.kinds.get(sheet.municipality.kind or "")
    if kind is not None:
        yield Fact(words("Kind of municipality"), kind.label)
    if sheet.municipality.key:
        yield Fact(words("Official key"), sheet.municipality.key)
    if sheet.date:
        yield Fact(words("Answers of"), words.written_day(sheet.date))
    yield Fact(words("Version of the questionnaire"), material.evaluation.framework.version)


def _labels(words: Words) -> Labels:
    return Labels(
        contents=words("Contents"),
        page=words("Page {page} of {pages}", page="{page}", pages="{pages}"),
        data_of_chart=words("The figures of the chart"),
        question=words("Question"),
        coat_of_arms=words("Coat of arms"),
    )
