"""What a level asks for, in words."""

from collections.abc import Iterator

from selfcheck.frameworks.model import Level
from selfcheck_documents.report.material import Material


def minimum_coverage(material: Material) -> Iterator[str]:
    """How much must be answered before there is a level; nothing where a framework asks for nothing."""
    minimum = material.evaluation.framework.scoring.minimum_coverage
    if minimum:
        share = material.words.per_cent(minimum)
        yield material.words("There is a level once {share} of the questions are answered.", share=share)


def requirement(level: Level, material: Material) -> str:
    """The requirements of a level as a list in one line."""
    return "; ".join(_requirements(level, material)) or material.words("nothing further")


def _requirements(level: Level, material: Material) -> Iterator[str]:
    words = material.words
    if level.score_from is not None:
        yield words("score from {score}", score=words.score(level.score_from))
    if level.met_from is not None:
        yield words.counted("at least {number} criterion met", "at least {number} criteria met", level.met_from)
    if level.all_mandatory:
        yield words("all mandatory criteria met")
    if level.tiers_to is not None:
        yield words("all criteria met up to {tier}", tier=material.quoted(_tier(level.tiers_to, material)))
    for key, floor in level.fields_from.items():
        yield words("{field} from {score}", field=material.quoted(material.label(key)), score=words.score(floor))
    for key, options in level.answers.items():
        scale = material.evaluation.framework.questions[key].scale
        chosen = [option.key for option in scale.options if option.key in options]
        answers = " / ".join(material.quoted(material.option(key, option)) for option in chosen)
        yield words("question {number} answered with {answers}", number=key, answers=answers)


def _tier(tier: int, material: Material) -> str:
    named = material.texts.tiers.get(str(tier))
    return material.words.number(tier) if named is None else named.label
