"""The chapter about a workshop: the view of each perspective beside the administration, and what matters most.

It takes what may be shown as it is: whoever fills it in has left out perspectives that are too small.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from selfcheck_documents.charts import Chart, Choice, Own, Table, View, ViewsRow, perspectives_chart, views_chart
from selfcheck_documents.perspective_words import Gap, agreement_sentence, gap_sentence
from selfcheck_documents.report.model import PerspectivesChapter, RatedTogether
from selfcheck_documents.words import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Rated:
    """A field or question that was rated. A field has a score of the administration, a question one of its options."""

    label: str
    question: str = ""
    choices: tuple[Choice, ...]
    views: tuple[View, ...]
    administration: Own | None = None
    gaps: tuple[Gap, ...] = ()
    agreement: Fraction | None = None

    @property
    def is_field(self) -> bool:
        """Whether means can stand beside a score of the administration."""
        return self.administration is not None and self.administration.score is not None


class TopPriority(NamedTuple):
    """One topic with its rank as counted and its total."""

    rank: str
    topic: str
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkshopViews:
    """What a workshop adds to a report. `people` took part; `administration` is what the administration is called."""

    title: str
    day: date
    people: int
    threshold: int
    administration: str
    rated: tuple[Rated, ...] = ()
    priorities: tuple[TopPriority, ...] = ()


def perspectives_chapter(workshop: WorkshopViews, words: Words) -> PerspectivesChapter:
    """The chapter."""
    rated = tuple(_rated(one, number, words) for number, one in enumerate(workshop.rated, 1))
    rows = tuple((one.topic, one.rank, words.number(one.total)) for one in workshop.priorities)
    heading = words("What matters most to the guests")
    header = (words("Topic"), words("Rank"), words("Total"))
    return PerspectivesChapter(
        heading=words("Perspectives from the workshop"),
        sentences=tuple(_about(workshop, words)),
        fields=_fields(workshop, words),
        rated_heading=words("What was rated") if rated else "",
        rated=rated,
        priorities_heading=heading if rows else "",
        priorities=Table(heading, header, rows) if rows else None,
    )


def _about(workshop: WorkshopViews, words: Words) -> Iterator[str]:
    yield words.counted(
        "{number} person took part in “{title}” on {day} and rated what the administration had answered.",
        "{number} people took part in “{title}” on {day} and rated what the administration had answered.",
        workshop.people,
        title=workshop.title,
        day=words.day(workshop.day),
    )
    yield words(
        "To protect everybody, nothing is shown of fewer than {number} people, and nothing from which that could be "
        "computed.",
        number=words.number(workshop.threshold),
    )
    yield words("The views of guests do not change the scores of this report.")


def _fields(workshop: WorkshopViews, words: Words) -> Chart | None:
    """The means of all perspectives over the fields that were rated."""
    fields = [one for one in workshop.rated if one.is_field]
    labels = tuple(dict.fromkeys(view.label for one in fields for view in one.views))
    rows = [ViewsRow(one.label, one.administration and one.administration.score, _means(one, labels)) for one in fields]
    title = words("Fields of action as the perspectives see them")
    return views_chart(title, workshop.administration, labels, rows, words) if rows else None


def _means(rated: Rated, labels: tuple[str, ...]) -> tuple[Fraction | None, ...]:
    means = {view.label: view.mean for view in rated.views if view.counts is not None}
    return tuple(means.get(label) for label in labels)


def _rated(rated: Rated, number: int, words: Words) -> RatedTogether:
    chart = perspectives_chart(
        words("Votes: {label}", label=rated.label),
        rated.views, rated.administration, rated.choices, words, prefix=f"workshop{number}",
    )  # fmt: skip
    sentences = [gap_sentence(gap, words) for gap in rated.gaps]
    if rated.agreement is not None:
        sentences.append(agreement_sentence(rated.agreement, words))
    return RatedTogether(rated.label, rated.question, chart, tuple(sentences))
