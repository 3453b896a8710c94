"""What matters most to a room: a plain count, the order of each perspective, and a count in which each weighs the same.

Why these methods and no others: docs/decisions/0030.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from selfcheck.workshop.ballots import GIVEN, PriorityRule
from selfcheck.workshop.hiding import Counters
from selfcheck.workshop.showing import NO_COUNTERS, Withheld, showing

FEWEST_TO_COMPARE = 2


class Placed(NamedTuple):
    """An item, its place (1 is first; equal ones share it: 1, 2, 2, 4) and its share.

    In the plain count and in a perspective's, `share` (0..1) is of the most that an item could get from these ballots;
    in the balanced count it is of all that was handed out, so that the shares of all items make 1.
    """

    item: str
    place: int
    share: Fraction


class Priority(NamedTuple):
    """An item in the plain count: place, share of the most it could get (0..1), score in points.

    `is_carried` says whether it stands in the upper half of every visible perspective; None where fewer than two are
    visible.
    """

    item: str
    place: int
    share: Fraction
    score: int
    is_carried: bool | None


@dataclass(frozen=True, slots=True)
class PriorityView:
    """What may be shown of one prioritisation; fields as in `PollView`.

    `order` is the plain count over everybody. `balanced` stands beside it, never instead: each visible perspective
    weighs the same; empty where fewer than two are visible. `unused` (0..1) is what ballots with something on them
    left unsaid of what they could have handed out.
    """

    people: int
    on_paper: int
    threshold: int
    withheld: Withheld | None = None
    missing: int = 0
    order: tuple[Priority, ...] = ()
    perspectives: Mapping[str, tuple[Placed, ...]] = field(default_factory=dict)
    too_few: tuple[str, ...] = ()
    balanced: tuple[Placed, ...] = ()
    unused: Fraction = Fraction(0)


def priority_view(
    rule: PriorityRule,
    phones: Counters,
    paper: Counters = NO_COUNTERS,
    *,
    threshold: int | None,
    perspectives: Sequence[str] = (),
    hidden: Collection[str] = (),
    is_confidential: bool = False,
) -> PriorityView:
    """What may be shown of counters by perspective (see `counts_of`); what is hidden follows `poll_view`.

    Raises `ValueError` for counters that cannot come from so many ballots.
    """
    found = showing(
        rule, phones, paper,
        threshold=threshold, perspectives=perspectives, hidden=hidden, is_confidential=is_confidential,
    )  # fmt: skip
    if found.whole is None:
        return PriorityView(found.people, found.on_paper, found.threshold, found.withheld, found.missing)
    orders = {key: _placed(rule, counts) for key, counts in found.perspectives.items()}
    return PriorityView(
        people=found.people,
        on_paper=found.on_paper,
        threshold=found.threshold,
        order=tuple(
            Priority(*placed, rule.score(placed.item, found.whole), _is_carried(placed.item, orders))
            for placed in _placed(rule, found.whole)
        ),
        perspectives=orders,
        too_few=found.too_few,
        balanced=_balanced(rule, found.perspectives),
        unused=1 - Fraction(_handed_out(rule, found.whole), found.whole[GIVEN] * rule.whole),
    )


def _placed(rule: PriorityRule, counts: Mapping[str, int]) -> tuple[Placed, ...]:
    most = counts[GIVEN] * rule.highest
    return _in_order(rule, {item: Fraction(rule.score(item, counts), most) for item in rule.items})


def _in_order(rule: PriorityRule, shares: Mapping[str, Fraction]) -> tuple[Placed, ...]:
    """Best first; equal ones share a place and stand in the order of the list."""
    ordered = sorted(rule.items, key=lambda item: -shares[item])
    return tuple(
        Placed(item, 1 + sum(other > shares[item] for other in shares.values()), shares[item]) for item in ordered
    )


def _is_carried(item: str, orders: Mapping[str, Sequence[Placed]]) -> bool | None:
    if len(orders) < FEWEST_TO_COMPARE:
        return None
    return all(_is_in_upper_half(item, order) for order in orders.values())


def _is_in_upper_half(item: str, order: Sequence[Placed]) -> bool:
    """Whether its place, the middle one of those it shares, is not behind the middle; nothing is not carried."""
    share = next(placed.share for placed in order if placed.item == item)
    ahead = sum(placed.share > share for placed in order)
    behind = sum(placed.share < share for placed in order)
    return share > 0 and ahead <= behind


def _balanced(rule: PriorityRule, perspectives: Mapping[str, Mapping[str, int]]) -> tuple[Placed, ...]:
    if len(perspectives) < FEWEST_TO_COMPARE:
        return ()
    wholes = {key: _handed_out(rule, counts) for key, counts in perspectives.items()}
    return _in_order(
        rule,
        {
            item: sum(
                (Fraction(rule.score(item, counts), wholes[key]) for key, counts in perspectives.items()), Fraction(0)
            )
            / len(perspectives)
            for item in rule.items
        },
    )


def _handed_out(rule: PriorityRule, counts: Mapping[str, int]) -> int:
    return sum(rule.score(item, counts) for item in rule.items)
