"""What is rated in a workshop: the options of a question, the five steps of a field, or any list of options."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from selfcheck.exact import HUNDRED
from selfcheck.frameworks.model import Scale
from selfcheck.workshop.hiding import Size


class Choice(NamedTuple):
    """One option: `value` from 0 (worst) to 1 (best); None means that choosing it is no answer ("not known")."""

    key: str
    value: Fraction | None


@dataclass(frozen=True)
class RatingScale:
    """Options in the order in which they are shown, the answers among them from worst to best.

    Raises `ValueError` where a key stands twice, no option is an answer, a value is outside 0..1 or not higher than
    the one before: such a scale is a mistake of the caller.
    """

    choices: tuple[Choice, ...]

    def __post_init__(self) -> None:
        values = [choice.value for choice in self.choices if choice.value is not None]
        if len({choice.key for choice in self.choices}) < len(self.choices):
            raise ValueError(f"a key stands twice: {[choice.key for choice in self.choices]}")
        if not values or values != sorted(set(values)) or values[0] < 0 or values[-1] > 1:
            raise ValueError(f"answers stand from worst to best, each with its own value from 0 to 1: {values}")

    @classmethod
    def of(cls, scale: Scale) -> "RatingScale":
        """The scale of a question. "Does not apply" is no answer either."""
        return cls(tuple(Choice(option.key, option.value) for option in scale.options))

    @classmethod
    def in_equal_steps(cls, answers: Sequence[str], not_known: Sequence[str] = ()) -> "RatingScale":
        """Answers from worst to best at equal distances, then what is no answer; one answer alone has the value 1."""
        last = len(answers) - 1
        steps = [Choice(key, Fraction(place, last) if last else Fraction(1)) for place, key in enumerate(answers)]
        return cls((*steps, *(Choice(key, None) for key in not_known)))

    @cached_property
    def values(self) -> Mapping[str, Fraction]:
        """The values of the options that are answers, from worst to best."""
        return {choice.key: choice.value for choice in self.choices if choice.value is not None}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """At which step an answer stands, the worst at 0."""
        return {key: place for place, key in enumerate(self.values)}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """All options, in order."""
        return tuple(choice.key for choice in self.choices)

    def known(self, counts: Mapping[str, int]) -> int:
        """How many of the counted are answers."""
        return sum(counts.get(key, 0) for key in self.values)

    def size(self, counts: Mapping[str, int]) -> Size:
        """How many people are behind counters, and how many of them gave an answer."""
        return Size(sum(counts.values()), self.known(counts))

    def require_sound(self, counts: Mapping[str, int]) -> None:
        """Raise `ValueError` for options that are none, and for numbers below zero."""
        for option, number in counts.items():
            if option not in self.keys or number < 0:
                raise ValueError(f"{option!r} = {number}; possible: 0 or more of {self.keys}")

    def median(self, counts: Mapping[str, int]) -> str | None:
        """The lower median of the answers; None when there is none."""
        remaining = (self.known(counts) + 1) // 2
        for key in self.values:
            remaining -= counts.get(key, 0)
            if remaining <= 0 < counts.get(key, 0):
                return key
        return None

    def mean(self, counts: Mapping[str, int]) -> Fraction | None:
        """The mean value of the answers, 0..1; None when there is none."""
        known = self.known(counts)
        if known == 0:
            return None
        return sum((counts.get(key, 0) * value for key, value in self.values.items()), Fraction(0)) / known


FIELD_SCALE = RatingScale(
    (*(Choice(f"f{points}", Fraction(points, HUNDRED)) for points in (0, 25, 50, 75, 100)), Choice("not_known", None))
)
"""How guests rate a field of action: five steps of 25 points, and "not known"."""
