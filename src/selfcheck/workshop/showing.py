"""What of a poll may be shown and what may be kept, whatever was counted: ratings or priorities."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from selfcheck.evaluation.respondents import threshold_in_force
from selfcheck.workshop.hiding import WITHOUT, Counters, Crowd, Size, folded, summed, together, visible

NO_COUNTERS: Counters = {}


class Counted(Protocol):
    """What counters belong to: a scale, or a rule for priorities."""

    def size(self, counts: Mapping[str, int]) -> Size:
        """How many people are behind counters, and how many of them gave an answer that counts."""

    def require_sound(self, counts: Mapping[str, int]) -> None:
        """Raise `ValueError` for keys that cannot be counted and for numbers below zero."""


class Withheld(StrEnum):
    """Why nothing may be shown."""

    TOO_FEW_PEOPLE = "too_few_people"
    TOO_FEW_ON_PHONES = "too_few_on_phones"
    TOO_FEW_ANSWERS = "too_few_answers"


class Showing(NamedTuple):
    """Who took part and what may be shown: counters of the whole and of each visible perspective, in order.

    `whole` is None where nothing may be shown: `withheld` says why, and `missing` how many people are missing at
    least. It is 0 where people are enough and answers are not, because a number would tell how many do not know.
    `too_few` lists the perspectives that stay hidden, empty ones among them: which of them is empty is not told.
    """

    people: int
    on_paper: int
    threshold: int
    withheld: Withheld | None = None
    missing: int = 0
    whole: Mapping[str, int] | None = None
    perspectives: Mapping[str, Mapping[str, int]] = {}
    too_few: tuple[str, ...] = ()


def showing(
    counted: Counted,
    phones: Counters,
    paper: Counters,
    *,
    threshold: int | None,
    perspectives: Sequence[str] = (),
    hidden: Collection[str] = (),
    is_confidential: bool = False,
) -> Showing:
    """What may be shown of counters by perspective (`WITHOUT`: none chosen), from phones and from paper.

    `threshold` can only raise the lowest one. `perspectives` gives their order; those in `hidden` stay part of the
    rest. Of a confidential poll only the whole is ever shown.
    """
    _require_sound(counted, phones, paper)
    order = () if is_confidential else _in_order(perspectives, phones, paper)
    phones, paper = (folded(counters, frozenset(order).difference(hidden)) for counters in (phones, paper))
    crowds = _crowds(counted, phones, paper)
    limit = threshold_in_force(threshold)
    everybody = together(crowds.values())
    withheld, missing = _withheld(everybody, limit)
    if withheld is not None:
        return Showing(everybody.people, everybody.paper.people, limit, withheld, missing)
    shown = visible(crowds, limit)
    return Showing(
        people=everybody.people,
        on_paper=everybody.paper.people,
        threshold=limit,
        whole=summed((*phones.values(), *paper.values())),
        perspectives={key: summed((phones.get(key, {}), paper.get(key, {}))) for key in order if key in shown},
        too_few=tuple(key for key in order if key not in shown),
    )


def what_may_stay(
    counted: Counted,
    phones: Counters,
    paper: Counters = NO_COUNTERS,
    *,
    threshold: int | None,
    is_confidential: bool = False,
) -> dict[str, dict[str, int]]:
    """The counters from phones that may be kept after the reveal: hidden perspectives become part of those without.

    The same is shown from them, if what was `too_few` is named as `hidden`. Empty where nothing may be shown.
    """
    _require_sound(counted, phones, paper)
    crowds = _crowds(counted, phones, paper)
    withheld, _missing = _withheld(together(crowds.values()), threshold_in_force(threshold))
    if withheld is not None:
        return {}
    return folded(phones, () if is_confidential else visible(crowds, threshold))


def may_follow(
    counted: Counted,
    phones: Counters,
    paper: Counters,
    later: Counters,
    *,
    threshold: int | None,
    hidden: Collection[str] = (),
    is_confidential: bool = False,
) -> bool:
    """Whether `later` may stand in the place of `paper` although the result with `paper` was shown already.

    Whoever saw both results can subtract them: in each cell of the later one that changed, the sheets that came or
    went must be at least the threshold. Corrections of what was counted change no number of sheets and may be made.
    """
    shown = showing(counted, phones, paper, threshold=threshold, hidden=hidden, is_confidential=is_confidential)
    if shown.whole is None:
        return True
    stays_hidden = {*hidden, *shown.too_few}
    now = showing(counted, phones, later, threshold=threshold, hidden=stays_hidden, is_confidential=is_confidential)
    if now.whole is None:
        return True
    cells = frozenset(now.perspectives)
    before, after = (folded(sheets, () if is_confidential else cells) for sheets in (paper, later))
    return all(
        _is_enough(counted.size(before.get(key, {})), counted.size(after.get(key, {})), now.threshold)
        for key in {*before, *after}
    )


def _is_enough(before: Size, after: Size, limit: int) -> bool:
    return before.people == after.people or abs(after.known - before.known) >= limit


def _require_sound(counted: Counted, *sources: Counters) -> None:
    for counters in sources:
        for counts in counters.values():
            counted.require_sound(counts)


def _in_order(perspectives: Sequence[str], *sources: Counters) -> tuple[str, ...]:
    found = sorted(key for counters in sources for key in counters)
    return tuple(key for key in dict.fromkeys((*perspectives, *found)) if key != WITHOUT)


def _crowds(counted: Counted, phones: Counters, paper: Counters) -> dict[str, Crowd]:
    return {
        key: Crowd(counted.size(phones.get(key, {})), counted.size(paper.get(key, {})))
        for key in dict.fromkeys((*phones, *paper))
    }


def _withheld(everybody: Crowd, limit: int) -> tuple[Withheld | None, int]:
    if everybody.people < limit:
        return Withheld.TOO_FEW_PEOPLE, limit - everybody.people
    if 0 < everybody.phones.people < limit:
        return Withheld.TOO_FEW_ON_PHONES, limit - everybody.phones.people
    return (None, 0) if everybody.may_be_told(limit) else (Withheld.TOO_FEW_ANSWERS, 0)
