"""What is written down for the public about one field: words and figures of the report, in each language.

Left out on purpose: every single answer and comment, who answered, findings about one question, and the number of the
field, which would tell how many others there are.
"""

from collections.abc import Mapping
from typing import cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import UndefinedError

from selfcheck import LANGUAGES
from selfcheck_documents.report.model import FieldChapter, FindingText, Mark, Result
from weltoffen.evaluation.bridge.opening import Opened, open_evaluation, tendency_of
from weltoffen.evaluation.models import StoredEvaluation

Content = Mapping[str, object]


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
    """Whether what came from outside can stand on the public page: it has a place, and words in each language."""
    if not isinstance(content, dict) or type(content.get("position")) is not int:
        return False
    pages = cast("Jinja2", engines["jinja2"])
    try:
        for language in LANGUAGES:
            pages.env.get_template("evaluation/released.jinja").module.released_field(content[language])  # type: ignore[attr-defined]
    except (UndefinedError, AttributeError, LookupError, TypeError, ValueError):
        return False
    return all(isinstance(content[language].get("label"), str) for language in LANGUAGES)


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
