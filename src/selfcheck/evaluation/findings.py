"""What is worth saying: strengths, potential, need for action, disagreements, blind spots; causes and next steps."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from selfcheck.evaluation.model import (
    Evaluation,
    Figure,
    Finding,
    FindingKind,
    PartResult,
    QuestionResult,
    State,
    Suggestion,
)
from selfcheck.frameworks.model import Framework, Level, Tendency

KINDS = {
    Tendency.STRENGTH: FindingKind.STRENGTH,
    Tendency.POTENTIAL: FindingKind.POTENTIAL,
    Tendency.NEED_FOR_ACTION: FindingKind.NEED_FOR_ACTION,
}
HIGHLIGHTS = 3


def find(
    framework: Framework, fields: Sequence[PartResult], questions: Mapping[str, QuestionResult]
) -> tuple[Finding, ...]:
    """All findings, by kind; within a kind the most telling first."""
    found = [
        *_by_level(framework, fields, questions),
        *_disagreements(framework, questions),
        *_blind_spots(framework, fields, questions),
    ]
    order = list(FindingKind)
    positions = {key: number for number, key in enumerate(questions)}

    def rank(finding: Finding) -> tuple[int, Fraction, int]:
        return order.index(finding.kind), _urgency(finding), positions[finding.questions[0]]

    return tuple(sorted(found, key=rank))


def _urgency(finding: Finding) -> Fraction:
    """Smaller is more telling: highest strength, lowest need, widest disagreement, largest blind spot."""
    if finding.figure is Figure.AGREEMENT:
        return (finding.value - 1) / 2
    is_high = finding.kind is FindingKind.STRENGTH or finding.figure is not Figure.SCORE
    return -finding.value if is_high else finding.value


def _by_level(
    framework: Framework, fields: Sequence[PartResult], questions: Mapping[str, QuestionResult]
) -> Iterator[Finding]:
    for field in fields:
        goals = [(goal, framework.levels.goals) for goal in field.goals]
        for part, levels in [(field, framework.levels.fields), *goals]:
            tendency = _tendency(levels, part.level.level)
            if tendency is None or part.score is None:
                continue
            kind = KINDS[tendency]
            causes = _causes(framework, kind, part, questions)
            steps = () if kind is FindingKind.STRENGTH else suggestions(framework, part.questions, questions)
            yield Finding(kind, part.key, field.key, causes, steps, part.score, Figure.SCORE, part.is_preliminary)


def _tendency(levels: Sequence[Level], reached: str | None) -> Tendency | None:
    return next((level.tendency for level in levels if level.key == reached), None)


def _causes(
    framework: Framework, kind: FindingKind, part: PartResult, questions: Mapping[str, QuestionResult]
) -> tuple[str, ...]:
    """The questions that pull the part to where it is: those at or beyond its score, the strongest pull first."""
    score = part.score or Fraction(0)
    pulls = []
    for key in part.questions:
        value = questions[key].value
        question = framework.questions[key]
        if value is None or not question.is_scored:
            continue
        pull = (value - score if kind is FindingKind.STRENGTH else score - value) * question.weight
        if pull >= 0:
            pulls.append((pull, key))
    return tuple(key for _, key in sorted(pulls, key=lambda pair: -pair[0]))


def suggestions(
    framework: Framework, keys: Sequence[str], questions: Mapping[str, QuestionResult]
) -> tuple[Suggestion, ...]:
    """What to do next about each low answer among `keys`, the lowest first."""
    found = []
    for key in keys:
        result = questions[key]
        option = framework.questions[key].scale.by_key.get(result.settled.option or "")
        if result.state is State.ANSWERED and option is not None and option.next_step is not None:
            found.append((result.value or Fraction(0), Suggestion(key, option.next_step)))
    return tuple(suggestion for _, suggestion in sorted(found, key=lambda pair: pair[0]))


def _disagreements(framework: Framework, questions: Mapping[str, QuestionResult]) -> Iterator[Finding]:
    rules = framework.finding_rules
    for key, result in questions.items():
        question = framework.questions[key]
        part = question.goal or question.field
        voices = result.voices
        if _is_below(voices.agreement, rules.disagreement_below):
            value, figure = voices.agreement, Figure.AGREEMENT
        elif voices.gap is not None and not _is_below(voices.gap, rules.group_gap_from, otherwise=True):
            value, figure = voices.gap, Figure.GAP
        else:
            continue
        steps = suggestions(framework, (key,), questions)
        yield Finding(
            FindingKind.DISAGREEMENT,
            part,
            question.field,
            (key,),
            steps,
            value or Fraction(0),
            figure,
            result.is_preliminary,
        )


def _is_below(value: Fraction | None, floor: Fraction | None, *, otherwise: bool = False) -> bool:
    return otherwise if value is None or floor is None else value < floor


def _blind_spots(
    framework: Framework, fields: Sequence[PartResult], questions: Mapping[str, QuestionResult]
) -> Iterator[Finding]:
    floor = framework.finding_rules.not_known_from
    if floor is None:
        return
    for field in fields:
        for part in field.goals or (field,):
            counts = part.counts
            share = Fraction(counts.not_known, counts.applicable) if counts.applicable else Fraction(0)
            if counts.not_known and share >= floor:
                causes = tuple(
                    key
                    for key in part.questions
                    if questions[key].state is State.NOT_KNOWN and framework.questions[key].is_scored
                )
                yield Finding(
                    FindingKind.BLIND_SPOT, part.key, field.key, causes, (), share, Figure.SHARE, part.is_preliminary
                )


def highlights(evaluation: Evaluation, kind: FindingKind, most: int = HIGHLIGHTS) -> tuple[Finding, ...]:
    """The few findings of one kind for the first page: about goals, or about fields where a field has no goals."""
    parts = evaluation.parts
    fine = [finding for finding in evaluation.findings_of(kind) if not parts[finding.part].goals]
    return tuple(fine[:most])


def proposed_steps(evaluation: Evaluation, most: int = HIGHLIGHTS) -> tuple[Suggestion, ...]:
    """The first next steps: one from each goal in need, lowest goal first; then from those with potential."""
    steps: list[Suggestion] = []
    for kind in (FindingKind.NEED_FOR_ACTION, FindingKind.POTENTIAL):
        for finding in highlights(evaluation, kind, len(evaluation.findings)):
            fresh = [suggestion for suggestion in finding.suggestions if suggestion not in steps]
            steps.extend(fresh[:1])
    return tuple(steps[:most])
