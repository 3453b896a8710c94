"""The evaluation in a terminal: a profile that fits 80 columns, then what to look at first."""

from gettext import gettext as _
from textwrap import fill

from selfcheck import (
    Comparison,
    Evaluation,
    Finding,
    FindingKind,
    PartResult,
    highlights,
    proposed_steps,
)
from selfcheck.frameworks.texts import Texts
from selfcheck_documents.words import Words

NAME_WIDTH = 44
KEY_WIDTH = 8
WIDTH = 100


def summary(evaluation: Evaluation, texts: Texts, words: Words, comparison: Comparison | None) -> str:
    """The profile, strengths, needs, next steps and the comparison as plain text."""
    lines = [texts.title, _whose(evaluation), ""]
    lines += [
        _row(part, texts.fields[part.key].label, _level(part, "fields", texts), words) for part in evaluation.fields
    ]
    lines += [_row(part, texts.composites[part.key].label, "", words) for part in evaluation.composites]
    if evaluation.total is not None:
        lines.append(_row(evaluation.total, _("Overall"), _level(evaluation.total, "total", texts), words))
    lines += ["", _coverage(evaluation, words)]
    if evaluation.framework.kinds and evaluation.sheet.municipality.kind is None:
        lines.append(_("The kind of municipality is not known, so every question counts; say it with --kind."))
    if evaluation.is_preliminary:
        lines.append(_("Preliminary: several people answered, and not every answer is agreed yet."))
    lines += _highlighted(_("Strengths"), highlights(evaluation, FindingKind.STRENGTH), texts, words)
    lines += _highlighted(_("Need for action"), highlights(evaluation, FindingKind.NEED_FOR_ACTION), texts, words)
    steps = [
        fill(
            texts.questions[step.question].next_steps[step.step],
            width=WIDTH,
            initial_indent=f"  {step.question:{KEY_WIDTH}} ",
            subsequent_indent=" " * (KEY_WIDTH + 3),
        )
        for step in proposed_steps(evaluation)
    ]
    lines += ["", _("Next steps"), *steps] if steps else []
    lines += _compared(comparison, texts, words) if comparison else []
    if evaluation.sheet.notice:
        lines += ["", fill(evaluation.sheet.notice, width=WIDTH)]
    return "\n".join(lines)


def _whose(evaluation: Evaluation) -> str:
    municipality = evaluation.sheet.municipality
    names = ", ".join(member.name for member in municipality.members)
    whose = " ".join(part for part in (municipality.name, f"({names})" if names else "") if part)
    return " · ".join(part for part in (whose, evaluation.framework.name, evaluation.sheet.date) if part)


def _level(part: PartResult, kind: str, texts: Texts) -> str:
    level = part.level.level
    return texts.levels[kind][level].label if level is not None else ""


def _row(part: PartResult, label: str, level: str, words: Words) -> str:
    if part.counts.answered == 0:
        instead = _("not answered") if part.is_asked else _("not asked")
        return f"{_label(label)}  {instead}"
    has_bounds = part.low is not None and part.low != part.high
    bounds = f"{words.score(part.low)}–{words.score(part.high)}" if has_bounds else ""
    figures = f"{words.score(part.score):>4} {bounds:>8} {words.per_cent(part.coverage):>6}"
    return f"{_label(label)}{figures}  {level}".rstrip()


def _coverage(evaluation: Evaluation, words: Words) -> str:
    counts = evaluation.counts
    return _(
        "Columns: score, bounds, coverage. {answered} of {applicable} questions answered, {unknown} not known."
    ).format(
        answered=words.number(counts.answered),
        applicable=words.number(counts.applicable),
        unknown=words.number(counts.not_known),
    )


def _highlighted(title: str, findings: tuple[Finding, ...], texts: Texts, words: Words) -> list[str]:
    if not findings:
        return []
    rows = []
    for finding in findings:
        named = texts.goals.get(finding.part) or texts.fields[finding.part]
        rows.append(f"  {finding.part:{KEY_WIDTH}} {named.label} ({words.score(finding.value)})")
    return ["", title, *rows]


def _compared(comparison: Comparison, texts: Texts, words: Words) -> list[str]:
    title = _("Compared with {earlier}, over {number} questions answered both times").format(
        earlier=" ".join(part for part in (comparison.earlier, comparison.earlier_date) if part),
        number=words.number(len(comparison.compared)),
    )
    rows = [
        f"{_label(texts.fields[change.key].label)} {words.score(change.then):>4} → {words.score(change.now):>4}"
        for change in comparison.fields
        if change.questions
    ]
    return ["", title, *rows]


def _label(label: str) -> str:
    return f"{label[:NAME_WIDTH]:{NAME_WIDTH}}"
