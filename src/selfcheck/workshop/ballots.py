"""How guests say what matters to them: by points, ranks or ticks; what a ballot or a pile of paper must look like.

Counters are all that is kept: no counter tells which others were raised by the same ballot.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from selfcheck.workshop.hiding import Size

GIVEN = "*given"
"""The counter of ballots with something on them."""
BLANK = "*blank"
"""The counter of ballots with nothing on them: these people took part and named no idea."""
FEWEST_ITEMS, MOST_ITEMS, MOST_POINTS = 2, 30, 100


class Method(StrEnum):
    """How priorities are found."""

    POINTS = "points"
    RANKS = "ranks"
    APPROVAL = "approval"


class BallotFaultKind(StrEnum):
    """What is wrong with a ballot, or with the totals of a pile."""

    UNKNOWN_ITEM = "unknown_item"
    NEGATIVE = "negative"
    TOO_MANY = "too_many"
    TOO_MANY_ON_ONE = "too_many_on_one"
    TOO_FEW = "too_few"
    RANK_UNKNOWN = "rank_unknown"
    RANK_TWICE = "rank_twice"
    RANK_SKIPPED = "rank_skipped"


class BallotFault(NamedTuple):
    """One fault: what was found and what is possible at most (`TOO_FEW`: at least).

    `item` is empty where no single item is meant, `rank` 0 where no single rank is.
    """

    kind: BallotFaultKind
    found: int
    possible: int
    item: str = ""
    rank: int = 0


@dataclass(frozen=True)
class PriorityRule:
    """The items (ideas, topics) in the order of the list, and how much one ballot may say.

    `most` is the number of points, of ranks or of ticks on one ballot; `most_on_one` the points for one item (None: as
    many as there are). Raises `ValueError` for a rule by which nobody could vote.
    """

    method: Method
    items: tuple[str, ...]
    most: int
    most_on_one: int | None = None

    def __post_init__(self) -> None:
        if not FEWEST_ITEMS <= len(self.items) <= MOST_ITEMS or len({*self.items}) < len(self.items):
            raise ValueError(f"{FEWEST_ITEMS} to {MOST_ITEMS} different items are possible: {self.items}")
        if any(not item or item.startswith("*") for item in self.items):
            raise ValueError(f"an item has a key that does not begin with a star: {self.items}")
        possible = MOST_POINTS if self.method is Method.POINTS else len(self.items)
        if not 1 <= self.most <= possible:
            raise ValueError(f"one ballot says {self.most} things; possible: 1 to {possible}")
        if self.most_on_one is not None and (
            self.method is not Method.POINTS or not 1 <= self.most_on_one <= self.most
        ):
            raise ValueError(f"{self.most_on_one} points for one item; possible: 1 to {self.most}, by points alone")

    @property
    def highest(self) -> int:
        """What one ballot can give to one item at most."""
        if self.method is Method.POINTS:
            return self.most_on_one or self.most
        return self.most if self.method is Method.RANKS else 1

    @property
    def whole(self) -> int:
        """What one ballot can hand out at most."""
        if self.method is Method.RANKS:
            return self.most * (self.most + 1) // 2
        return min(self.most, self.highest * len(self.items))

    @cached_property
    def worth(self) -> Mapping[str, Mapping[str, int]]:
        """By item, the counters that speak for it and what each is worth: rank 1 of three 3, rank 3 of three 1."""
        if self.method is not Method.RANKS:
            return {item: {item: 1} for item in self.items}
        ranks = range(1, self.most + 1)
        return {item: {rank_key(item, rank): self.most + 1 - rank for rank in ranks} for item in self.items}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every counter that there can be."""
        return (GIVEN, BLANK, *(key for counters in self.worth.values() for key in counters))

    def score(self, item: str, counts: Mapping[str, int]) -> int:
        """What an item got."""
        return sum(worth * counts.get(key, 0) for key, worth in self.worth[item].items())

    def size(self, counts: Mapping[str, int]) -> Size:
        """How many ballots are behind counters, and how many of them name an item."""
        return Size(counts.get(GIVEN, 0) + counts.get(BLANK, 0), counts.get(GIVEN, 0))

    def require_sound(self, counts: Mapping[str, int]) -> None:
        """Raise `ValueError` for counters that cannot come from so many ballots."""
        faults = faults_of_batch(self, counts)
        if faults:
            raise ValueError(f"these counters come from no ballots: {faults}")


def rank_key(item: str, rank: int) -> str:
    """The counter of those who put an item at a rank, 1 being the first."""
    return f"{item}#{rank}"


def counts_of(rule: PriorityRule, ballot: Mapping[str, int]) -> dict[str, int]:
    """What a ballot adds to the counters. A ballot gives points, ranks (1: first) or ticks (1) to items; 0 is nothing.

    Raises `ValueError` for a faulty one: ask `faults_of_ballot` before.
    """
    faults = faults_of_ballot(rule, ballot)
    if faults:
        raise ValueError(f"this ballot cannot be counted: {faults}")
    named = {item: number for item, number in ballot.items() if number}
    if not named:
        return {BLANK: 1}
    if rule.method is Method.RANKS:
        return {GIVEN: 1, **{rank_key(item, rank): 1 for item, rank in named.items()}}
    return {GIVEN: 1, **named}


def faults_of_ballot(rule: PriorityRule, ballot: Mapping[str, int]) -> tuple[BallotFault, ...]:
    """Everything that is wrong with one ballot; empty when it can be counted."""
    return tuple(_faults_of_ballot(rule, ballot))


def _faults_of_ballot(rule: PriorityRule, ballot: Mapping[str, int]) -> Iterator[BallotFault]:
    for item, number in ballot.items():
        if item not in rule.items:
            yield BallotFault(BallotFaultKind.UNKNOWN_ITEM, number, 0, item)
        elif number < 0:
            yield BallotFault(BallotFaultKind.NEGATIVE, number, 0, item)
        elif number > rule.highest:
            kind = BallotFaultKind.RANK_UNKNOWN if rule.method is Method.RANKS else BallotFaultKind.TOO_MANY_ON_ONE
            yield BallotFault(kind, number, rule.highest, item)
    named = [number for item, number in ballot.items() if item in rule.items and number > 0]
    if rule.method is Method.RANKS:
        yield from _faults_of_ranks(rule, named)
    elif sum(named) > rule.most:
        yield BallotFault(BallotFaultKind.TOO_MANY, sum(named), rule.most)


def _faults_of_ranks(rule: PriorityRule, named: list[int]) -> Iterator[BallotFault]:
    for rank in range(1, rule.most + 1):
        times = named.count(rank)
        if times > 1:
            yield BallotFault(BallotFaultKind.RANK_TWICE, times, 1, rank=rank)
        elif times == 0 and any(rank < lower <= rule.most for lower in named):
            yield BallotFault(BallotFaultKind.RANK_SKIPPED, 0, 1, rank=rank)


def faults_of_batch(rule: PriorityRule, counts: Mapping[str, int]) -> tuple[BallotFault, ...]:
    """What shows that totals cannot come from so many ballots (`GIVEN` and `BLANK`).

    By points and ticks each impossible pile is found. By ranks a few impossible ones pass: whether the ranks of
    each ballot could follow each other is not tried.
    """
    return tuple(_faults_of_batch(rule, counts))


def _faults_of_batch(rule: PriorityRule, counts: Mapping[str, int]) -> Iterator[BallotFault]:
    for key, number in counts.items():
        if key not in rule.keys:
            yield BallotFault(BallotFaultKind.UNKNOWN_ITEM, number, 0, key)
        elif number < 0:
            yield BallotFault(BallotFaultKind.NEGATIVE, number, 0, key)
    given = counts.get(GIVEN, 0)
    on_one = given * (1 if rule.method is Method.RANKS else rule.highest)
    for item, keys in rule.worth.items():
        found = sum(counts.get(key, 0) for key in keys)
        if found > on_one:
            yield BallotFault(BallotFaultKind.TOO_MANY_ON_ONE, found, on_one, item)
    if rule.method is Method.RANKS:
        yield from _faults_of_rank_totals(rule, counts, given)
        return
    total = sum(counts.get(item, 0) for item in rule.items)
    if total > given * rule.most:
        yield BallotFault(BallotFaultKind.TOO_MANY, total, given * rule.most)
    if total < given:
        yield BallotFault(BallotFaultKind.TOO_FEW, total, given)


def _faults_of_rank_totals(rule: PriorityRule, counts: Mapping[str, int], given: int) -> Iterator[BallotFault]:
    """Each ballot with something on it has one first rank, and no rank without the one before."""
    possible = given
    for rank in range(1, rule.most + 1):
        total = sum(counts.get(rank_key(item, rank), 0) for item in rule.items)
        if total > possible:
            kind = BallotFaultKind.TOO_MANY if rank == 1 else BallotFaultKind.RANK_SKIPPED
            yield BallotFault(kind, total, possible, rank=rank)
        if rank == 1 and total < given:
            yield BallotFault(BallotFaultKind.TOO_FEW, total, given, rank=rank)
        possible = min(possible, total)
