"""Which perspectives may be shown when phones and counted paper stand in one result. Anonymity fails closed.

Who looks at the stage knows neither; who counted paper knows the paper and can subtract it. So both together, and the
part from phones, must each be of nobody or of enough people: in the whole, in each perspective shown, and in the rest
beside those.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from selfcheck.evaluation.respondents import threshold_in_force

WITHOUT = ""
"""The key of those who chose no perspective; they are part of the whole and never shown by themselves."""
MOST_PERSPECTIVES = 12
Counters = Mapping[str, Mapping[str, int]]


class Size(NamedTuple):
    """How many people took part, and how many of them gave an answer that counts."""

    people: int = 0
    known: int = 0


class Crowd(NamedTuple):
    """The people behind one perspective, or several: from phones and from paper."""

    phones: Size = Size()
    paper: Size = Size()

    @property
    def people(self) -> int:
        """All of them."""
        return self.phones.people + self.paper.people

    @property
    def known(self) -> int:
        """All who gave an answer that counts."""
        return self.phones.known + self.paper.known

    def may_be_told(self, threshold: int) -> bool:
        """Whether nothing about fewer than the threshold follows: nobody, or enough known answers, phones included."""
        if self.people == 0:
            return True
        return self.known >= threshold and (self.phones.people == 0 or self.phones.known >= threshold)


def together(crowds: Iterable[Crowd]) -> Crowd:
    """Several crowds as one."""
    phones, paper = Size(), Size()
    for crowd in crowds:
        phones = Size(phones.people + crowd.phones.people, phones.known + crowd.phones.known)
        paper = Size(paper.people + crowd.paper.people, paper.known + crowd.paper.known)
    return Crowd(phones, paper)


def visible(crowds: Mapping[str, Crowd], threshold: int | None) -> frozenset[str]:
    """The perspectives that may be shown: as many as possible, and then those of as many people as possible.

    None where not even the whole may be told. Raises `ValueError` for more perspectives than a workshop can have.
    """
    if len(crowds) > MOST_PERSPECTIVES + 1:
        raise ValueError(f"at most {MOST_PERSPECTIVES} perspectives are possible: {sorted(crowds)}")
    limit = threshold_in_force(threshold)
    if not together(crowds.values()).may_be_told(limit):
        return frozenset()
    alone = [key for key, crowd in crowds.items() if key != WITHOUT and crowd.people and crowd.may_be_told(limit)]
    ordered = sorted(alone, key=lambda key: (crowds[key].people, key))
    for hidden in range(len(ordered) + 1):
        fitting = [left for left in combinations(ordered, hidden) if _rest(crowds, ordered, left).may_be_told(limit)]
        if fitting:
            # `min` keeps the first of equals, and combinations come in the order of sizes and keys.
            least = min(fitting, key=lambda left: sum(crowds[key].people for key in left))
            return frozenset(ordered) - frozenset(least)
    raise AssertionError("with every perspective hidden the rest is the whole, which may be told")


def _rest(crowds: Mapping[str, Crowd], ordered: Collection[str], left: Collection[str]) -> Crowd:
    return together(crowd for key, crowd in crowds.items() if key in left or key not in ordered)


def folded(counters: Counters, shown: Collection[str]) -> dict[str, dict[str, int]]:
    """The counters with everything but the shown perspectives put together under `WITHOUT`."""
    kept: dict[str, list[Mapping[str, int]]] = {}
    for perspective, counts in counters.items():
        kept.setdefault(perspective if perspective in shown else WITHOUT, []).append(counts)
    return {perspective: summed(cells) for perspective, cells in kept.items()}


def summed(cells: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Several cells of counters as one."""
    total: dict[str, int] = {}
    for counts in cells:
        for key, number in counts.items():
            total[key] = total.get(key, 0) + number
    return total
