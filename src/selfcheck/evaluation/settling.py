"""From what everybody answered to the one answer that counts: agreed, single, or the median until it is agreed."""

from collections import Counter
from collections.abc import Mapping

from selfcheck.evaluation.model import Formation, Settled, State
from selfcheck.frameworks.model import Framework, Meaning, Option, Question
from selfcheck.sheets.model import AnswerSheet

STATE_OF = {
    Meaning.ANSWER: State.ANSWERED,
    Meaning.NOT_KNOWN: State.NOT_KNOWN,
    Meaning.NOT_APPLICABLE: State.NOT_APPLICABLE,
}
UNANSWERED = Settled(State.UNANSWERED)
Tally = Mapping[str | None, Mapping[str, int]]


def tally(sheet: AnswerSheet) -> dict[str, dict[str | None, dict[str, int]]]:
    """How often each option was chosen: by question, then by group of respondents (None: without group)."""
    counted = Counter((answer.question, answer.group, answer.value) for answer in sheet.answers)
    tallies: dict[str, dict[str | None, dict[str, int]]] = {}
    for (question, group, value), number in counted.items():
        tallies.setdefault(question, {}).setdefault(group, {})[value] = number
    return tallies


def total_of(groups: Tally) -> dict[str, int]:
    """The tally of one question over all groups."""
    totals: dict[str, int] = {}
    for counts in groups.values():
        for value, number in counts.items():
            totals[value] = totals.get(value, 0) + number
    return totals


def settle(framework: Framework, sheet: AnswerSheet, totals: Mapping[str, Mapping[str, int]]) -> dict[str, Settled]:
    """The answer that counts for every question, before conditions are looked at."""
    settled = {}
    for key, question in framework.questions.items():
        agreed = sheet.agreed.get(key)
        if agreed is not None:
            option = question.scale.by_key[agreed.value]
            settled[key] = Settled(STATE_OF[option.meaning], option.key, Formation.AGREED)
        elif key in totals:
            settled[key] = _settle_open(question, totals[key])
        else:
            settled[key] = UNANSWERED
    return settled


def _settle_open(question: Question, counts: Mapping[str, int]) -> Settled:
    formation = Formation.SINGLE if sum(counts.values()) == 1 else Formation.MEDIAN
    middle = median(question, counts)
    if middle is not None:
        return Settled(State.ANSWERED, middle.key, formation)
    # Nobody gave an answer that counts: "does not apply" says more than "not known".
    for meaning in (Meaning.NOT_APPLICABLE, Meaning.NOT_KNOWN):
        for option in question.scale.options:
            if option.meaning is meaning and counts.get(option.key):
                return Settled(STATE_OF[meaning], option.key, formation)
    return UNANSWERED


def median(question: Question, counts: Mapping[str, int]) -> Option | None:
    """The lower median of the answers on the ordinal scale; None when there is none."""
    answers = question.scale.answers
    remaining = (sum(counts.get(option.key, 0) for option in answers) + 1) // 2
    if remaining == 0:
        return None
    for option in answers:
        remaining -= counts.get(option.key, 0)
        if remaining <= 0:
            return option
    return None


def apply_conditions(framework: Framework, settled: Mapping[str, Settled], kind: str | None) -> dict[str, Settled]:
    """The same, with questions left out that this kind of municipality, or after these answers, nobody is asked.

    Questions stand in order, so each condition looks back at something already decided. Without a known kind
    every kind's questions are asked.
    """
    decided: dict[str, Settled] = {}
    for key, question in framework.questions.items():
        if kind is not None and question.kinds and kind not in question.kinds:
            decided[key] = Settled(State.NOT_ASKED)
        elif question.conditions:
            decided[key] = _after_conditions(question, settled[key], decided)
        else:
            decided[key] = settled[key]
    return decided


def _after_conditions(question: Question, own: Settled, decided: Mapping[str, Settled]) -> Settled:
    outcome = own
    for condition in question.conditions:
        earlier = decided[condition.question]
        if earlier.state is State.ANSWERED and earlier.option in condition.options:
            continue
        if earlier.state.is_open:
            outcome = Settled(State.UNDETERMINED)
        else:
            return Settled(State.NOT_ASKED)
    return outcome
