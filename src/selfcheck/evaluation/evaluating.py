"""From a framework and an answer sheet to an evaluation: settle, score, judge, find. No clock, no chance."""

from collections.abc import Mapping, Sequence

from selfcheck.evaluation.findings import find
from selfcheck.evaluation.levels import LevelJudge
from selfcheck.evaluation.model import Evaluation, LevelResult, PartResult, QuestionResult, State, Voices
from selfcheck.evaluation.respondents import NOBODY, group_scores, threshold_in_force, voices
from selfcheck.evaluation.scoring import ScoredPart, Scorer
from selfcheck.evaluation.settling import apply_conditions, settle, tally, total_of
from selfcheck.frameworks.model import Framework, Level
from selfcheck.sheets.model import AnswerSheet

ENGINE = "1"
"""The version of the calculation; it changes when the same sheet may give another number."""


def evaluate(framework: Framework, sheet: AnswerSheet, *, anonymity_threshold: int | None = None) -> Evaluation:
    """The evaluation of `sheet`, whose keys must all be known to `framework` (as readers of sheets make sure).

    `anonymity_threshold` is a number of people; it can raise the framework's threshold, never lower it.
    """
    return _Evaluating(framework, sheet, anonymity_threshold).evaluation()


class _Evaluating:
    """One evaluation on its way."""

    def __init__(self, framework: Framework, sheet: AnswerSheet, anonymity_threshold: int | None) -> None:
        self.framework = framework
        self.sheet = sheet
        self.threshold = threshold_in_force(framework.anonymity_threshold, anonymity_threshold)
        self.tallies = tally(sheet)
        self.given = settle(framework, sheet, {key: total_of(groups) for key, groups in self.tallies.items()})
        self.settled = apply_conditions(framework, self.given, sheet.municipality.kind)
        self.scorer = Scorer(framework, self.settled)
        self.scored = self.scorer.fields()
        self.judge = LevelJudge(self.settled, {part.key: part.standing for part in self.scored})
        self.voices = self._voices()

    def _voices(self) -> Mapping[str, Voices]:
        return {
            key: voices(self.framework.questions[key], groups, self.threshold)
            for key, groups in self.tallies.items()
            if self.settled[key].state is not State.NOT_ASKED
        }

    def evaluation(self) -> Evaluation:
        questions = self._questions()
        fields = tuple(self._field(scored) for scored in self.scored)
        return Evaluation(
            framework=self.framework,
            sheet=self.sheet,
            engine=ENGINE,
            anonymity_threshold=self.threshold,
            respondents=len(self.sheet.respondents),
            fields=fields,
            composites=tuple(self._part(composite, LevelResult()) for composite in self.scorer.composites(self.scored)),
            total=self._total(),
            questions=questions,
            given=self.given,
            findings=find(self.framework, fields, questions),
        )

    def _questions(self) -> dict[str, QuestionResult]:
        results = {}
        for key, question in self.framework.questions.items():
            settled = self.settled[key]
            option = question.scale.by_key[settled.option] if settled.option is not None else None
            results[key] = QuestionResult(
                key,
                settled,
                option.points if option else None,
                option.value if option else None,
                self.voices.get(key, NOBODY),
                settled.state is State.NOT_ASKED and self.given[key].state is not State.UNANSWERED,
            )
        return results

    def _field(self, scored: ScoredPart) -> PartResult:
        levels = self.framework.levels
        goals = tuple(self._part(goal, self._level(levels.goals, goal)) for goal in scored.goals)
        return self._part(scored, self._level(levels.fields, scored), goals)

    def _total(self) -> PartResult | None:
        levels = self.framework.levels.total
        if self.framework.scoring.total is None and not levels:
            return None
        scored = self.scorer.total(self.scored)
        return self._part(scored, self._level(levels, scored))

    def _level(self, levels: Sequence[Level], part: ScoredPart) -> LevelResult:
        minimum_coverage = self.framework.scoring.minimum_coverage
        return self.judge.result(levels, part.questions, part.standing, part.counts, minimum_coverage)

    def _part(self, scored: ScoredPart, level: LevelResult, goals: tuple[PartResult, ...] = ()) -> PartResult:
        score, low, high = scored.standing
        groups, gap = group_scores(scored.questions, self.voices)
        # With nothing answered the bounds would be 0 and 100 and say nothing: then there are none.
        is_answered = scored.counts.answered > 0
        return PartResult(
            key=scored.key,
            score=score,
            low=low if is_answered else None,
            high=high if is_answered else None,
            counts=scored.counts,
            level=level,
            trace=scored.trace,
            goals=goals,
            questions=tuple(question.key for question in scored.questions),
            groups=groups,
            group_gap=gap,
        )
