"""How it was calculated: the rules in words, the scales and levels, and the trace behind every figure."""

from collections.abc import Iterator, Sequence

from selfcheck.evaluation.model import PartResult, State
from selfcheck.evaluation.sensitivity import TOTAL, LevelChange, level_changes
from selfcheck.frameworks.model import Level, Meaning, Option, Scale, ScoringRule
from selfcheck_documents.charts import Table
from selfcheck_documents.report.material import Material
from selfcheck_documents.report.model import Fact, Method, Section, TraceText
from selfcheck_documents.report.requirements import minimum_coverage, requirement
from selfcheck_documents.words import NO_FIGURE

PLACES = 2


def method(material: Material) -> Method:
    """The chapter "How it was calculated"."""
    words = material.words
    return Method(
        heading=words("How it was calculated"),
        sections=tuple(_sections(material)),
        scales=tuple(_scale(scale, material) for scale in _used_scales(material)),
        levels=tuple(_levels(material)),
        traces_heading=words("Figure by figure"),
        traces_lead=words("Each score is the weighted mean of what the table lists, unless the rule says otherwise."),
        traces=tuple(_traces(material)),
        colophon_heading=words("About this report"),
        colophon=tuple(_colophon(material)),
    )


def _sections(material: Material) -> Iterator[Section]:
    words, evaluation = material.words, material.evaluation
    yield Section(words("From answer to score"), (
        words("Each answer has points. The worst answer to a question is worth 0, the best 100."),
        words("Scores are computed exactly and rounded only where they are printed."),
    ))  # fmt: skip
    yield Section(words("Open questions"), (
        words("A question that is unanswered or “not known” never lowers a score. It lowers how much is answered."),
        words("“Possible” says what the score would be if every open question were answered worst, and best."),
        words("What does not apply here is left out altogether."),
        *minimum_coverage(material),
    ))  # fmt: skip
    if evaluation.respondents > 1:
        yield Section(words("Several respondents"), tuple(_several_respondents(material)))


def _several_respondents(material: Material) -> Iterator[str]:
    words, rules = material.words, material.evaluation.framework.finding_rules
    yield words("The agreed answer counts. Where none is agreed yet, the lower median of all answers counts.")
    yield words(
        "Agreement is measured by van der Eijk’s A: −1 means two opposite camps, 0 evenly spread answers, 1 full "
        "agreement. Source: Cees van der Eijk, Measuring Agreement in Ordered Rating Scales, Quality & Quantity 35 "
        "(2001), pages 325–341."
    )
    if rules.disagreement_below is not None:
        yield words("A disagreement is reported below {figure}.", figure=words.number(rules.disagreement_below, PLACES))
    if rules.group_gap_from is not None:
        yield words("A gap between groups is reported from {points} points.", points=words.score(rules.group_gap_from))


def _used_scales(material: Material) -> Sequence[Scale]:
    framework = material.evaluation.framework
    used = {question.scale.key for question in framework.questions.values()}
    return [scale for scale in framework.scales.values() if scale.key in used]


def _scale(scale: Scale, material: Material) -> Table:
    words = material.words
    texts = material.texts.scales[scale.key]
    rows = tuple(
        (texts[option.key].label, _points(option, material), texts[option.key].description) for option in scale.options
    )
    return Table(_scale_caption(scale, material), (words("Answer"), words("Points"), words("Meaning")), rows)


def _scale_caption(scale: Scale, material: Material) -> str:
    words = material.words
    if len(_used_scales(material)) == 1:
        return words("The possible answers")
    best = material.texts.scales[scale.key][scale.best.key].label
    points = _points(scale.best, material)
    return words("The possible answers up to “{best}” (points: {points})", best=best, points=points)


def _points(option: Option, material: Material) -> str:
    if option.meaning is Meaning.ANSWER and option.points is not None:
        return material.weight(option.points)
    return NO_FIGURE


def _levels(material: Material) -> Iterator[Table]:
    words, levels = material.words, material.evaluation.framework.levels
    is_shared = levels.goals is levels.fields or levels.goals == levels.fields
    fields = words("The levels of fields and goals") if is_shared and levels.goals else words("The levels of fields")
    sets: list[tuple[str, str, Sequence[Level]]] = [("fields", fields, levels.fields)]
    if not is_shared:
        sets.append(("goals", words("The levels of goals"), levels.goals))
    sets.append(("total", words("The overall levels"), levels.total))
    for name, caption, found in sets:
        if found:
            header = (words("Level"), words("What it takes"), words("Meaning"))
            yield Table(caption, header, _rows(name, found, material))


def _rows(name: str, levels: Sequence[Level], material: Material) -> tuple[tuple[str, ...], ...]:
    rows = []
    for number, level in enumerate(levels):
        mark = material.mark_of(name, level)
        above = levels[number + 1].score_from if number + 1 < len(levels) else None
        is_rest = level == Level(level.key, level.tendency) and above is not None
        taken = material.words("score below {score}", score=material.words.score(above)) if is_rest else ""
        rows.append((mark.label, taken or requirement(level, material), mark.description))
    return tuple(rows)


def _traces(material: Material) -> Iterator[TraceText]:
    """The traces of all parts with a score; there is nothing to explain about the others."""
    evaluation = material.evaluation
    changes = level_changes(evaluation)
    if evaluation.total is not None and evaluation.total.score is not None:
        yield trace(evaluation.total, material.words("Overall result"), material, changes[TOTAL])
    for part in _scored(evaluation.fields):
        goals = tuple(trace(goal, material.label(goal.key), material) for goal in _scored(part.goals))
        heading = f"{material.field_numbers[part.key]} {material.label(part.key)}"
        yield trace(part, heading, material, changes[part.key], goals)
    for part in _scored(evaluation.composites):
        yield trace(part, material.label(part.key), material)


def _scored(parts: Sequence[PartResult]) -> list[PartResult]:
    return [part for part in parts if part.score is not None]


def trace(
    part: PartResult,
    heading: str,
    material: Material,
    changes: Sequence[LevelChange] | None = None,
    parts: tuple[TraceText, ...] = (),
) -> TraceText:
    """The trace of one figure, here and on pages that explain one; `changes` are None where they are not asked for."""
    words = material.words
    tells_changes = changes is not None and bool(material.levels_by_part[part.key][1])
    return TraceText(
        heading=heading,
        rule=_rule(part.trace.rule, material),
        terms=_terms(part, heading, material),
        result=words("Result: {score} of 100", score=words.score(part.score, PLACES)),
        changes_heading=words("Which single answer would change the level") if tells_changes else "",
        changes_sentence=words("No single answer would change the level.") if tells_changes and not changes else "",
        changes=_changes(part.key, changes, heading, material) if changes else None,
        parts=parts,
    )


def _rule(rule: str, material: Material) -> str:
    words = material.words
    return {
        ScoringRule.MEAN_OF_PARTS: words("Weighted mean of the parts."),
        ScoringRule.MEAN_OF_QUESTIONS: words("Weighted mean of all answered questions."),
        ScoringRule.POINTS: words("Points reached, divided by the points possible among the answered questions."),
        ScoringRule.WEAKEST_PART: words("The lowest score among the parts."),
    }[ScoringRule(rule)]


def _terms(part: PartResult, heading: str, material: Material) -> Table:
    words = material.words
    rows = tuple(
        (_name(term.key, material), material.weight(term.weight), words.score(term.value, PLACES))
        for term in part.trace.terms
    )
    return Table(
        words("What entered: {part}", part=heading), (words("What entered"), words("Weight"), words("Score")), rows
    )


def _name(key: str, material: Material) -> str:
    if key in material.evaluation.questions:
        return f"{key} {material.texts.questions[key].short}"
    return material.label(key)


def _changes(key: str, changes: Sequence[LevelChange], heading: str, material: Material) -> Table:
    words = material.words
    rows = tuple(
        (
            _name(change.question, material),
            _present(change.question, material),
            material.option(change.question, change.option),
            _level(key, change.level, material),
        )
        for change in changes
    )
    header = (words("Question"), words("Answer now"), words("Other answer"), words("Level then"))
    return Table(words("Single answers that would change the level: {part}", part=heading), header, rows)


def _present(question: str, material: Material) -> str:
    is_open = material.evaluation.questions[question].state.is_open
    state = material.evaluation.questions[question].state
    return material.words("open") if is_open and state is not State.NOT_KNOWN else material.answer(question)


def _level(key: str, level: str | None, material: Material) -> str:
    mark = material.mark(key, level)
    return material.words("no level") if mark is None else mark.label


def _colophon(material: Material) -> Iterator[Fact]:
    words, framework = material.words, material.evaluation.framework
    yield Fact(words("Questionnaire"), material.texts.title)
    yield Fact(words("Version"), f"{framework.key} {framework.version}")
    if material.texts.wording:
        yield Fact(words("Wording"), material.texts.wording)
    if framework.licence:
        yield Fact(words("Licence of the questionnaire"), framework.licence)
    yield Fact(words("Version of the calculation"), material.evaluation.engine)
    yield Fact(words("Checksum of the questionnaire (SHA-256)"), framework.checksum)
