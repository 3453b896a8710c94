"""What no single place of a framework can know: rules against scales, levels against what they count."""

from collections.abc import Iterable, Iterator

from selfcheck.frameworks.model import Framework, Level, Question, Scale, ScoringRule
from selfcheck.frameworks.source import Node
from selfcheck.messages import Message, message


def check_rules(framework: Framework, top: Node) -> None:
    """Report at the top of the file whatever does not fit together."""
    for what in (*_scales(framework), *_parts(framework), *_levels(framework), *_versions(framework)):
        top.report(what)


def _scales(framework: Framework) -> Iterator[Message]:
    rules = {framework.scoring.goal, framework.scoring.field, framework.scoring.total}
    rules |= {composite.rule for composite in framework.composites}
    for scale in framework.scales.values():
        if ScoringRule.POINTS in rules and scale.answers and scale.worst.points:
            yield message(
                "with the rule “points” the worst option of the scale “{scale}” must have 0 points.", scale=scale.key
            )
        if not _holds_upwards(scale, (option.key for option in scale.answers if option.is_met)):
            yield message("in the scale “{scale}” an option is met, but a better one is not.", scale=scale.key)


def _holds_upwards(scale: Scale, options: Iterable[str]) -> bool:
    """Whether `options` are the best ones of a scale, without a gap: then a better answer never loses a level."""
    chosen = set(options)
    return chosen == {option.key for option in scale.answers[len(scale.answers) - len(chosen) :]}


def _parts(framework: Framework) -> Iterator[Message]:
    parts = {goal.key: goal.questions for field in framework.fields for goal in field.goals}
    parts |= {field.key: field.questions for field in framework.fields}
    for key, questions in parts.items():
        if questions and not any(question.is_scored for question in questions):
            yield message("“{part}” has only questions of weight 0, so it can never have a score.", part=key)


def _levels(framework: Framework) -> Iterator[Message]:
    questions = [question for question in framework.questions.values() if question.is_scored]
    sets = [framework.levels.total, framework.levels.fields]
    if framework.levels.goals is not framework.levels.fields:
        sets.append(framework.levels.goals)
    for levels in sets:
        for level in levels:
            yield from _level(level, questions)
    for level in framework.levels.total:
        if level.score_from is not None and framework.scoring.total is None:
            yield message("the level “{level}” asks for an overall score, but there is none.", level=level.key)
    if any(level.met_from or level.all_mandatory or level.tiers_to for levels in sets for level in levels):
        yield from _scales_without_met(questions)
    for level in (level for levels in sets for level in levels):
        yield from _answers(level, framework)


def _level(level: Level, questions: list[Question]) -> Iterator[Message]:
    tiers = [question.tier for question in questions if question.tier is not None]
    if level.all_mandatory and not any(question.is_mandatory for question in questions):
        yield message("the level “{level}” asks for all mandatory questions, but none is.", level=level.key)
    if level.tiers_to is not None and not tiers:
        yield message("the level “{level}” asks for tiers, but no question has one.", level=level.key)
    elif level.tiers_to is not None and level.tiers_to > max(tiers):
        yield message(
            "the level “{level}” asks for a tier above the highest, {tier}.", level=level.key, tier=max(tiers)
        )
    if level.met_from is not None and level.met_from > len(questions):
        number = len(questions)
        yield message(
            "the level “{level}” asks for more than the {number} questions there are.", level=level.key, number=number
        )


def _scales_without_met(questions: list[Question]) -> Iterator[Message]:
    for scale in {question.scale.key: question.scale for question in questions}.values():
        if scale.answers and not any(option.is_met for option in scale.answers):
            yield message(
                "a level counts what is met, but no option of the scale “{scale}” says “met: true”.", scale=scale.key
            )


def _answers(level: Level, framework: Framework) -> Iterator[Message]:
    for key, options in level.answers.items():
        if not _holds_upwards(framework.questions[key].scale, options):
            yield message(
                "the level “{level}” asks for an answer to {question}, but not for the better ones.",
                level=level.key,
                question=key,
            )


def _versions(framework: Framework) -> Iterator[Message]:
    for earlier in framework.earlier_versions:
        if earlier.version == framework.version:
            yield message("the version {version} cannot be earlier than itself.", version=framework.version)
