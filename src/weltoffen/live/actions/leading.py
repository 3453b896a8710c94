"""What the console does: begin, go on, open, close and reveal, pause, take back."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.live.actions.undoing import Change, take_back
from weltoffen.live.bridge import kept_after, require_weighable, withheld_of
from weltoffen.live.choices import Deed, LiveEvent, PollState
from weltoffen.live.models import EVERYBODY, Poll, Scene, Session, Slip
from weltoffen.live.queries import held_poll, held_session, paper_in, polls_in, scene_of
from weltoffen.live.rules import (
    NothingToAsk,
    PollIsOpen,
    TooFewVotes,
    WorkshopHasNoAgenda,
    WorkshopIsNotRunning,
    asks_guests,
    require_begun,
    require_not_revealed,
    require_open,
    require_revealable,
    require_running,
    require_version,
)
from weltoffen.live.wording import said_of_withheld
from weltoffen.workshops.choices import Activity, Phase
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.queries import groups_of, held, items_of
from weltoffen.workshops.rules import require_planned

BYTES_OF_A_STAGE_KEY = 12
FOR_IDEAS = {
    Deed.OPENED: Deed.BEGAN_COLLECTING, Deed.OPENED_AGAIN: Deed.COLLECTED_AGAIN, Deed.CLOSED: Deed.STOPPED_COLLECTING,
}  # fmt: skip


@transaction.atomic
def begin_workshop(workshop: Workshop, *, by: Person | None) -> Session:
    """Let guests in; everybody is at the first item, each group at the first of its own."""
    locked = held(workshop)
    require_planned(locked)
    items = items_of(locked)
    first = next((item for item in items if item.group_id is None), None)
    if first is None:
        raise WorkshopHasNoAgenda
    locked.phase = Phase.RUNNING
    locked.save(update_fields=["phase"])
    now = clock.now()
    session = Session.objects.create(
        municipality_id=locked.municipality_id, workshop=locked, began_at=now,
        stage_key=new_stage_key(),
    )  # fmt: skip
    _scene(locked, EVERYBODY, first)
    for group in groups_of(locked):
        _scene(locked, group.number, next((item for item in items if item.group_id == group.pk), None))
    workshop.phase = locked.phase
    record_live(LiveEvent.WORKSHOP_BEGUN, locked, locked.title, by)
    return session


@transaction.atomic
def go_to(workshop: Workshop, item: AgendaItem, *, version: int) -> None:
    """Put an item on; a vote that is still open is closed."""
    with changing(workshop, version, Deed.WENT_ON, group_of(item)) as change:
        scene = held_scene(workshop, group_of(item))
        _close_open(change, scene)
        now = clock.now()
        change.set("scene", scene, item_id=item.pk, poll_id=None, shows_group=None, item_began_at=now)
        if item.activity == Activity.GROUPS:  # those that nobody led before begin now
            apart = Scene.objects.filter(workshop=workshop, touched=0).exclude(group=EVERYBODY)
            apart.update(item_began_at=now)


@transaction.atomic
def open_poll(
    workshop: Workshop, item: AgendaItem, subject: str, options: Sequence[dict[str, str]], *,
    version: int, by: Person | None,
) -> Poll:  # fmt: skip
    """Let guests vote, from zero. Another vote of the same people is closed before."""
    if not asks_guests(item) or not (options or item.activity == Activity.COLLECT):
        raise NothingToAsk
    if item.activity == Activity.PRIORITISE:
        require_weighable(options)
    with changing(workshop, version, _named(Deed.OPENED, item), group_of(item)) as change:
        scene = held_scene(workshop, group_of(item))
        _close_open(change, scene)
        number = sum(1 for poll in polls_in(item) if poll.subject == subject) + 1
        perspectives = ["", *workshop.perspective_keys]
        poll = Poll.objects.create(
            municipality_id=workshop.municipality_id, workshop=workshop, item=item, group=scene.group, subject=subject,
            number=number, options=list(options), is_confidential=item.is_confidential,
            people=dict.fromkeys(perspectives, 0), counts={key: {} for key in perspectives},
        )  # fmt: skip
        change.made("poll", poll)
        change.set("scene", scene, item_id=item.pk, poll_id=poll.pk, shows_group=None)
    record_live(LiveEvent.POLL_OPENED, workshop, item.title, by)
    return poll


@transaction.atomic
def close_poll(workshop: Workshop, poll: Poll, *, version: int, by: Person | None) -> None:
    """Take no more votes; nothing is shown yet."""
    with changing(workshop, version, _named(Deed.CLOSED, poll.item), poll.group) as change:
        locked = held_poll(poll.pk)
        require_open(locked)
        change.set("poll", locked, state=PollState.CLOSED)
    record_live(LiveEvent.POLL_CLOSED, workshop, locked.item.title, by)


@transaction.atomic
def reopen_poll(workshop: Workshop, poll: Poll, *, version: int, by: Person | None) -> None:
    """Let guests go on voting where nothing was shown yet; what was cast still counts."""
    with changing(workshop, version, _named(Deed.OPENED_AGAIN, poll.item), poll.group) as change:
        locked = held_poll(poll.pk)
        require_not_revealed(locked)
        scene = held_scene(workshop, locked.group)
        _close_open(change, scene)
        change.set("poll", locked, state=PollState.OPEN)
        change.set("scene", scene, item_id=locked.item_id, poll_id=locked.pk)
    record_live(LiveEvent.POLL_OPENED, workshop, locked.item.title, by)


@transaction.atomic
def reveal_poll(workshop: Workshop, poll: Poll, *, version: int, by: Person | None) -> None:
    """Show the result. From now on the slips are gone: what stays are counters of enough people.

    What was done before can no longer be taken back; the reveal itself can be hidden.
    """
    with changing(workshop, version, Deed.REVEALED, poll.group) as change:
        locked = held_poll(poll.pk)
        require_revealable(locked)
        make_result(workshop, locked)
        change.begin_anew()
        scene = held_scene(workshop, locked.group)
        scene.item_id, scene.poll_id = locked.item_id, None
        scene.save(update_fields=["item", "poll"])
        change.set("scene", scene, poll_id=locked.pk)
    record_live(LiveEvent.POLL_REVEALED, workshop, locked.item.title, by)


def make_result(workshop: Workshop, poll: Poll) -> None:
    """Turn the votes of a held poll into a result that may be shown. Raises `TooFewVotes` where there are too few."""
    piles = paper_in([poll]).get(poll.pk, ())
    withheld = withheld_of(workshop, poll, piles)
    if withheld is not None:
        raise TooFewVotes(said_of_withheld(*withheld))
    kept = kept_after(workshop, poll, piles)
    poll.state, poll.people = PollState.REVEALED, {"": poll.votes}
    poll.counts, poll.hidden = kept.counts, kept.hidden
    poll.save()
    Slip.objects.filter(poll=poll).delete()


@transaction.atomic
def hide_poll(workshop: Workshop, group: int, *, version: int) -> None:
    """Take a result from the stage; it can be shown again."""
    with changing(workshop, version, Deed.HIDDEN, group) as change:
        change.set("scene", held_scene(workshop, group), poll_id=None)


@transaction.atomic
def show_poll(workshop: Workshop, poll: Poll, *, version: int) -> None:
    """Put a revealed result on the stage again."""
    with changing(workshop, version, Deed.REVEALED, poll.group) as change:
        if not poll.is_revealed:
            raise PollIsOpen
        scene = held_scene(workshop, poll.group)
        _close_open(change, scene)
        change.set("scene", scene, item_id=poll.item_id, poll_id=poll.pk)


@transaction.atomic
def show_group(workshop: Workshop, group: int | None, *, version: int) -> None:
    """Let the stage of everybody show what a working group found, or no longer."""
    with changing(workshop, version, Deed.SHOWED_GROUP, EVERYBODY) as change:
        change.set("scene", held_scene(workshop, EVERYBODY), shows_group=group)


@transaction.atomic
def pause(workshop: Workshop, *, version: int) -> None:
    """Let phones and stage say that it goes on soon; votes wait."""
    with changing(workshop, version, Deed.PAUSED, EVERYBODY) as change:
        change.set("session", change.session, is_paused=True)


@transaction.atomic
def resume(workshop: Workshop, *, version: int) -> None:
    """Go on where it was."""
    with changing(workshop, version, Deed.RESUMED, EVERYBODY) as change:
        change.set("session", change.session, is_paused=False)


@transaction.atomic
def undo(workshop: Workshop, group: int, *, version: int) -> Deed:
    """Take back what the console of everybody or of a group did last; answers what it was."""
    return take_back(session_to_lead(workshop, version, group), group)


@transaction.atomic
def count_present(workshop: Workshop, number: int) -> None:
    """Note how many people are there, so that more votes than people are noticed."""
    session = held_session(workshop)
    require_running(workshop)
    session.present = number
    session.save(update_fields=["present"])


def new_stage_key() -> str:
    """What opens a stage without signing in, by chance."""
    return secrets.token_hex(BYTES_OF_A_STAGE_KEY)


@contextmanager
def changing(
    workshop: Workshop, version: int | None, deed: Deed, group: int, *, also_afterwards: bool = False
) -> Iterator[Change]:
    """A deed of a console that it can take back; with `version` refused where somebody was faster there."""
    change = Change(session_to_lead(workshop, version, group, also_afterwards=also_afterwards), deed, group)
    yield change
    change.done()


def session_to_lead(workshop: Workshop, version: int | None, group: int, *, also_afterwards: bool = False) -> Session:
    (require_begun if also_afterwards else require_running)(workshop)
    session = held_session(workshop)
    if session.ended_at is not None and not also_afterwards:
        raise WorkshopIsNotRunning
    if version is not None:
        scene = scene_of(workshop, group)
        require_version(scene.touched if scene is not None else 0, version)
    return session


def _scene(workshop: Workshop, group: int, item: AgendaItem | None) -> None:
    Scene.objects.create(
        municipality_id=workshop.municipality_id, workshop=workshop, group=group, item=item, item_began_at=clock.now()
    )


def held_scene(workshop: Workshop, group: int) -> Scene:
    """What is on for a group; with nothing yet, a scene without an item."""
    scene = scene_of(workshop, group)
    return scene or Scene.objects.create(
        municipality_id=workshop.municipality_id, workshop=workshop, group=group, item_began_at=clock.now()
    )


def _named(deed: Deed, item: AgendaItem) -> Deed:
    """The same deed in the words for votes, or for ideas where these are collected."""
    return FOR_IDEAS[deed] if item.activity == Activity.COLLECT else deed


def _close_open(change: Change, scene: Scene) -> None:
    if scene.poll_id is not None:
        poll = held_poll(scene.poll_id)
        if poll.is_open:
            change.set("poll", poll, state=PollState.CLOSED)


def group_of(item: AgendaItem) -> int:
    return item.group.number if item.group is not None else EVERYBODY


def record_live(event: LiveEvent, workshop: Workshop, subject: str, by: Person | None) -> None:
    details = {"workshop": workshop.number}
    record(event, by=by, municipality=workshop.municipality_id, subject=subject, details=details)
