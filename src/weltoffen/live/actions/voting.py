"""What phones say, counted once, and what was counted on paper."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

from weltoffen.accounts.models import Person
from weltoffen.journal.actions import record
from weltoffen.live.actions.undoing import tell
from weltoffen.live.ballots import Sent, choices_in, paper_choices
from weltoffen.live.bridge import may_follow_reveal
from weltoffen.live.choices import LiveEvent
from weltoffen.live.models import PaperCount, Poll, Slip
from weltoffen.live.queries import held_poll, held_session, next_of, paper_in, slip_with
from weltoffen.live.rules import (
    MOST_PAPER_BALLOTS,
    BallotDoesNotFit,
    PaperIsTooFew,
    PaperStays,
    require_begun,
    require_group,
    require_open,
)
from weltoffen.live.seats import Seat, Vote, digest_of, opened, sealed
from weltoffen.workshops.models import Workshop

P = ParamSpec("P")
R = TypeVar("R")
_TURN = Lock()


def in_turn(deed: Callable[P, R]) -> Callable[P, R]:
    """One after the other in this process, before the transaction begins. Threads that wait for SQLite sleep and try
    again, and some of a crowd wait for seconds; threads that wait for each other are woken in time.
    """

    @wraps(deed)
    def taking_turns(*arguments: P.args, **named: P.kwargs) -> R:
        if connection.in_atomic_block:
            return deed(*arguments, **named)  # who holds the database already must not wait for who waits for it
        with _TURN:
            return deed(*arguments, **named)

    return taking_turns


@in_turn
@transaction.atomic
def cast_vote(workshop: Workshop, poll: Poll, seat: Seat, sent: Sent) -> Vote:
    """Count what a phone says; what it said before in this poll no longer counts. Sent twice, it counts once."""
    locked = held_poll(poll.pk)
    require_open(locked)
    require_group(locked, seat.group)
    vote = Vote(_perspective_of(seat, workshop), choices_in(locked, sent))
    slip = slip_with(digest_of(seat, locked.pk))
    if slip is not None:
        count_for(locked, opened(seat, locked.pk, bytes(slip.sealed)), -1)
    count_for(locked, vote)
    locked.save(update_fields=["people", "counts"])
    keep_slip(locked, seat, vote, is_first=slip is None)
    return vote


def vote_of(poll: Poll, seat: Seat) -> Vote | None:
    """What a phone said in a poll, as long as that can be changed."""
    slip = slip_with(digest_of(seat, poll.pk))
    return opened(seat, poll.pk, bytes(slip.sealed)) if slip is not None else None


@transaction.atomic
def enter_paper(
    workshop: Workshop, poll: Poll, perspective: str, people: int, sent: Sent, *, by: Person
) -> PaperCount:  # fmt: skip
    """Add counted ballots of one perspective to a poll, whether it is open, closed or revealed."""
    require_begun(workshop)
    session = held_session(workshop)
    locked = held_poll(poll.pk)
    if perspective not in ("", *workshop.perspective_keys) or not 1 <= people <= MOST_PAPER_BALLOTS:
        raise BallotDoesNotFit
    count = PaperCount(
        municipality_id=workshop.municipality_id, poll=locked, number=next_of(PaperCount.objects.filter(poll=locked)),
        perspective=perspective, people=people, counts=paper_choices(locked, sent, people), entered_by_name=by.name,
    )  # fmt: skip
    piles = paper_in([locked]).get(locked.pk, ())
    if not _is_enough(workshop, locked, piles, [*piles, count]):
        raise PaperIsTooFew(workshop.threshold)
    count.save(force_insert=True)
    tell(session, locked.group)
    _record(workshop, locked, by)
    return count


@transaction.atomic
def remove_paper(workshop: Workshop, count: PaperCount, *, by: Person) -> None:
    """Take counted ballots out again, to enter them anew."""
    require_begun(workshop)
    session = held_session(workshop)
    poll = held_poll(count.poll_id)
    piles = paper_in([poll]).get(poll.pk, ())
    if not _is_enough(workshop, poll, piles, [one for one in piles if one.pk != count.pk]):
        raise PaperStays
    PaperCount.objects.filter(pk=count.pk).delete()
    tell(session, poll.group)
    _record(workshop, poll, by)


def count_for(poll: Poll, vote: Vote, number: int = 1) -> None:
    """Add a vote to the counters of a held poll, or take it out; the caller saves."""
    poll.people[vote.perspective] = poll.people.get(vote.perspective, 0) + number
    counters = poll.counts.setdefault(vote.perspective, {})
    for key, much in vote.choices.items():
        counters[key] = counters.get(key, 0) + number * much


def keep_slip(poll: Poll, seat: Seat, vote: Vote, *, is_first: bool) -> None:
    """Let the phone change its vote later. While the poll is held, nobody else writes a slip of it."""
    slip = Slip(
        digest=digest_of(seat, poll.pk), municipality_id=poll.municipality_id, poll_id=poll.pk,
        sealed=sealed(seat, poll.pk, vote),
    )  # fmt: skip
    slip.save(force_insert=is_first, force_update=not is_first)


def _is_enough(workshop: Workshop, poll: Poll, paper: Sequence[PaperCount], later: Sequence[PaperCount]) -> bool:
    return not poll.is_revealed or may_follow_reveal(workshop, poll, paper, later)


def _perspective_of(seat: Seat, workshop: Workshop) -> str:
    return seat.perspective if seat.perspective in workshop.perspective_keys else ""


def _record(workshop: Workshop, poll: Poll, by: Person) -> None:
    details: Mapping[str, object] = {"workshop": workshop.number}
    record(
        LiveEvent.PAPER_ENTERED, by=by, municipality=workshop.municipality_id, subject=poll.item.title, details=details
    )
