"""Which level a part reaches: the highest one whose requirements all hold, as things stand and at both bounds."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from math import ceil

from selfcheck.evaluation.model import Counts, LevelResult, NoLevel, Settled, Standing, State
from selfcheck.frameworks.model import Level, Question


class Case(Enum):
    """How open questions are taken: as not met for now, as answered worst, as answered best."""

    AS_IS = "as_is"
    WORST = "worst"
    BEST = "best"


def score_in(case: Case, standing: Standing) -> Fraction | None:
    """The score that a case speaks of."""
    if case is Case.AS_IS:
        return standing.score
    return standing.low if case is Case.WORST else standing.high


class LevelJudge:
    """Judges level sets against one set of settled answers and the scores that came of it."""

    def __init__(self, settled: Mapping[str, Settled], fields: Mapping[str, Standing]) -> None:
        self.settled = settled
        self.fields = fields

    def level(
        self, levels: Sequence[Level], questions: Sequence[Question], standing: Standing, case: Case
    ) -> str | None:
        """The key of the highest level reached in `case`, or None."""
        for level in reversed(levels):
            if self._holds(level, questions, standing, case):
                return level.key
        return None

    def _holds(self, level: Level, questions: Sequence[Question], standing: Standing, case: Case) -> bool:
        if level.score_from is not None:
            score = score_in(case, standing)
            if score is None or score < level.score_from:
                return False
        if level.met_from is not None and sum(self._met(questions, case)) < level.met_from:
            return False
        if level.all_mandatory and not all(self._met([q for q in questions if q.is_mandatory], case)):
            return False
        if level.tiers_to is not None and not all(self._met(_up_to_tier(questions, level.tiers_to), case)):
            return False
        return self._fields_hold(level, case) and self._answers_hold(level, case)

    def _met(self, questions: Iterable[Question], case: Case) -> Iterable[bool]:
        """Whether each scored question that applies is met; one that does not apply is demanded of nobody."""
        for question in questions:
            state, option, _ = self.settled[question.key]
            if not question.is_scored:
                continue
            if state is State.ANSWERED and option is not None:
                yield question.scale.by_key[option].is_met
            elif state.is_open:
                yield case is Case.BEST

    def _fields_hold(self, level: Level, case: Case) -> bool:
        for key, floor in level.fields_from.items():
            standing = self.fields[key]
            if standing.low is None:
                continue  # nothing of that field applies here, so nothing is demanded of it
            # Nothing answered yet is no score, not even at its worst.
            score = None if case is Case.WORST and standing.score is None else score_in(case, standing)
            if score is None or score < floor:
                return False
        return True

    def _answers_hold(self, level: Level, case: Case) -> bool:
        for key, options in level.answers.items():
            state, option, _ = self.settled[key]
            is_missing = state.is_open and case is not Case.BEST
            if is_missing or (state is State.ANSWERED and option not in options):
                return False
        return True

    def result(
        self,
        levels: Sequence[Level],
        questions: Sequence[Question],
        standing: Standing,
        counts: Counts,
        minimum_coverage: Fraction,
    ) -> LevelResult:
        """The level with its bounds, or the reason why there is none."""
        if not levels:
            return LevelResult()
        if counts.applicable == 0:
            return LevelResult(reason=NoLevel.NOTHING_APPLIES)
        missing = _missing_answers(counts, minimum_coverage)
        if counts.answered == 0:
            return LevelResult(reason=NoLevel.NOTHING_ANSWERED, missing_answers=max(missing, 1))
        low, level, high = (
            self.level(levels, questions, standing, case) for case in (Case.WORST, Case.AS_IS, Case.BEST)
        )
        if missing:
            return LevelResult(None, low, high, NoLevel.COVERAGE, missing)
        return LevelResult(level, low, high, None if level else NoLevel.NONE_REACHED)

    def reached(
        self,
        levels: Sequence[Level],
        questions: Sequence[Question],
        standing: Standing,
        counts: Counts,
        minimum_coverage: Fraction,
    ) -> str | None:
        """The level alone, without its bounds and reasons."""
        if counts.answered == 0 or _missing_answers(counts, minimum_coverage):
            return None
        return self.level(levels, questions, standing, Case.AS_IS)


def _missing_answers(counts: Counts, minimum_coverage: Fraction) -> int:
    return max(0, ceil(minimum_coverage * counts.applicable) - counts.answered)


def _up_to_tier(questions: Iterable[Question], tier: int) -> list[Question]:
    return [question for question in questions if question.tier is not None and question.tier <= tier]
