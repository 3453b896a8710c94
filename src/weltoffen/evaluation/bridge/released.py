"""What is written down for the public about one field: words and figures of the report, in each language.

Left out on purpose: every single answer and comment, who answered, findings about one question, and the number of the
field, which would tell how many others there are. Left out too is what a reader could turn back into answers: a field
or goal whose score rests on few answers, or which is the lowest or the highest possible and so tells all its answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from selfcheck import LANGUAGES, Language, PartResult, State, out_of_hundred
from selfcheck_documents.report.model import Advice, FieldChapter, FindingText, Mark, Result
from weltoffen.evaluation.bridge.opening import Opened, open_evaluation, tendency_of
from weltoffen.evaluation.models import StoredEvaluation

Content = Mapping[str, object]
FEWEST_ANSWERS = 3
"""A score that rests on fewer answers would tell them."""
LOWEST_AND_HIGHEST = (0, 100)
"""Scores that only one set of answers can reach."""


class _Maybe(NamedTuple):
    """A part that can be null."""

    shape: object


# What is written down: a type, an object with these names, a list of any length, or a list with just these parts.
FACTS = [(str, str)]
MARK = _Maybe({"label": str, "description": str, "tendency": str})
FIELD = {
    "questionnaire": str, "label": str, "description": str, "day": str, "notice": str,
    "result": {"mark": MARK, "facts": FACTS, "sentences": [str]},
    "goals_heading": str,
    "goals": _Maybe({"caption": str, "header": [str], "rows": [[str]], "marks": [MARK]}),
    "findings_heading": str, "no_findings": str,
    "findings": [{
        "kind": str, "label": str, "mark": MARK, "facts": FACTS, "explanation": str, "advice_heading": str,
        "advice": [str],
    }],
}  # fmt: skip
SHAPE: Mapping[str, object] = {"framework": str, "position": int, **dict.fromkeys(LANGUAGES, FIELD)}


def contents_for_public(stored: StoredEvaluation) -> Mapping[str, Content] | None:
    """What would be public of each field whose result may be shown, by the field's key, in the framework's order.

    None where the evaluation cannot be opened.
    """
    opened = {}
    for language in LANGUAGES:
        one = open_evaluation(stored, language)
        if one is None:
            return None
        opened[language] = one
    fields = opened[LANGUAGES[0]].evaluation.fields
    unshown = _unshown_goals(opened[LANGUAGES[0]], stored.checksum)
    return {
        part.key: {
            "framework": stored.round.framework_version.key,
            "position": position,
            **{
                language: _field(one.report.fields[position], one, unshown[part.key])
                for language, one in opened.items()
            },
        }
        for position, part in enumerate(fields)
        if can_be_shown(part)
    }


def goals_not_shown(stored: StoredEvaluation, language: Language) -> Mapping[str, Sequence[str]]:
    """The labels of the answered goals that would not be shown one by one, by the key of their field."""
    opened = open_evaluation(stored, language)
    if opened is None:
        return {}
    return {
        field: [opened.material.label(goal) for goal in opened.goals_of(field) if goal in goals]
        for field, goals in _unshown_goals(opened, stored.checksum).items()
    }


def can_be_shown(part: PartResult) -> bool:
    """Whether a score can stand alone without telling the answers behind it."""
    shown = out_of_hundred(part.score, 0)
    return shown is not None and part.counts.answered >= FEWEST_ANSWERS and shown not in LOWEST_AND_HIGHEST


def _unshown_goals(opened: Opened, seed: str) -> Mapping[str, frozenset[str]]:
    """The goals of each field that are not shown: those that tell answers, and one more that hides them.

    The score of the field and those of all other goals would give away a single missing one. Which goal hides it
    depends on nothing that can be known outside, so that nobody can tell the two apart.
    """
    return {field.key: frozenset(_unshown(field, opened, seed)) for field in opened.evaluation.fields}


def _unshown(field: PartResult, opened: Opened, seed: str) -> Iterator[str]:
    telling = [goal.key for goal in field.goals if not can_be_shown(goal) and _is_asked(goal, opened)]
    others = [goal.key for goal in field.goals if can_be_shown(goal)]
    yield from telling
    if telling and others:
        yield min(others, key=lambda key: sha256(f"{seed} {key}".encode()).digest())


def _is_asked(part: PartResult, opened: Opened) -> bool:
    return any(opened.evaluation.questions[key].state is not State.NOT_ASKED for key in part.questions)


def labels_of(content: Mapping[str, Any]) -> Mapping[str, str]:
    """What a released field is called in each language."""
    return {language: str(content[language]["label"]) for language in LANGUAGES}


def is_showable(content: object) -> bool:
    """Whether something that came from outside has the shape of what `contents_for_public` writes down."""
    if not _has_shape(content, SHAPE) or not isinstance(content, dict):
        return False
    tables = [content[language]["goals"] for language in LANGUAGES]
    return all(len(table["marks"]) == len(table["rows"]) for table in tables if table is not None)


def _has_shape(value: object, shape: object) -> bool:
    if isinstance(shape, _Maybe):
        return value is None or _has_shape(value, shape.shape)
    if isinstance(shape, Mapping):
        return isinstance(value, dict) and value.keys() == shape.keys() and all(
            _has_shape(value[name], part) for name, part in shape.items()
        )  # fmt: skip
    if isinstance(shape, list):
        return isinstance(value, list) and all(_has_shape(part, shape[0]) for part in value)
    if isinstance(shape, tuple):
        return isinstance(value, list) and len(value) == len(shape) and all(map(_has_shape, value, shape))
    return type(value) is shape


def _field(chapter: FieldChapter, opened: Opened, unshown: frozenset[str]) -> Content:
    sheet, words = opened.evaluation.sheet, opened.material.words
    goals = _goals(chapter, opened, unshown)
    findings = list(_findings(chapter, opened, unshown))
    return {
        "questionnaire": opened.report.title,
        "label": chapter.heading,
        "description": chapter.description,
        "day": words.written_day(sheet.date) if sheet.date else "",
        "notice": sheet.notice,
        "result": _result(chapter.result, _named(unshown, chapter, opened)),
        "goals_heading": chapter.goals_heading if goals else "",
        "goals": goals,
        "findings_heading": chapter.findings_heading if findings or chapter.no_findings else "",
        "no_findings": chapter.no_findings,
        "findings": findings,
    }


def _named(unshown: frozenset[str], chapter: FieldChapter, opened: Opened) -> Sequence[str]:
    """The sentence that names the goals that are not shown, if there are any."""
    material = opened.material
    labels = [material.quoted(material.label(goal)) for goal in opened.goals_of(chapter.key) if goal in unshown]
    return [material.words("Not shown one by one: {goals}.", goals=material.listed(labels))] if labels else []


def _result(result: Result, more: Sequence[str]) -> Content:
    return {"mark": _mark(result.mark), "facts": [list(fact) for fact in result.facts],
            "sentences": [*result.sentences, *more]}  # fmt: skip


def _mark(mark: Mark | None) -> Content | None:
    if mark is None:
        return None
    return {"label": mark.label, "description": mark.description, "tendency": tendency_of(mark)}


def _goals(chapter: FieldChapter, opened: Opened, unshown: frozenset[str]) -> Content | None:
    """The goals that may be shown as a table; the mark of each stands beside its row."""
    if chapter.goals is None:
        return None
    table = chapter.goals.table
    shown = [
        (list(row), _mark(opened.material.mark(goal.key, goal.level.level)))
        for goal, row in zip(opened.evaluation.parts[chapter.key].goals, table.rows, strict=True)
        if goal.key not in unshown and _is_asked(goal, opened)
    ]
    if not shown:
        return None
    return {
        "caption": table.caption,
        "header": list(table.header),
        "rows": [row for row, _ in shown],
        "marks": [mark for _, mark in shown],
    }


def _findings(chapter: FieldChapter, opened: Opened, unshown: frozenset[str]) -> Iterator[Content]:
    """The findings about goals that are shown; of the others only the suggestions, all under one heading."""
    words = opened.material.words
    hidden = {opened.material.label(goal) for goal in unshown}
    advice: list[Advice] = []
    for finding in chapter.findings:
        if finding.kind == words("Disagreement"):
            continue
        if finding.label in hidden:
            advice.extend(finding.advice)
        else:
            yield _finding(finding, opened)
    if advice:
        yield {
            "kind": "",
            "label": words("Further suggestions"),
            "mark": None,
            "facts": [],
            "explanation": "",
            "advice_heading": "",
            "advice": _texts(advice, opened),
        }


def _finding(finding: FindingText, opened: Opened) -> Content:
    """A finding without its causes: they would name single answers."""
    return {
        "kind": finding.kind,
        "label": finding.label,
        "mark": _mark(finding.mark),
        "facts": [list(fact) for fact in finding.facts],
        "explanation": finding.explanation,
        "advice_heading": finding.advice_header[-1] if finding.advice_header else "",
        "advice": _texts(finding.advice, opened),
    }


def _texts(advice: Sequence[Advice], opened: Opened) -> list[str]:
    """The suggestions in the order of the questionnaire: the report's order follows the answers."""
    order = {key: number for number, key in enumerate(opened.evaluation.framework.questions)}
    return [one.text for one in sorted(advice, key=lambda one: order[one.asked.key])]
