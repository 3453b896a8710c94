"""Ideas: sent by phones, typed from paper, shown, declined, put together."""

import re
from collections.abc import Iterable
from contextlib import AbstractContextManager

from django.db import transaction
from django.utils.translation import gettext as _

from weltoffen.live.actions.leading import changing
from weltoffen.live.actions.undoing import Change, tell
from weltoffen.live.actions.voting import count_for, in_turn, keep_slip, vote_of
from weltoffen.live.choices import Deed, IdeaState
from weltoffen.live.models import EVERYBODY, LONGEST_IDEA, LONGEST_WHAT, Cluster, Idea, Poll
from weltoffen.live.queries import held_poll, held_session, next_of
from weltoffen.live.rules import (
    MOST_IDEAS,
    BallotDoesNotFit,
    GroupHasNoTitle,
    TooManyIdeas,
    require_begun,
    require_group,
    require_open,
)
from weltoffen.live.seats import Seat, Vote, receipt_of
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.options import collect_options

SENT = "ideas"
TURNS_TEXT = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""What makes text run in another direction than its letters, or cannot be seen at all."""


@in_turn
@transaction.atomic
def send_idea(workshop: Workshop, poll: Poll, seat: Seat, text: str, number: str) -> bool:
    """Take an idea from a phone, to be moderated; answers False for one that came before.

    `number` is a number by chance that the form carries. A phone sends as many ideas as the agenda says.
    """
    locked = held_poll(poll.pk)
    if Idea.objects.filter(receipt=receipt_of(number)).exists():
        return False
    require_open(locked)
    require_group(locked, seat.group)
    said = _text(text)
    if locked.item.activity == Activity.COLLECT:
        _count_idea(locked, seat)
    _add(workshop, locked.item, locked.group, said, seat.language, receipt_of(number))
    return True


@transaction.atomic
def add_ideas(
    workshop: Workshop, item: AgendaItem, texts: Iterable[str], *, group: int
) -> list[Idea]:  # fmt: skip
    """Put ideas from paper or from the talk on the stage at once; afterwards into the minutes."""
    require_begun(workshop)
    session = held_session(workshop)
    added = [_add(workshop, item, group, said, "", None, IdeaState.SHOWN) for said in map(_text, texts)]
    tell(session, group)
    return added


@transaction.atomic
def moderate(workshop: Workshop, ideas: Iterable[Idea], state: IdeaState, *, group: int = EVERYBODY) -> None:
    """Show ideas on the stage, or decline them."""
    _set(workshop, ideas, Deed.MODERATED, group, state=state)


@transaction.atomic
def correct_idea(workshop: Workshop, idea: Idea, text: str, *, group: int = EVERYBODY) -> None:
    """Correct the wording of an idea."""
    _set(workshop, [idea], Deed.MODERATED, group, text=_text(text))


@transaction.atomic
def put_together(
    workshop: Workshop, ideas: Iterable[Idea], cluster: Cluster | None, title: str = "", *, group: int = EVERYBODY
) -> Cluster | None:  # fmt: skip
    """Move ideas into a cluster, or with a title into a new one. Raises `GroupHasNoTitle` without both."""
    chosen = list(ideas)
    if cluster is None and not title.strip():
        raise GroupHasNoTitle
    with _looking_through(workshop, Deed.GROUPED, group) as change:
        if cluster is None and chosen:
            cluster = Cluster.objects.create(
                municipality_id=workshop.municipality_id, workshop=workshop, item=chosen[0].item,
                number=next_of(Cluster.objects.filter(workshop=workshop)), title=title.strip()[:LONGEST_WHAT],
            )  # fmt: skip
            change.made("cluster", cluster)
        for idea in chosen:
            change.set("idea", idea, cluster_id=cluster.pk if cluster else None)
    return cluster


@transaction.atomic
def take_apart(workshop: Workshop, ideas: Iterable[Idea], *, group: int = EVERYBODY) -> None:
    """Take ideas out of their clusters."""
    _set(workshop, ideas, Deed.GROUPED, group, cluster_id=None)


@transaction.atomic
def rename_cluster(workshop: Workshop, cluster: Cluster, title: str, *, group: int = EVERYBODY) -> None:
    """Give a group of ideas another title."""
    with _looking_through(workshop, Deed.RENAMED, group) as change:
        change.set("cluster", cluster, title=title.strip()[:LONGEST_WHAT] or cluster.title)


def _set(workshop: Workshop, ideas: Iterable[Idea], deed: Deed, group: int, **values: object) -> None:
    with _looking_through(workshop, deed, group) as change:
        for idea in ideas:
            change.set("idea", idea, **values)


def _looking_through(workshop: Workshop, deed: Deed, group: int) -> AbstractContextManager[Change]:
    """What can be done with ideas while a workshop runs, and afterwards for its minutes."""
    return changing(workshop, None, deed, group, also_afterwards=True)


def _count_idea(poll: Poll, seat: Seat) -> None:
    before = vote_of(poll, seat)
    sent = before.choices.get(SENT, 0) if before else 0
    if sent >= collect_options(poll.item).most_ideas:
        raise TooManyIdeas
    if before is not None:
        count_for(poll, before, -1)
    vote = Vote("", {SENT: sent + 1})
    count_for(poll, vote)
    poll.save(update_fields=["people", "counts"])
    keep_slip(poll, seat, vote, is_first=before is None)


def _add(
    workshop: Workshop, item: AgendaItem, group: int, text: str, language: str, receipt: str | None,
    state: IdeaState = IdeaState.WAITING,
) -> Idea:  # fmt: skip
    number = next_of(Idea.objects.filter(workshop=workshop))
    if number > MOST_IDEAS:
        raise TooManyIdeas
    return Idea.objects.create(
        municipality_id=workshop.municipality_id, workshop=workshop, item=item, group=group, number=number, text=text,
        language=language, receipt=receipt, state=state,
    )  # fmt: skip


def _text(text: str) -> str:
    said = " ".join(TURNS_TEXT.sub("", text).split())
    if not said:
        raise BallotDoesNotFit(_("Please write the idea first."), "collect_missing")
    if len(said) > LONGEST_IDEA:
        too_long = _("The text has %(count)s characters; %(most)s are possible.")
        values = {"count": len(said), "most": LONGEST_IDEA}
        raise BallotDoesNotFit(too_long % values, "error_too_long", **values)
    return said
