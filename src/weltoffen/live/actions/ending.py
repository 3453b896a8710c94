"""How a workshop ends, how it begins anew after a rehearsal, and what is left of it once its minutes are agreed."""

from collections.abc import Collection

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.live.actions.leading import make_result, record_live, session_to_lead
from weltoffen.live.actions.undoing import tell
from weltoffen.live.choices import IdeaState, LiveEvent, PollState
from weltoffen.live.keeping import may_leave
from weltoffen.live.models import (
    EVERYBODY,
    Cluster,
    Connected,
    Idea,
    Note,
    Outline,
    PaperCount,
    Poll,
    Scene,
    Session,
    Slip,
)
from weltoffen.live.queries import paper_in, polls_of
from weltoffen.live.rules import WorkshopIsNotRunning
from weltoffen.workshops.choices import Activity, Phase
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.queries import held


@transaction.atomic
def end_workshop(
    workshop: Workshop, *, version: int, by: Person | None, with_results_of: Collection[int] = ()
) -> None:  # fmt: skip
    """Let nobody vote any more, for good.

    Votes that were not revealed become results for the minutes where `with_results_of` names their polls; the others
    are erased with all slips and what was confidential. Raises `TooFewVotes` for one that nobody may see.
    """
    session = session_to_lead(workshop, version, EVERYBODY)
    Poll.objects.filter(workshop=workshop, is_confidential=True).delete()
    Poll.objects.filter(workshop=workshop, state=PollState.OPEN).update(state=PollState.CLOSED)
    for poll in unrevealed(workshop):
        if poll.pk in with_results_of:
            make_result(workshop, poll)
        else:
            poll.delete()
    Slip.objects.filter(poll__workshop=workshop).delete()
    Connected.objects.filter(workshop=workshop).delete()
    session.ended_at, session.is_paused, session.history = clock.now(), False, []
    tell(session, EVERYBODY)
    locked = held(workshop)
    locked.phase = workshop.phase = Phase.ENDED
    locked.save(update_fields=["phase"])
    record_live(LiveEvent.WORKSHOP_ENDED, locked, locked.title, by)


def unrevealed(workshop: Workshop) -> list[Poll]:
    """The votes whose result nobody has seen yet, but for confidential ones; collecting ideas has none."""
    return [
        one for one in polls_of(workshop)
        if not (one.is_revealed or one.is_confidential or one.item.activity == Activity.COLLECT)
    ]  # fmt: skip


@transaction.atomic
def start_over(workshop: Workshop, *, by: Person | None) -> None:
    """Put a workshop that was begun, for a rehearsal say, back to its plan: what came in is erased for good."""
    locked = held(workshop)
    if locked.phase == Phase.PLANNED:
        raise WorkshopIsNotRunning
    for rows in (Outline, Note, Idea, Cluster, Scene, Poll, Connected, Session):
        rows.objects.filter(workshop=locked).delete()
    locked.phase = workshop.phase = Phase.PLANNED
    locked.save(update_fields=["phase"])
    record_live(LiveEvent.WORKSHOP_STARTED_OVER, locked, locked.title, by)


def settle(workshop: Workshop) -> None:
    """Once nothing more can come: ballots of few people join the others, as in a file that leaves the room, and texts
    that were not shown are erased.

    Until then a pile can be taken out again to be entered anew, which is why it stays by itself.
    """
    Idea.objects.filter(workshop=workshop).exclude(state=IdeaState.SHOWN).delete()
    polls = polls_of(workshop)
    paper = paper_in(polls)
    for poll in polls:
        kept = may_leave(workshop, poll, paper[poll.pk]) if poll.pk in paper else None
        if kept is None:
            continue
        PaperCount.objects.filter(poll=poll).delete()
        PaperCount.objects.bulk_create(
            PaperCount(
                municipality_id=workshop.municipality_id, poll=poll, number=number, perspective=pile.perspective,
                people=pile.people, counts=pile.counts, entered_by_name="",
            )
            for number, pile in enumerate(kept.paper, 1)
        )  # fmt: skip
        poll.people, poll.counts, poll.hidden = kept.people, kept.counts, kept.hidden
        poll.save(update_fields=["people", "counts", "hidden"])
