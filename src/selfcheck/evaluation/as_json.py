"""The evaluation as JSON values (schemas/evaluation.schema.json), and back to the answers that counted.

Scores are rounded here once, to two decimals from 0 to 100; the trace keeps them exact, as fractions written "3/8".
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeGuard

from selfcheck.evaluation.comparison import Change, Comparison
from selfcheck.evaluation.model import (
    Evaluation,
    Finding,
    LevelResult,
    PartResult,
    QuestionResult,
    Trace,
    Voices,
)
from selfcheck.evaluation.sensitivity import TOTAL, LevelChange, level_changes
from selfcheck.exact import out_of_hundred, rounded
from selfcheck.frameworks.model import Framework, Level
from selfcheck.frameworks.texts import Texts
from selfcheck.sheets.json_sheet import municipality_as_json

SHARE_PLACES = 4
Changes = Mapping[str, tuple[LevelChange, ...]]


def evaluation_as_json(evaluation: Evaluation, texts: Texts, comparison: Comparison | None = None) -> dict[str, object]:
    """Everything that the evaluation says, as plain values; words of suggestions come from `texts`."""
    framework = evaluation.framework
    changes = level_changes(evaluation)
    total = evaluation.total
    return {
        "framework": framework.key,
        "version": framework.version,
        "checksum": framework.checksum,
        "engine": evaluation.engine,
        "language": texts.language,
        "municipality": municipality_as_json(evaluation.sheet.municipality),
        "date": evaluation.sheet.date or None,
        "notice": evaluation.sheet.notice or None,
        "respondents": evaluation.respondents,
        "anonymity_threshold": evaluation.anonymity_threshold,
        "preliminary": evaluation.is_preliminary,
        **_counts(evaluation),
        "fields": [_field(part, changes) for part in evaluation.fields],
        "goals": [_part(goal, changes) for part in evaluation.fields for goal in part.goals],
        "composites": [_part(part, changes) for part in evaluation.composites],
        "total": None if total is None else _part(total, changes, TOTAL),
        "levels": [] if total is None else _levels(framework.levels.total, total.level),
        "questions": [_question(result, framework) for result in evaluation.questions.values()],
        "findings": [_finding(finding, texts) for finding in evaluation.findings],
        "comparison": None if comparison is None else _comparison(comparison),
    }


def _score(value: Fraction | None) -> float | None:
    shown = out_of_hundred(value)
    return None if shown is None else float(shown)


def _share(value: Fraction | None) -> float | None:
    return None if value is None else float(rounded(value, SHARE_PLACES))


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _counts(holder: Evaluation | PartResult) -> dict[str, object]:
    counts = holder.counts
    return {
        "coverage": _share(counts.coverage),
        "answered": counts.answered,
        "not_known": counts.not_known,
        "unanswered": counts.unanswered,
        "not_applicable": counts.not_applicable,
    }


def _field(part: PartResult, changes: Changes) -> dict[str, object]:
    return {**_part(part, changes), "goals": [_part(goal, changes) for goal in part.goals]}


def _part(part: PartResult, changes: Changes, key: str | None = None) -> dict[str, object]:
    return {
        "key": part.key or "total",
        "score": _score(part.score),
        "low": _score(part.low),
        "high": _score(part.high),
        **_counts(part),
        **_level(part.level),
        "preliminary": part.is_preliminary,
        "questions": list(part.questions),
        "groups": [
            {"group": group.group, "score": _score(group.score), "questions": group.questions} for group in part.groups
        ],
        "group_gap": _score(part.group_gap),
        "level_changes": [change._asdict() for change in changes.get(part.key if key is None else key, ())],
        "trace": _trace(part.trace, part.score),
    }


def _level(level: LevelResult) -> dict[str, object]:
    return {
        "level": level.level,
        "level_low": level.low,
        "level_high": level.high,
        "no_level_because": level.reason,
        "missing_answers": level.missing_answers,
    }


def _levels(levels: tuple[Level, ...], result: LevelResult) -> list[dict[str, object]]:
    """The ladder of overall levels, lowest first: which ones lie at or below the one that is reached."""
    keys = [level.key for level in levels]
    height = keys.index(result.level) if result.level is not None else -1
    return [{"key": key, "reached": number <= height} for number, key in enumerate(keys)]


def _trace(trace: Trace, result: Fraction | None) -> dict[str, object]:
    return {
        "rule": trace.rule,
        "terms": [
            {"key": term.key, "weight": _exact(term.weight), "value": _exact(term.value)} for term in trace.terms
        ],
        "result": _exact(result),
    }


def _question(result: QuestionResult, framework: Framework) -> dict[str, object]:
    question = framework.questions[result.key]
    return {
        "key": result.key,
        "field": question.field,
        "goal": question.goal,
        "state": result.state,
        "value": result.settled.option,
        "formed": result.settled.formation,
        "preliminary": result.is_preliminary,
        "disregarded": result.is_disregarded,
        "points": _exact(result.points),
        "score": _score(result.value),
        "weight": _exact(question.weight),
        **_voices(result.voices),
    }


def _voices(voices: Voices) -> dict[str, object]:
    return {
        "respondents": voices.respondents,
        "distribution": None if voices.distribution is None else dict(voices.distribution),
        "agreement": _share(voices.agreement),
        "groups": [
            {
                "group": view.group,
                "respondents": view.respondents,
                "distribution": dict(view.distribution),
                "median": view.median,
                "score": _score(view.mean),
            }
            for view in voices.groups
        ],
        "group_gap": _score(voices.gap),
    }


def _finding(finding: Finding, texts: Texts) -> dict[str, object]:
    return {
        "kind": finding.kind,
        "part": finding.part,
        "field": finding.field,
        "figure": finding.figure,
        "value": _exact(finding.value),
        "preliminary": finding.is_preliminary,
        "questions": list(finding.questions),
        "suggestions": [
            {
                "question": suggestion.question,
                "step": suggestion.step,
                "text": texts.questions[suggestion.question].next_steps[suggestion.step],
            }
            for suggestion in finding.suggestions
        ],
    }


def _comparison(comparison: Comparison) -> dict[str, object]:
    return {
        "earlier": comparison.earlier,
        "earlier_date": comparison.earlier_date or None,
        "equivalent": comparison.equivalent,
        "compared": list(comparison.compared),
        "fields": [_change(change) for change in comparison.fields],
        "goals": [_change(change) for change in comparison.goals.values()],
        "total": None if comparison.total is None else _change(comparison.total),
        "new": list(comparison.new),
        "dropped": list(comparison.dropped),
        "changed": list(comparison.changed),
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "key": change.key or "total",
        "questions": change.questions,
        "then": _score(change.then),
        "now": _score(change.now),
        "difference": _score(change.difference),
    }


def is_evaluation(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a parsed JSON value is an evaluation that was written here, and not an answer sheet."""
    return isinstance(value, Mapping) and "engine" in value and "questions" in value and "answers" not in value


def sheet_of_evaluation(value: Mapping[str, object]) -> dict[str, object]:
    """An answer sheet, as JSON values, of the answers that counted in a written evaluation: enough to compare with."""
    questions = value.get("questions")
    rows = [row for row in questions if isinstance(row, Mapping)] if isinstance(questions, list) else []
    counted = [{"question": row.get("key"), "value": row.get("value")} for row in rows if row.get("value") is not None]
    sheet = {
        "framework": f"{value.get('framework')}@{value.get('version')}",
        "municipality": value.get("municipality") or {},
        "date": value.get("date"),
        "answers": [],
        "agreed": counted,
    }
    return {key: content for key, content in sheet.items() if content is not None}
