"""What is written down for the public about one field: words and figures of the report, in each language.

Left out on purpose: every single answer and comment, who answered, findings about one question, and the number of the
field, which would tell how many others there are.
"""

from collections.abc import Mapping
from typing import NamedTuple

from selfcheck import LANGUAGES
from selfcheck_documents.report.model import FieldChapter, FindingText, Mark, Result
from weltoffen.evaluation.bridge.opening import Opened, open_evaluation, tendency_of
from weltoffen.evaluation.models import StoredEvaluation

Content = Mapping[str, object]


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
    """What would be public of each field that has a result, by the field's key, in the framework's order.

    None where the evaluation cannot be opened.
    """
    opened = {}
    for language in LANGUAGES:
        one = open_evaluation(stored, language)
        if one is None:
            return None
        opened[language] = one
    fields = opened[LANGUAGES[0]].report.fields
    return {
        chapter.key: {
            "framework": stored.round.framework_version.key,
            "position": position,
            **{language: _field(one.report.fields[position], one) for language, one in opened.items()},
        }
        for position, chapter in enumerate(fields)
        if chapter.is_answered
    }


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


def _field(chapter: FieldChapter, opened: Opened) -> Content:
    sheet, words = opened.evaluation.sheet, opened.material.words
    return {
        "questionnaire": opened.report.title,
        "label": chapter.heading,
        "description": chapter.description,
        "day": words.written_day(sheet.date) if sheet.date else "",
        "notice": sheet.notice,
        "result": _result(chapter.result),
        "goals_heading": chapter.goals_heading,
        "goals": _goals(chapter, opened),
        "findings_heading": chapter.findings_heading,
        "no_findings": chapter.no_findings,
        "findings": [_finding(finding) for finding in chapter.findings if finding.kind != words("Disagreement")],
    }


def _result(result: Result) -> Content:
    return {"mark": _mark(result.mark), "facts": [list(fact) for fact in result.facts],
            "sentences": list(result.sentences)}  # fmt: skip


def _mark(mark: Mark | None) -> Content | None:
    if mark is None:
        return None
    return {"label": mark.label, "description": mark.description, "tendency": tendency_of(mark)}


def _goals(chapter: FieldChapter, opened: Opened) -> Content | None:
    """The goals as a table; the mark of each stands beside its row."""
    if chapter.goals is None:
        return None
    goals = opened.evaluation.parts[chapter.key].goals
    table = chapter.goals.table
    return {
        "caption": table.caption,
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        "marks": [_mark(opened.material.mark(goal.key, goal.level.level)) for goal in goals],
    }


def _finding(finding: FindingText) -> Content:
    """A finding without its causes: they would name single answers."""
    return {
        "kind": finding.kind,
        "label": finding.label,
        "mark": _mark(finding.mark),
        "facts": [list(fact) for fact in finding.facts],
        "explanation": finding.explanation,
        "advice_heading": finding.advice_header[-1] if finding.advice_header else "",
        "advice": [advice.text for advice in finding.advice],
    }
