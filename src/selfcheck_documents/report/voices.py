"""The chapters about others: what several respondents and groups said, and what changed since an earlier self-check.

Figures about people come from the evaluation's voices alone, which are suppressed under the anonymity threshold.
"""

from collections.abc import Iterator

from selfcheck.evaluation.comparison import Comparison
from selfcheck.evaluation.model import Finding, FindingKind, State
from selfcheck_documents.charts import Table, change_chart, distribution_chart, gap_chart
from selfcheck_documents.charts.differences import signed
from selfcheck_documents.charts.groups import MOST_GROUPS_DRAWN
from selfcheck_documents.report.chapters import figure_of_disagreement
from selfcheck_documents.report.material import Material
from selfcheck_documents.report.model import ComparisonChapter, Disagreement, Section, VoicesChapter
from selfcheck_documents.words import NO_FIGURE


def voices_chapter(material: Material) -> VoicesChapter | None:
    """What the respondents said; None where there are not several."""
    evaluation, words = material.evaluation, material.words
    if evaluation.respondents < 2:
        return None
    disagreements = evaluation.findings_of(FindingKind.DISAGREEMENT)
    gap = gap_chart(evaluation, material.texts, words)
    return VoicesChapter(
        heading=words("Different views"),
        sentences=tuple(_about_voices(material, is_gap_shown=gap is not None)),
        gap=gap,
        disagreements_heading=words("Where answers lie far apart") if disagreements else "",
        disagreements_lead=words("These questions are worth a conversation, for example in the workshop.")
        if disagreements
        else "",
        disagreements=tuple(_disagreement(finding, material) for finding in disagreements),
    )


def _about_voices(material: Material, *, is_gap_shown: bool) -> Iterator[str]:
    evaluation, words = material.evaluation, material.words
    yield words.counted("{number} person answered.", "{number} people answered.", evaluation.respondents)
    yield words(
        "To protect everybody, nothing is shown of fewer than {number} people, and nothing from which that could be "
        "computed.",
        number=words.number(evaluation.anonymity_threshold),
    )
    if not is_gap_shown:
        yield from _why_no_gap(material)
    if not evaluation.findings_of(FindingKind.DISAGREEMENT):
        yield words("There is no question on which the answers that may be shown lie far apart.")


def _why_no_gap(material: Material) -> Iterator[str]:
    evaluation, words = material.evaluation, material.words
    groups = len({answer.group for answer in evaluation.sheet.answers if answer.group is not None})
    shown = max((len(part.groups) for part in evaluation.fields), default=0)
    if shown > MOST_GROUPS_DRAWN:
        number = words.number(groups)
        yield words(
            "The views of {number} groups are too many to draw; they are in the evaluation as JSON.", number=number
        )
    elif groups > 1:
        yield words("The views of groups cannot be shown side by side: too few people answered the same questions.")


def _disagreement(finding: Finding, material: Material) -> Disagreement:
    key = finding.questions[0]
    name, figure = figure_of_disagreement(finding, material)
    return Disagreement(
        asked=material.asked(key),
        place=material.place(key),
        question=material.texts.questions[key].question,
        figure=f"{name}: {figure}",
        chart=distribution_chart(key, material.evaluation, material.texts, material.words),
    )


def comparison_chapter(comparison: Comparison, material: Material) -> ComparisonChapter:
    """What changed since the earlier self-check."""
    words = material.words
    return ComparisonChapter(
        heading=words("What has changed"),
        sentences=tuple(_about_comparison(comparison, material)),
        chart=change_chart(comparison, material.texts, words),
        goals=_goals(comparison, material),
        left_out=tuple(_left_out(comparison, material)),
    )


def _about_comparison(comparison: Comparison, material: Material) -> Iterator[str]:
    words = material.words
    compared = len(comparison.compared)
    yield words.counted(
        "Compared are {number} question answered both times, of {equivalent} asked here and in both questionnaires.",
        "Compared are {number} questions answered both times, of {equivalent} asked here and in both questionnaires.",
        compared,
        equivalent=words.number(_in_both(comparison, material)),
    )
    if comparison.earlier_date:
        yield words("The earlier answers are of {day}.", day=words.written_day(comparison.earlier_date))
    yield words("The scores here can differ from those of the present result, because only these questions count.")
    if comparison.total is not None and comparison.total.difference is not None:
        yield words(
            "Overall: from {then} to {now} ({difference}).",
            then=words.score(comparison.total.then),
            now=words.score(comparison.total.now),
            difference=signed(comparison.total.difference, words),
        )


def _in_both(comparison: Comparison, material: Material) -> int:
    """The questions that both questionnaires have, among those that are asked here."""
    unlike = {*comparison.new, *comparison.changed}
    questions = material.evaluation.questions
    return sum(result.state is not State.NOT_ASKED for key, result in questions.items() if key not in unlike)


def _goals(comparison: Comparison, material: Material) -> Table | None:
    words = material.words
    rows = []
    for change in comparison.goals.values():
        difference = NO_FIGURE if change.difference is None else signed(change.difference, words)
        figures = words.score(change.then), words.score(change.now), difference
        rows.append((material.label(change.key), *figures, words.number(change.questions)))
    header = (words("Goal"), words("Then"), words("Now"), words("Difference"), words("Questions compared"))
    return Table(words("The goals then and now"), header, tuple(rows)) if rows else None


def _left_out(comparison: Comparison, material: Material) -> Iterator[Section]:
    words = material.words
    for heading, keys in (
        (words("New questions, not compared"), comparison.new),
        (words("Questions that changed, not compared"), comparison.changed),
    ):
        if keys:
            yield Section(heading, tuple(_named(key, material) for key in keys))
    if comparison.dropped:
        sentence = words.counted(
            "{number} question of the earlier questionnaire is no longer asked.",
            "{number} questions of the earlier questionnaire are no longer asked.",
            len(comparison.dropped),
        )
        yield Section(words("Dropped questions"), (sentence,))


def _named(key: str, material: Material) -> str:
    return f"{key} {material.texts.questions[key].short}"
