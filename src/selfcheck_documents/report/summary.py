"""The one page that a mayor reads in a minute: profile, strengths, needs, next steps, coverage, what is preliminary."""

from collections.abc import Iterator

from selfcheck.evaluation.findings import highlights, proposed_steps
from selfcheck.evaluation.model import Counts, Finding, FindingKind, PartResult
from selfcheck.frameworks.model import Tendency
from selfcheck_documents.charts import profile_chart
from selfcheck_documents.report.material import Material
from selfcheck_documents.report.model import Highlight, Highlights, Mark, Section, Steps, Summary
from selfcheck_documents.report.results import result
from selfcheck_documents.words import Words


def summary(material: Material) -> Summary:
    """The first page."""
    evaluation, words = material.evaluation, material.words
    return Summary(
        heading=words("At a glance"),
        lead=_lead(material),
        total=None if evaluation.total is None else result(evaluation.total, material),
        chart=profile_chart(evaluation, material.texts, words),
        strengths=_highlights(
            material, FindingKind.STRENGTH, words("Strengths"), words("No part counts as a strength yet.")
        ),
        needs=_highlights(
            material,
            FindingKind.NEED_FOR_ACTION,
            words("Need for action"),
            words("No answered part shows need for action."),
        ),
        steps=_steps(material),
        coverage=Section(words("How much is answered"), tuple(_coverage(material))),
        preliminary=Section(words("What is preliminary"), tuple(_preliminary(material))),
    )


def _lead(material: Material) -> str:
    words = material.words
    if not material.evaluation.counts.answered:
        return words("No question is answered yet.")
    if material.evaluation.total is None:
        return words("The result is a profile of the fields of action, with no overall grade.")
    return words("The result is an overall figure with a profile of its parts.")


def _highlights(material: Material, kind: FindingKind, heading: str, empty: str) -> Highlights:
    items = tuple(_highlight(finding, material) for finding in highlights(material.evaluation, kind))
    if not material.evaluation.counts.answered:
        empty = material.words("Nothing is answered yet.")
    elif not _tells(material, kind):
        empty = material.words("This instrument has no such levels for its parts.")
    return Highlights(heading, _mark(material, kind), items, "" if items else empty)


def _tells(material: Material, kind: FindingKind) -> bool:
    return _mark(material, kind) is not None


def _mark(material: Material, kind: FindingKind) -> Mark | None:
    """The mark of the level that findings of this kind come from."""
    levels = material.evaluation.framework.levels
    for name, levels_there in (("goals", levels.goals), ("fields", levels.fields)):
        for level in levels_there:
            if level.tendency is Tendency(kind.value):
                return material.mark_of(name, level)
    return None


def _highlight(finding: Finding, material: Material) -> Highlight:
    words = material.words
    return Highlight(
        label=material.label(finding.part),
        field="" if finding.part == finding.field else material.label(finding.field),
        figure=words.score(finding.value),
        note=words("preliminary") if finding.is_preliminary else "",
    )


def _steps(material: Material) -> Steps:
    words = material.words
    items = tuple(material.advice(suggestion) for suggestion in proposed_steps(material.evaluation))
    answered = material.evaluation.counts.answered
    empty = words("No step follows from the answers.") if answered else words("Steps follow from the answers.")
    return Steps(words("Proposed next steps"), items, "" if items else empty)


def _coverage(material: Material) -> Iterator[str]:
    words = material.words
    asked = [part for part in material.evaluation.fields if part.is_asked]
    answered = [part for part in asked if part.counts.answered]
    if answered:
        yield from _counted(sum((part.counts for part in asked), Counts()), words)
    yield from _fields_without_answers(material, [part for part in asked if part not in answered])
    yield from _fields_without_level(material, answered)


def _counted(counts: Counts, words: Words) -> Iterator[str]:
    """How many questions are in which state: the figures add up to all that are asked here."""
    figures = {
        "asked": words.number(counts.applicable + counts.not_applicable),
        "answered": words.number(counts.answered),
        "not_known": words.number(counts.not_known),
        "open": words.number(counts.unanswered),
        "share": words.per_cent(counts.coverage),
    }
    if counts.not_applicable:
        yield words(
            "Of {asked} questions: {answered} answered ({share} of those that apply), {not_known} not known, "
            "{open} open, {left_out} not applicable.",
            left_out=words.number(counts.not_applicable),
            **figures,
        )
    else:
        yield words(
            "Of {asked} questions: {answered} answered ({share}), {not_known} not known, {open} open.", **figures
        )


def _fields_without_answers(material: Material, parts: list[PartResult]) -> Iterator[str]:
    if parts:
        yield material.words("Not answered: {fields}.", fields=material.listed(_labels(parts, material)))
    not_asked = [part for part in material.evaluation.fields if not part.is_asked]
    if not_asked:
        yield material.words("Not asked here: {fields}.", fields=material.listed(_labels(not_asked, material)))


def _fields_without_level(material: Material, parts: list[PartResult]) -> Iterator[str]:
    missing = [_missing_answers(part, material) for part in parts if part.level.missing_answers]
    if missing:
        yield material.words("Too few answers for a level: {fields}.", fields=material.listed(missing))


def _missing_answers(part: PartResult, material: Material) -> str:
    return material.words.counted(
        "{field} ({number} answer missing)",
        "{field} ({number} answers missing)",
        part.level.missing_answers,
        field=material.label(part.key),
    )


def _labels(parts: list[PartResult], material: Material) -> list[str]:
    return [material.label(part.key) for part in parts]


def _preliminary(material: Material) -> Iterator[str]:
    words = material.words
    parts = [part for part in material.evaluation.fields if part.is_preliminary]
    if not material.evaluation.counts.answered:
        return
    if not parts:
        yield words("Nothing: no answer is waiting to be agreed.")
        return
    yield words.counted(
        "{number} answer is not agreed yet, in: {fields}.",
        "{number} answers are not agreed yet, in: {fields}.",
        material.evaluation.counts.preliminary,
        fields=material.listed(_labels(parts, material)),
    )
    yield words("Until they are agreed, the median of all answers counts.")
