"""What an archive needs of the calculation and its documents: questionnaires checked, reports written, schemas."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from typing import NamedTuple

from django.utils import translation

from selfcheck import ENGINE, LANGUAGES, FaultyInput, Framework, is_evaluation, sheet_from_json
from selfcheck import Language as Language
from selfcheck.frameworks.model import Meaning
from selfcheck.workshop.scales import FIELD_SCALE
from weltoffen.catalogue.bridge import instrument_from
from weltoffen.evaluation.bridge.opening import open_evaluation
from weltoffen.evaluation.exports import report_file
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation.templating import current_language
from weltoffen.minutes.bridge import shown_minutes
from weltoffen.minutes.exports import minutes_file
from weltoffen.minutes.models import Minutes
from weltoffen.municipalities.models import Municipality
from weltoffen.surveys.bridge import has_only_showable_counts
from weltoffen.surveys.models import Survey
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.rules import FIELD, QUESTION

REPORT_KINDS = ("html", "pdf")
SCHEMAS = ("answers", "evaluation", "framework", "guests", "texts")


class FaultyQuestionnaire(Exception):
    """Files that are no questionnaire; the text lists every fault."""


class Questionnaire(NamedTuple):
    """A questionnaire that an archive brings along."""

    files: Mapping[str, str]
    framework: Framework

    @property
    def name(self) -> str:
        """`id@version`."""
        return self.framework.name

    @property
    def checksum(self) -> str:
        """What it is known by."""
        return self.framework.checksum

    def is_answer(self, question: str, value: str) -> bool:
        """Whether the question exists and has this option, or none was chosen."""
        known = self.framework.questions.get(question)
        return known is not None and (not value or value in known.scale.by_key)

    def has_field(self, key: str) -> bool:
        """Whether it has a field of action with this key."""
        return any(one.key == key for one in self.framework.fields)

    def has_kind(self, kind: str) -> bool:
        """Whether it knows a kind of municipality; empty: none was said."""
        return kind in ("", *self.framework.kinds)

    def is_counted(self, survey: Survey, people: object, counts: object) -> bool:
        """Whether these counters are those of a closed survey: complete, and none that may not be shown."""
        return has_only_showable_counts(self.framework, survey, people, counts)

    def rated_options(self, subject: str) -> Sequence[str]:
        """What guests can choose who rate a field or a question; empty where there is no such thing."""
        if subject.startswith(FIELD):
            return FIELD_SCALE.keys if self.has_field(subject.removeprefix(FIELD)) else ()
        question = self.framework.questions.get(subject.removeprefix(QUESTION))
        if question is None:
            return ()
        return [one.key for one in question.scale.options if one.meaning is not Meaning.NOT_APPLICABLE]

    def faults_of_sheet(self, sheet: object) -> list[str]:
        """What is wrong with a sheet of answers."""
        try:
            sheet_from_json(sheet, self.framework, "")
        except FaultyInput as faulty:
            return [fault.sentence(current_language()) for fault in faulty.faults]
        return []


def questionnaire_from(texts: Mapping[str, str]) -> Questionnaire:
    """The questionnaire in these files. Raises `FaultyQuestionnaire`."""
    try:
        return Questionnaire(texts, instrument_from(texts).framework)
    except FaultyInput as faulty:
        raise FaultyQuestionnaire("\n".join(fault.sentence(current_language()) for fault in faulty.faults)) from faulty


def is_result(value: object) -> bool:
    """Whether a JSON value is an evaluation."""
    return is_evaluation(value)


def reports_of(stored: StoredEvaluation, municipality: Municipality) -> Iterator[tuple[str, bytes]]:
    """The report in every language and kind, by name; none where another version of the calculation computed it."""
    for language in LANGUAGES:
        # A language must not stay switched while somebody else works with what is yielded.
        with translation.override(language):
            opened = open_evaluation(stored, language)
            kinds = REPORT_KINDS if opened is not None else ()
            reports = [(kind, report_file(stored, opened, municipality, kind).content) for kind in kinds if opened]
        yield from ((f"report.{language}.{kind}", content) for kind, content in reports)


def minutes_of_record(workshop: Workshop, record: Minutes) -> Iterator[tuple[str, bytes]]:
    """Agreed minutes as PDF in every language, by name."""
    for language in LANGUAGES:
        with translation.override(language):
            file = minutes_file(workshop, shown_minutes(workshop, record, language), "pdf", language)
        yield f"minutes.{language}.pdf", file.content


def schemas() -> Iterator[tuple[str, bytes]]:
    """The published descriptions of our JSON files, by name."""
    for name in SCHEMAS:
        yield f"{name}.schema.json", (files("selfcheck") / "schemas" / f"{name}.schema.json").read_bytes()


def about_program() -> Mapping[str, str]:
    """Which program and calculation write an archive."""
    return {"program": f"weltoffen {version('weltoffen')}", "engine": ENGINE}


def languages() -> tuple[Language, ...]:
    """The languages in which pages are written, German first."""
    return LANGUAGES
