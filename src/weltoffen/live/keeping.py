"""What of a revealed poll may leave the room, in files that anybody may read: cells of enough people, and no others.

Who counted paper knows the paper; a reader of a file does not. Paper ballots of a cell stand for themselves only where
they are enough by themselves; otherwise they are added to those from phones.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from selfcheck.workshop.ballots import PriorityRule
from selfcheck.workshop.hiding import folded, summed
from selfcheck.workshop.scales import RatingScale
from selfcheck.workshop.showing import showing
from weltoffen.live.bridge import LOOK_BACK_SCALE, NO_ANSWERS, on_paper, rule_of, without_zeros
from weltoffen.live.models import PaperCount, Poll
from weltoffen.live.rules import BETWEEN_STATEMENT_AND_ANSWER, STATEMENTS
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import Workshop

MOST_COUNTED = 1_000_000
Cells = dict[str, dict[str, int]]


class Pile(NamedTuple):
    """Paper ballots of a cell that are enough by themselves."""

    perspective: str
    people: int
    counts: dict[str, int]


class Kept(NamedTuple):
    """A poll as it may leave the room: how many people, counters by perspective, which are hidden, and paper."""

    people: dict[str, int]
    counts: Cells
    hidden: list[str]
    paper: tuple[Pile, ...]


def kept_of(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount]) -> Kept | None:
    """What of a poll may leave; None where nothing may be shown. Raises `ValueError` for counters that cannot be."""
    if poll.is_confidential or not poll.is_revealed:
        return None
    piles = list(paper)
    match poll.item.activity:
        case Activity.RATE:
            keys = poll.option_keys
            answers = [key for key in keys if key not in NO_ANSWERS]
            scale = RatingScale.in_equal_steps(answers, [key for key in keys if key in NO_ANSWERS])
            return _kept(scale, workshop, poll, piles)
        case Activity.PRIORITISE:
            return _kept(rule_of(poll), workshop, poll, piles)
        case Activity.LOOK_BACK:
            return _look_back(workshop, poll, piles)
    return None


def may_leave(workshop: Workshop, poll: Poll, paper: Iterable[PaperCount]) -> Kept | None:
    """The same, and None also for a poll that was counted by a rule that its agenda item no longer has."""
    try:
        return kept_of(workshop, poll, paper)
    except ValueError:
        return None


def is_kept(workshop: Workshop, poll: Poll, paper: Sequence[PaperCount]) -> bool:
    """Whether what stands in a file is what may leave a room, and nothing else."""
    if not _are_sound(workshop, poll, paper):
        return False
    try:
        found = kept_of(workshop, poll, paper)
    except ValueError:
        return False
    piles = tuple(Pile(one.perspective, one.people, one.counts) for one in paper)
    return found == Kept(poll.people, poll.counts, poll.hidden, piles)


def _kept(by: RatingScale | PriorityRule, workshop: Workshop, poll: Poll, piles: Sequence[PaperCount]) -> Kept | None:
    known = workshop.perspective_keys
    phones, paper = folded(without_zeros(poll.counts), known), folded(on_paper(piles), known)
    found = showing(by, phones, paper, threshold=workshop.threshold, perspectives=known, hidden=poll.hidden)
    if found.whole is None:
        return None
    phones, paper = folded(phones, found.perspectives), folded(paper, found.perspectives)
    apart = {
        key: counts for key, counts in paper.items() if by.size(counts).known >= found.threshold or key not in phones
    }
    together = {
        key: summed((phones.get(key, {}), {} if key in apart else paper.get(key, {}))) for key in {**phones, **paper}
    }
    counts = without_zeros(together)
    people = sum(by.size(one).people for one in counts.values())
    return Kept(
        {"": people}, counts, list(found.too_few),
        tuple(Pile(key, by.size(apart[key]).people, apart[key]) for key in sorted(apart)),
    )  # fmt: skip


def _look_back(workshop: Workshop, poll: Poll, piles: Sequence[PaperCount]) -> Kept | None:
    """The whole of each statement; who left one out is among the people all the same."""
    whole: dict[str, int] = {}
    said = {"": summed((*without_zeros(poll.counts).values(), *on_paper(piles).values()))}
    for statement in STATEMENTS:
        prefix = statement + BETWEEN_STATEMENT_AND_ANSWER
        part = {key.removeprefix(prefix): n for key, n in said[""].items() if key.startswith(prefix)}
        found = showing(LOOK_BACK_SCALE, {"": part}, {}, threshold=workshop.threshold, is_confidential=True)
        whole.update({prefix + key: number for key, number in (found.whole or {}).items()})
    if not whole:
        return None
    answered = max(sum(n for key, n in whole.items() if key.startswith(one)) for one in STATEMENTS)
    people = max(poll.votes + sum(one.people for one in piles), answered)
    return Kept({"": people}, {"": whole}, list(workshop.perspective_keys), ())


def _are_sound(workshop: Workshop, poll: Poll, paper: Sequence[PaperCount]) -> bool:
    cells = [poll.counts, {"": poll.people}, *({one.perspective: one.counts} for one in paper)]
    if not all(isinstance(one, dict) and all(map(_are_counters, one.values())) for one in cells):
        return False
    known = {"", *workshop.perspective_keys}
    named = {*poll.counts, *poll.people, *(one.perspective for one in paper)}
    are_texts = isinstance(poll.hidden, list) and all(isinstance(one, str) for one in poll.hidden)
    return are_texts and named <= known and known.issuperset(poll.hidden)


def _are_counters(value: object) -> bool:
    return isinstance(value, dict) and all(
        type(number) is int and 0 <= number <= MOST_COUNTED for number in value.values()
    )
