"""Where a part stands, in figures and sentences; a part without answers says that and nothing else."""

from collections.abc import Iterator

from selfcheck.evaluation.model import NoLevel, PartResult
from selfcheck_documents.report.material import Material
from selfcheck_documents.report.model import Fact, Result


def result(part: PartResult, material: Material) -> Result:
    """The standing of a field, goal, composite or the whole."""
    words = material.words
    if not part.is_asked:
        return Result(None, (), (words("No question of this part is asked here."),))
    if part.counts.answered == 0:
        known = [words("Open: {what}.", what=_open_answers(part, material))] if part.counts.not_known else []
        return Result(None, (), (words("Not answered."), *known))
    return Result(
        material.mark(part.key, part.level.level), tuple(facts(part, material)), tuple(_sentences(part, material))
    )


def facts(part: PartResult, material: Material) -> Iterator[Fact]:
    """Score, what is possible, and how much is answered."""
    words = material.words
    if part.score is not None:
        yield Fact(words("Score"), words("{score} of 100", score=words.score(part.score)))
    possible = material.range(part.low, part.high)
    if possible:
        yield Fact(words("Possible"), possible)
    counts = part.counts
    answered = words("{answered} of {asked} questions", answered=counts.answered, asked=counts.applicable)
    yield Fact(words("Answered"), answered)


def _sentences(part: PartResult, material: Material) -> Iterator[str]:
    words = material.words
    mark = material.mark(part.key, part.level.level)
    if mark is not None and mark.description:
        yield mark.description
    yield from _no_level(part, material)
    yield from _level_range(part, material)
    open_answers = _open_answers(part, material)
    if open_answers:
        yield words("Open: {what}.", what=open_answers)
    if part.is_preliminary:
        yield words.counted(
            "The result is preliminary: {number} answer is not agreed yet.",
            "The result is preliminary: {number} answers are not agreed yet.",
            part.counts.preliminary,
        )


def _no_level(part: PartResult, material: Material) -> Iterator[str]:
    words = material.words
    if part.level.reason is NoLevel.COVERAGE:
        minimum = words.per_cent(material.evaluation.framework.scoring.minimum_coverage)
        yield words.counted(
            "There is no level yet: {minimum} of the questions must be answered, {number} answer is missing.",
            "There is no level yet: {minimum} of the questions must be answered, {number} answers are missing.",
            part.level.missing_answers,
            minimum=minimum,
        )
    if part.level.reason is NoLevel.NONE_REACHED:
        yield words("No level is reached yet.")


def _level_range(part: PartResult, material: Material) -> Iterator[str]:
    low, high = (material.mark(part.key, level) for level in (part.level.low, part.level.high))
    if part.level.low == part.level.high or high is None:
        return
    if low is None:
        yield material.words("With the open answers the level could rise to {high}.", high=material.quoted(high.label))
        return
    yield material.words(
        "Depending on the open answers the level lies between {low} and {high}.",
        low=material.quoted(low.label),
        high=material.quoted(high.label),
    )


def _open_answers(part: PartResult, material: Material) -> str:
    words = material.words
    kinds = []
    if part.counts.not_known:
        kinds.append(words("{number} × not known", number=words.number(part.counts.not_known)))
    if part.counts.unanswered:
        kinds.append(words("{number} × not answered", number=words.number(part.counts.unanswered)))
    return ", ".join(kinds)
