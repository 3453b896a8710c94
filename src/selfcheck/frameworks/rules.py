"""What no single place of a framework can know: rules against scales, levels against what they count."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from selfcheck.frameworks.model import Framework, Level, Question, Scale, ScoringRule
from selfcheck.frameworks.reading import Nodes
from selfcheck.messages import message


@dataclass(frozen=True, slots=True)
class _LevelOf:
    """A level in its set, with the scored questions of the framework that it may count."""

    set_name: str
    level: Level
    questions: tuple[Question, ...]


def check_rules(framework: Framework, nodes: Nodes) -> None:
    """Report, each at its place in the file, whatever does not fit together."""
    _check_scales(framework, nodes)
    _check_parts(framework, nodes)
    for version, node in nodes.versions.items():
        if version == framework.version:
            node.report(message("the version {version} cannot be earlier than itself.", version=version), found=version)
    counted: dict[str, Question] = {}
    for level_of in _levels(framework):
        _check_level(level_of, framework, nodes)
        counted |= {question.key: question for question in _counted(level_of)}
    _check_counted(counted.values(), nodes)


def _check_scales(framework: Framework, nodes: Nodes) -> None:
    rules = {framework.scoring.goal, framework.scoring.field, framework.scoring.total}
    rules |= {composite.rule for composite in framework.composites}
    for key, scale in framework.scales.items():
        if ScoringRule.POINTS in rules and scale.answers and scale.worst.points:
            what = message(
                "with the rule “points” the worst option of the scale “{scale}” must have 0 points.", scale=key
            )
            nodes.scales[key].report(what, found=str(scale.worst.points), possible=("0",))
        met = [option.key for option in scale.answers if option.is_met]
        if not _holds_upwards(scale, met):
            what = message("in the scale “{scale}” an option is met, but a better one is not.", scale=key)
            nodes.scales[key].report(what, found=", ".join(met))


def _holds_upwards(scale: Scale, options: Iterable[str]) -> bool:
    """Whether `options` are the best ones of a scale, without a gap: then a better answer never loses a level."""
    chosen = set(options)
    return chosen == {option.key for option in scale.answers[len(scale.answers) - len(chosen) :]}


def _check_parts(framework: Framework, nodes: Nodes) -> None:
    parts = {goal.key: goal.questions for field in framework.fields for goal in field.goals}
    parts |= {field.key: field.questions for field in framework.fields}
    for key, questions in parts.items():
        if questions and not any(question.is_scored for question in questions) and key in nodes.parts:
            what = message("“{part}” has only questions of weight 0, so it can never have a score.", part=key)
            nodes.parts[key].report(what)


def _levels(framework: Framework) -> Iterator[_LevelOf]:
    questions = tuple(question for question in framework.questions.values() if question.is_scored)
    levels = framework.levels
    sets: Mapping[str, tuple[Level, ...]] = {"total": levels.total, "fields": levels.fields}
    if levels.goals is not levels.fields:
        sets = {**sets, "goals": levels.goals}
    for name, members in sets.items():
        for level in members:
            yield _LevelOf(name, level, questions)


def _check_level(level_of: _LevelOf, framework: Framework, nodes: Nodes) -> None:
    node = nodes.levels[level_of.set_name, level_of.level.key]
    level, questions = level_of.level, level_of.questions
    mandatory = tuple(question for question in questions if question.is_mandatory)
    tiered = tuple(question for question in questions if question.tier is not None)
    highest = max((question.tier or 0 for question in tiered), default=0)
    if level.all_mandatory and not mandatory:
        node.report(message("the level “{level}” asks for all mandatory questions, but none is.", level=level.key))
    if level.tiers_to is not None and not tiered:
        node.report(message("the level “{level}” asks for tiers, but no question has one.", level=level.key))
    elif level.tiers_to is not None and level.tiers_to > highest:
        what = message("the level “{level}” asks for a tier above the highest, {tier}.", level=level.key, tier=highest)
        node.report(what, found=str(level.tiers_to))
    if level.met_from is not None and level.met_from > len(questions):
        number = len(questions)
        what = message(
            "the level “{level}” asks for more than the {number} questions there are.", level=level.key, number=number
        )
        node.report(what, found=str(level.met_from))
    if level_of.set_name == "total" and level.score_from is not None and framework.scoring.total is None:
        node.report(message("the level “{level}” asks for an overall score, but there is none.", level=level.key))
    _check_answers(level_of, framework, nodes)


def _counted(level_of: _LevelOf) -> Iterator[Question]:
    """The questions that a level looks at for whether they are met."""
    level = level_of.level
    for question in level_of.questions:
        is_in_tiers = level.tiers_to is not None and question.tier is not None and question.tier <= level.tiers_to
        if level.met_from or (level.all_mandatory and question.is_mandatory) or is_in_tiers:
            yield question


def _check_counted(questions: Iterable[Question], nodes: Nodes) -> None:
    for scale in {question.scale.key: question.scale for question in questions}.values():
        if scale.answers and not any(option.is_met for option in scale.answers):
            what = message(
                "a level counts what is met, but no option of the scale “{scale}” says “met: true”.", scale=scale.key
            )
            nodes.scales[scale.key].report(what)


def _check_answers(level_of: _LevelOf, framework: Framework, nodes: Nodes) -> None:
    for key, options in level_of.level.answers.items():
        if not _holds_upwards(framework.questions[key].scale, options):
            what = message(
                "the level “{level}” asks for an answer to {question}, but not for the better ones.",
                level=level_of.level.key,
                question=key,
            )
            node = nodes.levels[level_of.set_name, level_of.level.key]
            node.report(what, found=", ".join(sorted(options)))
