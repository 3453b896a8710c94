"""The chapters about parts: one for each field of action, and one for the whole where the framework wants one."""

from collections.abc import Iterator, Sequence

from selfcheck.evaluation.model import Figure, Finding, FindingKind, NoLevel, PartResult
from selfcheck.frameworks.model import Level
from selfcheck_documents.charts import goals_chart
from selfcheck_documents.report.material import Material
from selfcheck_documents.report.model import (
    Advice,
    Asked,
    Fact,
    FieldChapter,
    FindingText,
    NamedResult,
    Reading,
    Rung,
    TotalChapter,
)
from selfcheck_documents.report.requirements import minimum_coverage, requirement
from selfcheck_documents.report.results import facts, result

ABOUT_LEVELS = frozenset({FindingKind.STRENGTH, FindingKind.POTENTIAL, FindingKind.NEED_FOR_ACTION})
CAUSES_SHOWN = 8


def reading(material: Material) -> Reading:
    """How to read what the chapters say about each field."""
    words, evaluation = material.words, material.evaluation
    levels = evaluation.framework.levels.fields
    sentences = [words("Scores run from 0 to 100.")]
    if levels:
        sentences.extend(minimum_coverage(material))
    sentences.append(
        words("“Possible” says what the score would be if every open question were answered worst, and best.")
    )
    if evaluation.is_preliminary:
        sentences.append(
            words("“Preliminary” is what is not agreed yet: until then the median of all answers to a question counts.")
        )
    return Reading(
        words("How to read the results"),
        tuple(material.mark_of("fields", level) for level in reversed(levels)),
        tuple(sentences),
    )


def field_chapter(part: PartResult, material: Material) -> FieldChapter:
    """One field of action."""
    words = material.words
    named = material.texts.fields[part.key]
    is_answered = part.counts.answered > 0
    findings = tuple(_findings(part, material))
    could_have_findings = is_answered and any(level.tendency for level in material.evaluation.framework.levels.fields)
    no_findings = words("There are no findings here yet.") if could_have_findings and not findings else ""
    return FieldChapter(
        key=part.key,
        number=material.field_numbers[part.key],
        heading=named.label,
        description=named.description,
        result=result(part, material),
        goals_heading=words("The goals in detail") if is_answered and part.goals else "",
        goals=goals_chart(part, material.evaluation, material.texts, words) if is_answered and part.goals else None,
        findings_heading=words("Findings and suggestions") if findings or no_findings else "",
        findings=findings,
        no_findings=no_findings,
    )


def _findings(part: PartResult, material: Material) -> Iterator[FindingText]:
    """The findings of a field: about its goals, or about itself where it has none; needs first, strengths last."""
    found = [finding for finding in material.evaluation.findings if finding.field == part.key]
    for kind in (
        FindingKind.NEED_FOR_ACTION,
        FindingKind.POTENTIAL,
        FindingKind.BLIND_SPOT,
        FindingKind.DISAGREEMENT,
        FindingKind.STRENGTH,
    ):
        for finding in found:
            is_repeated = kind in ABOUT_LEVELS and part.goals and finding.part == part.key
            if finding.kind is kind and not is_repeated:
                yield _finding(finding, material)


def _finding(finding: Finding, material: Material) -> FindingText:
    words = material.words
    part = material.evaluation.parts[finding.part]
    is_disagreement = finding.kind is FindingKind.DISAGREEMENT
    asked = material.asked(finding.questions[0])
    label = f"{asked.key} {asked.short}" if is_disagreement else material.label(finding.part)
    is_about_level = finding.kind in ABOUT_LEVELS
    mark = material.mark(part.key, part.level.level) if is_about_level else None
    advice = () if is_disagreement else tuple(material.advice(entry) for entry in finding.suggestions)
    return FindingText(
        kind=_kind(finding.kind, material) if mark is None else mark.label,
        label=label,
        mark=mark,
        facts=tuple(_facts(finding, part, material)) if is_about_level else (_figure(finding, material),),
        explanation=_explanation(finding, material),
        causes_heading=_causes_heading(finding.kind, material),
        causes=tuple(_causes(finding, advice, material)),
        advice_header=(words("No."), words("Question"), words("Answer"), words("Suggestion")) if advice else (),
        advice=advice,
    )


def _causes(finding: Finding, advice: Sequence[Advice], material: Material) -> Iterator[Asked]:
    """The questions that cause a finding, unless the heading or the suggestions name them anyway."""
    is_named = {entry.asked.key for entry in advice} >= set(finding.questions)
    if finding.kind is not FindingKind.DISAGREEMENT and not is_named:
        yield from (material.asked(key) for key in finding.questions[:CAUSES_SHOWN])


def _kind(kind: FindingKind, material: Material) -> str:
    """What a finding is called that is not about a level; the others bear the name of their level."""
    return material.words("Disagreement") if kind is FindingKind.DISAGREEMENT else material.words("Blind spot")


def _facts(finding: Finding, part: PartResult, material: Material) -> Iterator[Fact]:
    yield from facts(part, material)
    if finding.is_preliminary:
        yield Fact(material.words("Note"), material.words("preliminary"))


def _figure(finding: Finding, material: Material) -> Fact:
    words = material.words
    if finding.figure is Figure.SHARE:
        return Fact(words("Not known"), words("{share} of the questions", share=words.per_cent(finding.value)))
    return Fact(*figure_of_disagreement(finding, material))


def figure_of_disagreement(finding: Finding, material: Material) -> tuple[str, str]:
    """The figure behind a disagreement with its name: the measure of agreement or the gap between groups."""
    words = material.words
    if finding.figure is Figure.AGREEMENT:
        sign = "" if finding.value >= 0 else "\N{MINUS SIGN}"
        figure = f"{sign}{words.number(abs(finding.value), 2)}"
        return words("Agreement"), words("{figure} (possible: −1 to 1)", figure=figure)
    return words("Gap between groups"), words("{points} points", points=words.score(finding.value))


def _explanation(finding: Finding, material: Material) -> str:
    words = material.words
    if finding.kind is FindingKind.BLIND_SPOT:
        departments = dict.fromkeys(
            department
            for key in finding.questions
            for department in material.evaluation.framework.questions[key].departments
        )
        labels = [material.texts.departments[key].label for key in departments]
        ask = words("Clarify who knows. It is usually known here: {departments}.", departments=", ".join(labels))
        return ask if labels else words("Clarify who knows.")
    if finding.kind is FindingKind.DISAGREEMENT:
        return words("The answers lie far apart: see “{chapter}”.", chapter=words("Different views"))
    return ""


def _causes_heading(kind: FindingKind, material: Material) -> str:
    words = material.words
    if kind is FindingKind.STRENGTH:
        return words("What contributes to it")
    return words("Not known so far") if kind is FindingKind.BLIND_SPOT else words("What it comes from")


def total_chapter(material: Material) -> TotalChapter | None:
    """The overall result, levels and composites; None for frameworks that want a profile alone."""
    evaluation, words = material.evaluation, material.words
    if evaluation.total is None and not evaluation.composites:
        return None
    ladder = () if evaluation.total is None else tuple(_ladder(evaluation.total, material))
    return TotalChapter(
        heading=words("Overall result"),
        result=None if evaluation.total is None else result(evaluation.total, material),
        ladder_heading=words("The levels") if ladder else "",
        ladder_header=(words("Level"), words("What it takes"), words("Reached")),
        ladder=ladder,
        composites=tuple(
            NamedResult(named.label, named.description, result(part, material))
            for part in evaluation.composites
            for named in [material.texts.composites[part.key]]
        ),
    )


def _ladder(total: PartResult, material: Material) -> Iterator[Rung]:
    words = material.words
    levels: Sequence[Level] = material.evaluation.framework.levels.total
    keys = [level.key for level in levels]
    height = keys.index(total.level.level) if total.level.level is not None else -1
    is_known = total.level.reason not in {NoLevel.NOTHING_ANSWERED, NoLevel.NOTHING_APPLIES, NoLevel.COVERAGE}
    for number, level in enumerate(levels):
        reached = words("yes") if number <= height else words("no")
        yield Rung(
            material.mark_of("total", level), requirement(level, material), reached if is_known else words("open")
        )
