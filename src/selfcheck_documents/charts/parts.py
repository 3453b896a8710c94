"""What a chart says in words about a field or goal: once, for its drawing, its description and its table alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selfcheck.evaluation.model import NoLevel, PartResult
from selfcheck.frameworks.model import Level, Tendency
from selfcheck.frameworks.texts import Named
from selfcheck_documents.words import NO_FIGURE, Words


@dataclass(frozen=True, slots=True)
class LevelSet:
    """The levels that apply to the parts of one chart, with their words."""

    levels: Sequence[Level]
    words: Mapping[str, Named]

    def tendency(self, key: str | None) -> Tendency | None:
        """What reaching the level says."""
        return next((level.tendency for level in self.levels if level.key == key), None)


@dataclass(frozen=True, slots=True)
class PartWords:
    """One part in words. `missing` says why there is no score and is empty where there is one.

    `bounds` is the range of what is possible (“41–63”) and `possible` the same in words; both are empty where
    nothing is open or where the bounds print as one number.
    """

    label: str
    score: str
    bounds: str
    possible: str
    level: str
    level_missing: str
    preliminary: str
    answered: str
    missing: str

    @property
    def sentence(self) -> str:
        """The part in one sentence."""
        return f"{self.label}: {', '.join(self._facts())}."

    def _facts(self) -> list[str]:
        facts = (self.missing or self.score, self.level or self.level_missing, self.possible, self.preliminary)
        return [fact for fact in facts if fact]

    @property
    def cells(self) -> tuple[str, ...]:
        """The part as a row of a table."""
        note = self.missing or ", ".join(fact for fact in (self.level_missing, self.preliminary) if fact)
        cells = (self.score, self.bounds, self.level, self.answered, note)
        return (self.label, *(cell or NO_FIGURE for cell in cells))


def part_words(part: PartResult, label: str, levels: LevelSet, words: Words) -> PartWords:
    """The words about `part`; one without a score says only why."""
    counts = part.counts
    answered = words("{answered} of {asked}", answered=counts.answered, asked=counts.applicable)
    if part.score is None:
        missing = words("not answered") if part.is_asked else words("not asked here")
        return PartWords(label, "", "", "", "", "", "", answered if part.is_asked else "", missing)
    reached = part.level.level
    bounds = _bounds(part, words)
    return PartWords(
        label=label,
        score=words.score(part.score),
        bounds=bounds,
        possible=words("possible: {bounds}", bounds=bounds) if bounds else "",
        level=levels.words[reached].label if reached else "",
        level_missing=_level_missing(part, words),
        preliminary=words("preliminary") if part.is_preliminary else "",
        answered=answered,
        missing="",
    )


def header(words: Words) -> tuple[str, ...]:
    """The names of the columns that `PartWords.cells` fills, without the first."""
    return (words("Score, 0 to 100"), words("Possible"), words("Level"), words("Answered"), words("Note"))


def _bounds(part: PartResult, words: Words) -> str:
    if part.low == part.high:
        return ""
    low, high = words.score(part.low), words.score(part.high)
    return "" if low == high else f"{low}–{high}"


def _level_missing(part: PartResult, words: Words) -> str:
    if part.level.reason is NoLevel.COVERAGE:
        missing = part.level.missing_answers
        return words.counted("no level yet: {number} answer missing", "no level yet: {number} answers missing", missing)
    return words("no level reached") if part.level.reason is NoLevel.NONE_REACHED else ""
