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
from selfcheck.evaluation.respondents import threshold_in_force
from selfcheck.exact import HUNDRED, rounded
from selfcheck.frameworks.model import FindingRules
from selfcheck.workshop.hiding import WITHOUT, Counters, Crowd, Size, folded, summed, together, visible
from selfcheck.workshop.scales import RatingScale

NO_COUNTERS: Counters = {}


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


class Withheld(StrEnum):
    """Why nothing may be shown."""

    TOO_FEW_PEOPLE = "too_few_people"
    TOO_FEW_ON_PHONES = "too_few_on_phones"
    TOO_FEW_ANSWERS = "too_few_answers"


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
    _require_sound(scale, phones, paper)
    _require_known(scale, administration)
    order = () if is_confidential else _in_order(perspectives, phones, paper)
    phones, paper = (folded(counters, frozenset(order).difference(hidden)) for counters in (phones, paper))
    crowds = _crowds(scale, phones, paper)
    limit = threshold_in_force(threshold)
    everybody = together(crowds.values())
    withheld, missing = _withheld(everybody, limit)
    if withheld is not None:
        return PollView(everybody.people, everybody.paper.people, limit, None, withheld, missing)
    shown = visible(crowds, limit)
    views = {
        key: _view(scale, summed((phones.get(key, {}), paper.get(key, {}))), administration, limits)
        for key in order
        if key in shown
    }
    widest = _widest(scale, views)
    counts = summed((*phones.values(), *paper.values()))
    return PollView(
        people=everybody.people,
        on_paper=everybody.paper.people,
        threshold=limit,
        room=_view(scale, counts, administration, limits, widest),
        perspectives=views,
        too_few=tuple(key for key in order if key not in shown),
        widest=widest,
    )


def what_may_stay(
    scale: RatingScale,
    phones: Counters,
    paper: Counters = NO_COUNTERS,
    *,
    threshold: int | None,
    is_confidential: bool = False,
) -> dict[str, dict[str, int]]:
    """The counters from phones that may be kept after the reveal: hidden perspectives become part of those without.

    `poll_view` shows the same from them, if it is told as `hidden` what was `too_few`. Empty where nothing may be
    shown.
    """
    _require_sound(scale, phones, paper)
    crowds = _crowds(scale, phones, paper)
    withheld, _missing = _withheld(together(crowds.values()), threshold_in_force(threshold))
    if withheld is not None:
        return {}
    return folded(phones, () if is_confidential else visible(crowds, threshold))


def _require_sound(scale: RatingScale, *sources: Counters) -> None:
    for counters in sources:
        for perspective, counts in counters.items():
            for option, number in counts.items():
                if option not in scale.keys or number < 0:
                    raise ValueError(f"{perspective!r}: {option!r} = {number}; possible: 0 or more of {scale.keys}")


def _require_known(scale: RatingScale, administration: str | Fraction | None) -> None:
    if isinstance(administration, str) and administration not in scale.keys:
        raise ValueError(f"the administration's answer is {administration!r}; possible: {scale.keys}")
    if isinstance(administration, Fraction) and not 0 <= administration <= 1:
        raise ValueError(f"the administration's score is {administration}; possible: 0 to 1")


def _crowds(scale: RatingScale, phones: Counters, paper: Counters) -> dict[str, Crowd]:
    return {
        key: Crowd(_size(scale, phones.get(key, {})), _size(scale, paper.get(key, {})))
        for key in dict.fromkeys((*phones, *paper))
    }


def _size(scale: RatingScale, counts: Mapping[str, int]) -> Size:
    return Size(sum(counts.values()), scale.known(counts))


def _withheld(everybody: Crowd, limit: int) -> tuple[Withheld | None, int]:
    if everybody.people < limit:
        return Withheld.TOO_FEW_PEOPLE, limit - everybody.people
    if 0 < everybody.phones.people < limit:
        return Withheld.TOO_FEW_ON_PHONES, limit - everybody.phones.people
    return (None, 0) if everybody.may_be_told(limit) else (Withheld.TOO_FEW_ANSWERS, 0)


def _in_order(perspectives: Sequence[str], *sources: Counters) -> tuple[str, ...]:
    counted = sorted(key for counters in sources for key in counters)
    return tuple(key for key in dict.fromkeys((*perspectives, *counted)) if key != WITHOUT)


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
