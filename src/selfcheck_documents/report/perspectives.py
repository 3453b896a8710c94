"""The chapter about workshops: the view of each perspective beside the administration, and what matters most.

It takes what may be shown as it is: whoever fills it in has left out perspectives that are too small.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from selfcheck_documents.charts import Chart, Choice, Own, Table, View, ViewsRow, perspectives_chart, views_chart
from selfcheck_documents.perspective_words import Gap, agreement_sentence, gap_sentence
from selfcheck_documents.report.model import PerspectivesChapter, RatedTogether, WorkshopPart
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


def perspectives_chapter(workshops: Sequence[WorkshopViews], words: Words) -> PerspectivesChapter | None:
    """The chapter about these workshops, in their order; None without any."""
    if not workshops:
        return None
    rule = tuple(_rule(workshops, words))
    if len(workshops) == 1:
        about = _about(workshops[0], words)
        return PerspectivesChapter(
            words("Perspectives from the workshop"), (about, *rule), (_part(workshops[0], words),)
        )
    parts = tuple(_part_of_several(one, number, words) for number, one in enumerate(workshops, 1))
    return PerspectivesChapter(words("Perspectives from the workshops"), rule, parts)


def _part_of_several(workshop: WorkshopViews, number: int, words: Words) -> WorkshopPart:
    heading = words("{title}, {day}", title=workshop.title, day=words.day(workshop.day))
    return replace(_part(workshop, words, number), heading=heading, sentences=(_about(workshop, words),))


def _part(workshop: WorkshopViews, words: Words, place: int = 1) -> WorkshopPart:
    rated = tuple(_rated(one, f"workshop{place}-{number}", words) for number, one in enumerate(workshop.rated, 1))
    rows = tuple((one.topic, one.rank, words.number(one.total)) for one in workshop.priorities)
    heading = words("What matters most to the guests")
    header = (words("Topic"), words("Rank"), words("Total"))
    return WorkshopPart(
        heading="",
        sentences=(),
        fields=_fields(workshop, f"workshop{place}", words),
        rated_heading=words("What was rated") if rated else "",
        rated=rated,
        priorities_heading=heading if rows else "",
        priorities=Table(heading, header, rows) if rows else None,
    )


def _about(workshop: WorkshopViews, words: Words) -> str:
    return words.counted(
        "{number} person took part in “{title}” on {day} and rated what the administration had answered.",
        "{number} people took part in “{title}” on {day} and rated what the administration had answered.",
        workshop.people,
        title=workshop.title,
        day=words.day(workshop.day),
    )


def _rule(workshops: Sequence[WorkshopViews], words: Words) -> Iterator[str]:
    yield words(
        "To protect everybody, nothing is shown of fewer than {number} people, and nothing from which that could be "
        "computed.",
        number=words.number(min(one.threshold for one in workshops)),
    )
    yield words("The views of guests do not change the scores of this report.")


def _fields(workshop: WorkshopViews, prefix: str, words: Words) -> Chart | None:
    """The means of all perspectives over the fields that were rated."""
    fields = [one for one in workshop.rated if one.is_field]
    labels = tuple(dict.fromkeys(view.label for one in fields for view in one.views))
    rows = [ViewsRow(one.label, one.administration and one.administration.score, _means(one, labels)) for one in fields]
    title = words("Fields of action as the perspectives see them")
    return views_chart(title, workshop.administration, labels, rows, words, prefix=prefix) if rows else None


def _means(rated: Rated, labels: tuple[str, ...]) -> tuple[Fraction | None, ...]:
    means = {view.label: view.mean for view in rated.views if view.counts is not None}
    return tuple(means.get(label) for label in labels)


def _rated(rated: Rated, prefix: str, words: Words) -> RatedTogether:
    chart = perspectives_chart(
        words("Votes: {label}", label=rated.label),
        rated.views, rated.administration, rated.choices, words, prefix=prefix,
    )  # fmt: skip
    sentences = [gap_sentence(gap, words) for gap in rated.gaps]
    if rated.agreement is not None:
        sentences.append(agreement_sentence(rated.agreement, words))
    return RatedTogether(rated.label, rated.question, chart, tuple(sentences))
