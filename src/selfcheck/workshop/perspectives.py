"""What a room says about one question or field, beside the administration: for all, and for each perspective.

Everything that is shown is computed from counters that may be shown; no figure here knows of hidden ones.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from selfcheck.evaluation.agreement import agreement
from selfcheck.exact import HUNDRED, rounded
from selfcheck.frameworks.model import FindingRules
from selfcheck.workshop.hiding import Counters
from selfcheck.workshop.scales import RatingScale
from selfcheck.workshop.showing import NO_COUNTERS, Withheld, showing


class Limits(NamedTuple):
    """From where on people differ strongly, and a room sees something clearly otherwise.

    `disagreement_below` is van der Eijk's A (-1..1), the others are differences of means (0..1).
    """

    disagreement_below: Fraction = Fraction(3, 10)
    gap_from: Fraction = Fraction(3, 10)
    clearly_from: Fraction = Fraction(1, 5)

    @classmethod
    def of(cls, rules: FindingRules) -> "Limits":
        """The limits by which the framework itself finds disagreement, where it names them."""
        usual = cls()
        below, gap = rules.disagreement_below, rules.group_gap_from
        return cls(usual.disagreement_below if below is None else below, usual.gap_from if gap is None else gap)


USUAL_LIMITS = Limits()


class Classification(StrEnum):
    """How a room, or one perspective in it, stands to the administration; `DIVIDED` goes before all others."""

    AGREEMENT = "agreement"
    BLIND_SPOT = "blind_spot"
    HIDDEN_STRENGTH = "hidden_strength"
    DIVIDED = "divided"


class Beside(NamedTuple):
    """A view beside the administration's answer; above 0 the room sees it better.

    `difference` is the mean minus the administration's value, -1..1. `steps` counts the answers from the
    administration's to the median; None where the administration has a score and no answer of this scale.
    """

    difference: Fraction
    steps: int | None = None

    @property
    def points(self) -> Decimal:
        """The difference as it is shown: whole points of a hundred."""
        return rounded(self.difference * HUNDRED, 0)


@dataclass(frozen=True, slots=True)
class View:
    """What enough people said: how many they are, options in order, median (an option), mean (0..1), A (-1..1).

    `agreement` is None on scales of fewer than three answers, `beside` where the administration has no answer.
    """

    people: int
    distribution: Mapping[str, int]
    median: str
    mean: Fraction
    agreement: Fraction | None
    beside: Beside | None
    classification: Classification | None


class Widest(NamedTuple):
    """The two visible perspectives furthest apart by their means (0..1); of equal pairs the first in order.

    `steps` (0 or more) lie between their medians.
    """

    lower: str
    higher: str
    difference: Fraction
    steps: int


@dataclass(frozen=True, slots=True)
class PollView:
    """What may be shown of one poll.

    `people` took part, `on_paper` of them on paper. Where `room` is None, `withheld` says why, and `missing` how many
    people are missing at least; it is 0 where people are enough and answers are not, because a number would tell how
    many of them do not know. `too_few` lists the perspectives that stay hidden, empty ones among them: which of them
    is empty is not told.
    """

    people: int
    on_paper: int
    threshold: int
    room: View | None = None
    withheld: Withheld | None = None
    missing: int = 0
    perspectives: Mapping[str, View] = field(default_factory=dict)
    too_few: tuple[str, ...] = ()
    widest: Widest | None = None

    @property
    def hides_somebody(self) -> bool:
        """Whether people took part of whose perspective only the whole tells."""
        return sum(view.people for view in self.perspectives.values()) < self.people


def poll_view(
    scale: RatingScale,
    phones: Counters,
    paper: Counters = NO_COUNTERS,
    *,
    threshold: int | None,
    administration: str | Fraction | None = None,
    perspectives: Sequence[str] = (),
    hidden: Collection[str] = (),
    is_confidential: bool = False,
    limits: Limits = USUAL_LIMITS,
) -> PollView:
    """What may be shown of a poll: people by perspective (`WITHOUT`: none chosen) and option, on phones and on paper.

    `threshold` can only raise the lowest one. `administration` is an option of the scale, or a score 0..1, or missing.
    `perspectives` gives their order; those in `hidden` stay part of the rest, whatever else is counted (see
    `what_may_stay`). Of a confidential poll only the whole is ever shown. Raises `ValueError` for options that the
    scale does not have and for numbers below zero.
    """
    _require_known(scale, administration)
    found = showing(
        scale, phones, paper,
        threshold=threshold, perspectives=perspectives, hidden=hidden, is_confidential=is_confidential,
    )  # fmt: skip
    if found.whole is None:
        return PollView(found.people, found.on_paper, found.threshold, None, found.withheld, found.missing)
    views = {key: _view(scale, counts, administration, limits) for key, counts in found.perspectives.items()}
    widest = _widest(scale, views)
    return PollView(
        people=found.people,
        on_paper=found.on_paper,
        threshold=found.threshold,
        room=_view(scale, found.whole, administration, limits, widest),
        perspectives=views,
        too_few=found.too_few,
        widest=widest,
    )


def _require_known(scale: RatingScale, administration: str | Fraction | None) -> None:
    if isinstance(administration, str) and administration not in scale.keys:
        raise ValueError(f"the administration's answer is {administration!r}; possible: {scale.keys}")
    if isinstance(administration, Fraction) and not 0 <= administration <= 1:
        raise ValueError(f"the administration's score is {administration}; possible: 0 to 1")


def _view(
    scale: RatingScale,
    counts: Mapping[str, int],
    administration: str | Fraction | None,
    limits: Limits,
    widest: Widest | None = None,
) -> View:
    distribution = {key: counts.get(key, 0) for key in scale.keys}
    middle, mean = scale.median(counts), scale.mean(counts)
    if middle is None or mean is None:
        raise AssertionError("what may be shown has answers")
    alike = agreement([distribution[key] for key in scale.values])
    beside = _beside(scale, middle, mean, administration)
    return View(
        people=sum(distribution.values()),
        distribution=distribution,
        median=middle,
        mean=mean,
        agreement=alike,
        beside=beside,
        classification=_classification(alike, beside, widest, limits),
    )


def _beside(scale: RatingScale, median: str, mean: Fraction, administration: str | Fraction | None) -> Beside | None:
    if isinstance(administration, Fraction):
        return Beside(mean - administration)
    if administration is None or administration not in scale.values:
        return None
    return Beside(mean - scale.values[administration], scale.places[median] - scale.places[administration])


def _classification(
    alike: Fraction | None, beside: Beside | None, widest: Widest | None, limits: Limits
) -> Classification | None:
    is_split = alike is not None and alike < limits.disagreement_below
    if is_split or (widest is not None and widest.difference >= limits.gap_from):
        return Classification.DIVIDED
    if beside is None:
        return None
    if beside.difference >= limits.clearly_from and (beside.steps is None or beside.steps > 0):
        return Classification.HIDDEN_STRENGTH
    if beside.difference <= -limits.clearly_from and (beside.steps is None or beside.steps < 0):
        return Classification.BLIND_SPOT
    return Classification.AGREEMENT


def _widest(scale: RatingScale, views: Mapping[str, View]) -> Widest | None:
    pairs = [
        (views[other].mean - views[one].mean, one, other)
        if views[one].mean <= views[other].mean
        else (views[one].mean - views[other].mean, other, one)
        for one, other in combinations(views, 2)
    ]
    if not pairs:
        return None
    difference, lower, higher = max(pairs, key=lambda pair: pair[0])
    return Widest(
        lower, higher, difference, abs(scale.places[views[higher].median] - scale.places[views[lower].median])
    )
