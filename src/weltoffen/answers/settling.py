"""From what each respondent chose to the one answer that counts: agreed, single, or the median until it is agreed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from selfcheck import Agreed, AnswerSheet
from selfcheck.evaluation.settling import settle
from selfcheck.frameworks.model import Meaning
from weltoffen.answers.models import AGREED, Answer, Respondent
from weltoffen.answers.queries import chosen_in
from weltoffen.rounds.bridge import instrument_for
from weltoffen.rounds.models import Round


@dataclass(frozen=True)
class Chosen:
    """The options that were chosen in a round, by the number of the respondent and the question."""

    round: Round
    by_respondent: Mapping[int, Mapping[str, str]]

    def by(self, respondent: Respondent) -> Mapping[str, str]:
        """What one respondent chose."""
        return self.by_respondent.get(respondent.number, {}) if respondent.pk is not None else {}

    @cached_property
    def settled(self) -> Mapping[str, str]:
        """What counts of each question, as the calculation settles it."""
        return _settled(self.round, self.by_respondent)

    @cached_property
    def contradicting(self) -> frozenset[str]:
        """The questions that respondents know different answers to; who does not know contradicts nobody."""
        known: dict[str, set[str]] = {}
        for number, values in self.by_respondent.items():
            for key, value in values.items() if number != AGREED else ():
                if not self.is_unknown(key, value):
                    known.setdefault(key, set()).add(value)
        return frozenset(key for key, values in known.items() if len(values) > 1)

    @cached_property
    def unsettled(self) -> frozenset[str]:
        """The contradicting questions that nobody has agreed on yet."""
        return self.contradicting - self.by_respondent.get(AGREED, {}).keys()

    def is_unknown(self, key: str, value: str) -> bool:
        """Whether an option says that the answer is not known."""
        question = instrument_for(self.round).framework.questions[key]
        return question.scale.by_key[value].meaning is Meaning.NOT_KNOWN

    def beside(self, respondent: Respondent) -> Mapping[str, str]:
        """What would count without this respondent."""
        if not self.by(respondent):
            return self.settled
        others = {number: values for number, values in self.by_respondent.items() if number != respondent.number}
        return _settled(self.round, others)


def chosen(round_: Round) -> Chosen:
    """What was chosen in a round, in one query."""
    return Chosen(round_, chosen_in(round_))


def values_in(round_: Round) -> Mapping[str, str]:
    """The option that counts of each question that has an answer."""
    return chosen(round_).settled


def counting(round_: Round, answers: Sequence[Answer]) -> Mapping[str, Answer]:
    """Of all `answers` the one that counts to each question: its option, and what was said to it by who chose it.

    Where several chose what counts, the first of them by number; the agreed one before all others.
    """
    by_respondent: dict[int, dict[str, str]] = {}
    for answer in answers:
        by_respondent.setdefault(answer.respondent.number, {})[answer.question] = answer.value
    counts = _settled(round_, {
        number: {key: value for key, value in said.items() if value} for number, said in by_respondent.items()
    })  # fmt: skip
    found: dict[str, Answer] = {}
    for answer in sorted(answers, key=lambda one: one.respondent.number):
        if answer.value == counts.get(answer.question, ""):
            found.setdefault(answer.question, answer)
    return found


def _settled(round_: Round, by_respondent: Mapping[int, Mapping[str, str]]) -> Mapping[str, str]:
    if len(by_respondent) == 1:
        [only] = by_respondent.values()
        return only
    agreed = {key: Agreed(key, value) for key, value in by_respondent.get(AGREED, {}).items()}
    totals: dict[str, Counter[str]] = {}
    for number, values in by_respondent.items():
        for key, value in values.items() if number != AGREED else ():
            totals.setdefault(key, Counter())[value] += 1
    settled = settle(instrument_for(round_).framework, AnswerSheet((), agreed), totals)
    return {key: one.option for key, one in settled.items() if one.option is not None}
