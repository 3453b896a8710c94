"""Why a value is what it is: the rule, what entered it with its share, what was left out, what would change the level.

The rule, the result and the answers that would change the level are the words of the report's chapter on method.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext as _

from selfcheck import PartResult, State, level_changes
from selfcheck.evaluation.model import Term
from selfcheck.frameworks.model import Question, ScoringRule
from selfcheck_documents.charts import Table
from selfcheck_documents.report.material import Material
from selfcheck_documents.report.method import trace
from selfcheck_documents.report.model import Result, TraceText
from selfcheck_documents.report.results import result
from selfcheck_documents.words import NO_FIGURE
from weltoffen.evaluation.bridge.opening import TOTAL, Opened

PLACES = 2
ONE = Fraction(1)


class Entered(NamedTuple):
    """Something that entered a value. `key` is a part's or a question's; `is_question` says which."""

    key: str
    is_question: bool
    name: str
    answer: str
    weight: str
    share: str
    score: str
    contribution: str


class LeftOut(NamedTuple):
    """Something that did not enter a value, and why."""

    key: str
    is_question: bool
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one value is what it is. `field` is the key of the field around a goal, empty otherwise.

    `has_shares` says whether the value is a mean, to which each entry contributes.
    """

    key: str
    heading: str
    field: str
    field_label: str
    standing: Result
    shown: str
    text: TraceText
    has_shares: bool
    entered: tuple[Entered, ...]
    left_out: tuple[LeftOut, ...]
    levels: Table | None
    low: str
    high: str


def reason_for(opened: Opened, key: str) -> Reason | None:
    """Why the value of a part is what it is; None where there is no such part, or no value to explain."""
    part = opened.part(key)
    if part is None or part.score is None:
        return None
    material = opened.material
    heading = _("Overall result") if key == TOTAL else material.label(key)
    around = next((field.key for field in opened.evaluation.fields if key in opened.goals_of(field.key)), "")
    has_range = bool(material.range(part.low, part.high))
    return Reason(
        key=key,
        heading=heading,
        field=around,
        field_label=material.label(around) if around else "",
        standing=result(part, material),
        shown=material.words.score(part.score),
        text=_text(part, heading, material),
        has_shares=part.trace.rule != ScoringRule.WEAKEST_PART,
        entered=tuple(_entered(part, material)),
        left_out=tuple(_left_out(part, opened)),
        levels=_levels(part, opened),
        low=material.words.score(part.low) if has_range else "",
        high=material.words.score(part.high) if has_range else "",
    )


def _text(part: PartResult, heading: str, material: Material) -> TraceText:
    changes = level_changes(material.evaluation).get(part.key)
    return trace(part, heading, material, changes)


def _entered(part: PartResult, material: Material) -> Iterator[Entered]:
    words = material.words
    whole = sum((term.weight for term in part.trace.terms), Fraction(0))
    is_mean = part.trace.rule != ScoringRule.WEAKEST_PART
    for term in part.trace.terms:
        is_question = term.key in material.evaluation.questions
        share = term.weight / whole if is_mean else ONE
        yield Entered(
            key=term.key,
            is_question=is_question,
            name=_name(term.key, material),
            answer=material.answer(term.key) if is_question else "",
            weight=material.weight(term.weight),
            share=words.per_cent(share) if is_mean else NO_FIGURE,
            score=words.score(term.value, PLACES),
            contribution=words.score(share * term.value, PLACES) if is_mean else _decides(term, part),
        )


def _decides(term: Term, part: PartResult) -> str:
    return _("decides") if term.value == part.score else NO_FIGURE


def _left_out(part: PartResult, opened: Opened) -> Iterator[LeftOut]:
    material = opened.material
    entered = {term.key for term in part.trace.terms}
    for key in _candidates(part, opened):
        if key in entered:
            continue
        is_question = key in opened.evaluation.questions
        why = _why_not_question(key, opened) if is_question else _why_not_part(opened.evaluation.parts[key])
        yield LeftOut(key, is_question, _name(key, material), why)


def _candidates(part: PartResult, opened: Opened) -> Sequence[str]:
    """What could have entered: the parts right below with their questions, or questions where the rule counts them."""
    below = _parts_below(part, opened)
    counts_questions = part.trace.rule in (ScoringRule.MEAN_OF_QUESTIONS, ScoringRule.POINTS)
    if counts_questions or not below:
        return part.questions
    return [*below, *_left_out_below(part)]


def _left_out_below(part: PartResult) -> Iterator[str]:
    """The questions that did not enter the goals of a field; wider parts would name too many."""
    entered = {term.key for goal in part.goals for term in goal.trace.terms}
    return (key for goal in part.goals for key in goal.questions if key not in entered)


def _parts_below(part: PartResult, opened: Opened) -> Sequence[str]:
    if part.key == "":
        return [field.key for field in opened.evaluation.fields]
    composites = {composite.key: composite.fields for composite in opened.instrument.framework.composites}
    return composites.get(part.key) or [goal.key for goal in part.goals]


def _why_not_part(part: PartResult) -> str:
    if not part.is_asked:
        return _("No question of this part is asked or applies here.")
    return _("No question of this part is answered.")


def _why_not_question(key: str, opened: Opened) -> str:
    question: Question = opened.instrument.framework.questions[key]
    if not question.is_scored:
        return _("This question gives no points.")
    return {
        State.NOT_KNOWN: _("Not known: it lowers how much is answered, not the score."),
        State.UNANSWERED: _("Not answered: it lowers how much is answered, not the score."),
        State.UNDETERMINED: _("Open, because an earlier answer is open."),
        State.NOT_APPLICABLE: _("Does not apply here, so it is left out altogether."),
        State.NOT_ASKED: _("Not asked here, so it is left out altogether."),
        State.ANSWERED: _("Answered, but the rule does not count it."),
    }[opened.evaluation.questions[key].state]


def _levels(part: PartResult, opened: Opened) -> Table | None:
    """What each level takes, of the set of levels that the part is judged by."""
    name, levels = opened.material.levels_by_part.get(part.key, ("", ()))
    if not levels:
        return None
    labels = [opened.material.mark_of(name, level).label for level in levels]
    return next((table for table in opened.report.method.levels if [row[0] for row in table.rows] == labels), None)


def _name(key: str, material: Material) -> str:
    if key in material.evaluation.questions:
        return f"{key} {material.texts.questions[key].short}"
    return material.label(key)
