"""Reading what is on, what was counted, collected and agreed.

What every vote and every look of the update channel asks is composed once (foundation/composed.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.db.models import QuerySet, Sum
from django_scopes import scope, scopes_disabled

from weltoffen.foundation import clock
from weltoffen.foundation.composed import NUMBERS, Composed
from weltoffen.foundation.scoping import municipality_in_scope
from weltoffen.live.choices import IdeaState
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
from weltoffen.workshops.models import AgendaItem, Workshop

MORE_THAN_PHONES = 100_000
SILENT_AFTER = timedelta(seconds=25)
"""A process tells its connections again every ten seconds (live/watching.py); one that is gone does not."""


def workshop_with_code(code: str) -> Workshop | None:
    """The workshop that guests mean by a code, whichever municipality's; they know no other address."""
    return next(iter(_BY_CODE(code)), None)


def workshop_of_stage(key: str) -> Workshop | None:
    """The workshop whose stage this key opens; whoever leads it gave the address away."""
    with scopes_disabled():  # a key is all that the stage has
        found = Session.objects.filter(stage_key=key).values("workshop")
        return _with_municipality(Workshop.objects.filter(pk__in=found)).first()


def workshop_on_air(pk: int) -> Workshop | None:
    """The workshop that somebody follows by a signed token."""
    return next(iter(_ON_AIR(pk)), None)


def _with_municipality(workshops: "QuerySet[Workshop]") -> "QuerySet[Workshop]":
    return workshops.select_related("municipality", "evaluation__round__framework_version").defer(
        "municipality__coat_of_arms", "evaluation__sheet", "evaluation__result",
        "evaluation__round__framework_version__files",
    )  # fmt: skip


def session_of(workshop: Workshop) -> Session | None:
    """The session of a workshop that was begun."""
    return next(iter(_SESSION(municipality_in_scope(), workshop.pk)), None)


def held_session(workshop: Workshop) -> Session:
    """The session as it is now, held until the transaction ends."""
    return Session.objects.select_for_update().get(pk=workshop.pk)


def scenes_of(workshop: Workshop) -> Mapping[int, Scene]:
    """What is on, by group."""
    return {scene.group: scene for scene in _SCENES(municipality_in_scope(), workshop.pk)}


def scene_of(workshop: Workshop, group: int = EVERYBODY) -> Scene | None:
    """What is on for a group."""
    return Scene.objects.filter(workshop=workshop, group=group).select_related("item", "poll").first()


def poll_of(workshop: Workshop, number: int) -> Poll | None:
    """A poll of a workshop by its primary key."""
    return next(iter(_POLL(municipality_in_scope(), workshop.pk, number)), None)


def held_poll(poll: int) -> Poll:
    """A poll as it is now, held until the transaction ends."""
    found = next(iter(_HELD_POLL(municipality_in_scope(), poll)), None)
    if found is None:
        raise Poll.DoesNotExist
    return found


def slip_with(digest: str) -> Slip | None:
    """A slip by its name, which only its phone can compute."""
    return next(iter(_SLIP(municipality_in_scope(), digest)), None)


def polls_of(workshop: Workshop) -> Sequence[Poll]:
    """Every poll of a workshop, in the order of opening, with its item."""
    return list(Poll.objects.filter(workshop=workshop).select_related("item"))


def polls_of_all(workshops: Iterable[Workshop]) -> Sequence[Poll]:
    """Every poll of several workshops, in the order of opening, with its item."""
    return list(Poll.objects.filter(workshop__in=[one.pk for one in workshops]).select_related("item"))


def polls_in(item: AgendaItem) -> Sequence[Poll]:
    """The polls of an agenda item, in the order of opening."""
    return list(Poll.objects.filter(item=item))


def paper_in(polls: Iterable[Poll]) -> Mapping[int, Sequence[PaperCount]]:
    """What was counted on paper, by poll."""
    found: dict[int, list[PaperCount]] = {}
    for count in PaperCount.objects.filter(poll__in=[poll.pk for poll in polls]):
        found.setdefault(count.poll_id, []).append(count)
    return found


def ideas_of(workshop: Workshop) -> Sequence[Idea]:
    """Every idea of a workshop with its cluster and its agenda item, whatever its state."""
    return list(Idea.objects.filter(workshop=workshop).select_related("cluster", "item"))


def waiting_ideas(workshop: Workshop, group: int = EVERYBODY) -> int:
    """How many ideas somebody still has to look at: of a working group, or all."""
    found = Idea.objects.filter(workshop=workshop, state=IdeaState.WAITING)
    return (found if group == EVERYBODY else found.filter(group=group)).count()


def clusters_of(workshop: Workshop) -> Sequence[Cluster]:
    """The clusters of a workshop's ideas."""
    return list(Cluster.objects.filter(workshop=workshop))


def outlines_of(workshop: Workshop) -> Sequence[Outline]:
    """What was agreed."""
    return list(Outline.objects.filter(workshop=workshop))


def notes_of(workshop: Workshop) -> Mapping[int, Note]:
    """What was written down, by agenda item."""
    return {note.item_id: note for note in Note.objects.filter(workshop=workshop)}


def next_of(rows: "QuerySet[Idea] | QuerySet[Cluster] | QuerySet[Outline] | QuerySet[PaperCount]") -> int:
    """The next number among rows that are counted from 1."""
    newest = rows.order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1


def connected_to(workshop: Workshop, group: int = EVERYBODY) -> tuple[int, int]:
    """How many phones and stages are on the line, of the whole room or of a working group, all processes together."""
    since = clock.now() - SILENT_AFTER
    found = Connected.objects.filter(workshop=workshop, seen_at__gte=since)
    if group != EVERYBODY:
        found = found.filter(group=group)
    sums = found.aggregate(phones=Sum("phones"), stages=Sum("stages"))
    return sums["phones"] or 0, sums["stages"] or 0


def marks_of(workshops: Iterable[int]) -> Mapping[int, tuple[int, int, int]]:
    """For each running workshop the version of what is on, a number that grows with what guests send, and how many
    are on the line."""
    return {
        pk: (session.version, _sent_by_guests(pk), _on_the_line(pk)) for pk in workshops for session in _VERSION(pk)
    }


def _sent_by_guests(workshop: int) -> int:
    """Votes in what is on, and the number of the newest idea."""
    votes = sum(scene.poll.votes for scene in _VOTES(workshop) if scene.poll is not None)
    return votes + sum(idea.number for idea in _NEWEST_IDEA(workshop))


def _on_the_line(workshop: int) -> int:
    """A number that changes with the phones and stages that are connected."""
    return sum((one.group + 1) * (one.phones + MORE_THAN_PHONES * one.stages) for one in _CONNECTED(workshop))


def _connected(workshop: int) -> "QuerySet[Connected]":
    with scopes_disabled():  # as below
        return Connected.objects.filter(workshop_id=workshop).only("group", "phones", "stages")


def _version(workshop: int) -> "QuerySet[Session]":
    with scopes_disabled():  # the update channel serves all municipalities; it learns that something changed, not what
        return Session.objects.filter(pk=workshop).only("version")


def _votes(workshop: int) -> "QuerySet[Scene]":
    with scopes_disabled():  # as above
        found = Scene.objects.filter(workshop_id=workshop, poll__isnull=False).select_related("poll")
        return found.only("poll__people")


def _newest_idea(workshop: int) -> "QuerySet[Idea]":
    with scopes_disabled():  # as above
        return Idea.objects.filter(workshop_id=workshop).order_by("-number").only("number")[:1]


def _by_code(code: str) -> "QuerySet[Workshop]":
    with scopes_disabled():  # a code is all that guests have
        return _with_municipality(Workshop.objects.filter(code=code))


def _on_air(pk: int) -> "QuerySet[Workshop]":
    with scopes_disabled():  # the token says which one
        return _with_municipality(Workshop.objects.filter(pk=pk))


def _session(municipality: int, workshop: int) -> "QuerySet[Session]":
    with scope(municipality=municipality):
        return Session.objects.filter(pk=workshop)


def _scenes(municipality: int, workshop: int) -> "QuerySet[Scene]":
    with scope(municipality=municipality):
        return Scene.objects.filter(workshop_id=workshop).select_related("item", "poll")


def _poll(municipality: int, workshop: int, poll: int) -> "QuerySet[Poll]":
    with scope(municipality=municipality):
        return Poll.objects.filter(workshop_id=workshop, pk=poll).select_related("item")


def _held_poll(municipality: int, poll: int) -> "QuerySet[Poll]":
    with scope(municipality=municipality):
        return Poll.objects.select_for_update().filter(pk=poll).select_related("item")


def _slip(municipality: int, digest: str) -> "QuerySet[Slip]":
    with scope(municipality=municipality):
        return Slip.objects.filter(pk=digest)


_BY_CODE, _ON_AIR = Composed(_by_code, ["a code"]), Composed(_on_air)
_SESSION, _SCENES = Composed(_session), Composed(_scenes)
_POLL, _HELD_POLL = Composed(_poll), Composed(_held_poll)
_VERSION, _VOTES, _NEWEST_IDEA = Composed(_version), Composed(_votes), Composed(_newest_idea)
_CONNECTED = Composed(_connected)
_SLIP = Composed(_slip, [NUMBERS[0], "a name"])
