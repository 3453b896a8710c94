"""What a report says, in one language: every number and sentence already text, so that each writer says the same.

A writer decides where something stands and how it looks; it adds no words of its own. An empty text or tuple, or None,
means that there is nothing to say there: the writer leaves it out with its heading.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from selfcheck.messages import Language
from selfcheck_documents.charts import Chart, Table
from selfcheck_documents.report.coat_of_arms import CoatOfArms


class Fact(NamedTuple):
    """One figure or circumstance with its name: "Score", "33"."""

    label: str
    value: str


class Mark(NamedTuple):
    """A level as it is shown: its label and description, the name of its shape (charts.marks.Shape) and its colour."""

    label: str
    description: str
    shape: str
    colour: str


class Asked(NamedTuple):
    """A question as other places refer to it: its key, its short name, the answer that counts."""

    key: str
    short: str
    answer: str


class Advice(NamedTuple):
    """A suggestion for the next step, with the question that it belongs to and where that question stands."""

    asked: Asked
    place: str
    text: str


class Highlight(NamedTuple):
    """A finding on the first page: the part, the field around it (empty where the part is the field), its figure."""

    label: str
    field: str
    figure: str
    note: str


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences under a heading."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Highlights:
    """A few findings of one kind; `empty` says in a sentence that there is none, and is empty otherwise."""

    heading: str
    mark: Mark | None
    items: tuple[Highlight, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The proposed next steps of the first page."""

    heading: str
    items: tuple[Advice, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Result:
    """Where a part stands. `mark` is None where there is no level; `sentences` say why, and what to know besides.

    A part with nothing answered has neither facts nor a mark, only the one sentence that says so.
    """

    mark: Mark | None
    facts: tuple[Fact, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The one page that a mayor reads in a minute."""

    heading: str
    lead: str
    total: Result | None
    chart: Chart
    strengths: Highlights
    needs: Highlights
    steps: Steps
    coverage: Section
    preliminary: Section


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read the chapters about the fields: what their levels mean, what "possible" and "preliminary" say."""

    heading: str
    levels: tuple[Mark, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingText:
    """One finding: `kind` and `label` make its heading ("Need for action", "Data and effect").

    `explanation` says what the finding means; `causes` are the questions behind it, `advice` what to do about each.
    `advice_header` names the columns number, question, answer and suggestion.
    """

    kind: str
    label: str
    mark: Mark | None
    facts: tuple[Fact, ...]
    explanation: str
    causes_heading: str
    causes: tuple[Asked, ...]
    advice_header: tuple[str, ...]
    advice: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class FieldChapter:
    """A field of action. One without answers has its heading, description and one sentence, nothing else."""

    key: str
    number: str
    heading: str
    description: str
    result: Result
    goals_heading: str
    goals: Chart | None
    findings_heading: str
    findings: tuple[FindingText, ...]
    no_findings: str

    @property
    def is_answered(self) -> bool:
        """Whether there is any result to show."""
        return bool(self.result.facts)


@dataclass(frozen=True, slots=True)
class NamedResult:
    """A part that has a result and no chapter of its own, such as a composite."""

    heading: str
    description: str
    result: Result


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder of overall levels, with its requirement and whether it is reached."""

    mark: Mark
    requirement: str
    reached: str


@dataclass(frozen=True, slots=True)
class TotalChapter:
    """The overall result, only of frameworks that want one: result, ladder of levels, figures made of some fields."""

    heading: str
    result: Result | None
    ladder_heading: str
    ladder_header: tuple[str, ...]
    ladder: tuple[Rung, ...]
    composites: tuple[NamedResult, ...]


@dataclass(frozen=True, slots=True)
class ComparisonChapter:
    """What changed since the earlier self-check: fields as a chart, goals as a table, what was left out."""

    heading: str
    sentences: tuple[str, ...]
    chart: Chart
    goals: Table | None
    left_out: tuple[Section, ...]


class Disagreement(NamedTuple):
    """A question on which the answers lie far apart, with its distribution where it may be shown."""

    asked: Asked
    place: str
    question: str
    figure: str
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class VoicesChapter:
    """What several respondents and groups said; only what the anonymity threshold allows."""

    heading: str
    sentences: tuple[str, ...]
    gap: Chart | None
    disagreements_heading: str
    disagreements_lead: str
    disagreements: tuple[Disagreement, ...]


class RatedTogether(NamedTuple):
    """A field or question as the workshop rated it; `sentences` tell gaps and agreement."""

    heading: str
    question: str
    chart: Chart
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkshopPart:
    """What the guests of one workshop said; without a heading where there was only one."""

    heading: str
    sentences: tuple[str, ...]
    fields: Chart | None
    rated_heading: str
    rated: tuple[RatedTogether, ...]
    priorities_heading: str
    priorities: Table | None


@dataclass(frozen=True, slots=True)
class PerspectivesChapter:
    """What the guests of workshops said, the newest first; only what may be shown. `sentences` hold for all of them."""

    heading: str
    sentences: tuple[str, ...]
    parts: tuple[WorkshopPart, ...]


class AnswerRow(NamedTuple):
    """One question of the appendix. `points` is empty where none are given; `comment` may have several lines."""

    key: str
    question: str
    answer: str
    points: str
    formed: str
    comment: str


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """The questions of one goal, or of a field without goals (then `heading` is empty)."""

    heading: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class AnswerField:
    """The questions of one field; `sentence` stands instead of them where nothing is answered or asked."""

    key: str
    number: str
    heading: str
    sentence: str
    groups: tuple[AnswerGroup, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """Every answer. `header` names the columns number, question, answer, points, formed and comment."""

    heading: str
    sentences: tuple[str, ...]
    header: tuple[str, ...]
    fields: tuple[AnswerField, ...]


@dataclass(frozen=True, slots=True)
class TraceText:
    """How one figure was formed: the rule in words, what entered it, the result. `parts` are the figures below it."""

    heading: str
    rule: str
    terms: Table
    result: str
    changes_heading: str
    changes_sentence: str
    changes: Table | None
    parts: tuple["TraceText", ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """How it was calculated: general sections, tables of scales and levels, one trace for each figure, the colophon."""

    heading: str
    sections: tuple[Section, ...]
    scales: tuple[Table, ...]
    levels: tuple[Table, ...]
    traces_heading: str
    traces_lead: str
    traces: tuple[TraceText, ...]
    colophon_heading: str
    colophon: tuple[Fact, ...]


class Labels(NamedTuple):
    """The few words that belong to the document and to no chapter. `page` holds {page} and {pages}."""

    contents: str
    page: str
    data_of_chart: str
    question: str
    coat_of_arms: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report. `members` are the names of municipalities that take part with this one.

    `dated` is the day that files carry as theirs; readers see `day`.
    """

    language: Language
    title: str
    subtitle: str
    municipality: str
    facts: tuple[Fact, ...]
    members_heading: str
    members: tuple[str, ...]
    day: str
    dated: date
    notice: str
    coat_of_arms: CoatOfArms | None
    labels: Labels
    summary: Summary
    total: TotalChapter | None
    fields_heading: str
    reading: Reading
    fields: tuple[FieldChapter, ...]
    comparison: ComparisonChapter | None
    voices: VoicesChapter | None
    perspectives: PerspectivesChapter | None
    appendix: Appendix
    method: Method
