"""What an agreement goes back to: questions with ratings, ideas with their rank. Only what may be shown is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from selfcheck import Language
from weltoffen.live.bridge import Preferred, priorities_of, rating_of, subject_of
from weltoffen.live.models import Outline, PaperCount, Poll
from weltoffen.live.queries import clusters_of, ideas_of, outlines_of, paper_in, polls_of
from weltoffen.live.wording import perspective_labels
from weltoffen.workshops.bridge import Subject
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.queries import items_of

OF_A_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Room:
    """What was stored of a workshop, read once: of polls those that may be shown."""

    workshop: Workshop
    language: Language
    items: Sequence[AgendaItem]
    polls: Sequence[Poll]
    paper: Mapping[int, Sequence[PaperCount]]
    outlines: Sequence[Outline]
    labels: Mapping[str, str]

    def polls_in(self, item: AgendaItem) -> Iterator[tuple[Poll, Sequence[PaperCount]]]:
        """The polls of an item of which something may be shown, with their paper."""
        for poll in self.polls:
            if poll.item_id == item.pk:
                yield poll, self.paper.get(poll.pk, ())


class Discussed(NamedTuple):
    """A question or field that was talked about; `points` are those of the room, None where they may not be shown."""

    subject: Subject
    points: int | None

    @property
    def administration(self) -> str:
        """What the administration says: the points of a field, the answer to a question; empty without a result."""
        return self.subject.points if self.subject.is_field else self.subject.answer_label


class Chosen(NamedTuple):
    """An idea or cluster, with its rank in the last prioritisation; None where it was not weighed."""

    label: str
    place: int | None


@dataclass(frozen=True, slots=True)
class Trace:
    """The way back of an agreement: from ideas over questions and fields to the item of the agenda."""

    ideas: tuple[Chosen, ...]
    discussed: tuple[Discussed, ...]
    item: str


def room_of(workshop: Workshop, language: Language) -> Room:
    """The workshop in the language that is spoken now."""
    polls = [
        poll
        for poll in polls_of(workshop)
        if poll.is_revealed and not poll.is_confidential and not poll.item.is_confidential
    ]
    return Room(
        workshop, language, items_of(workshop), polls, paper_in(polls), outlines_of(workshop),
        perspective_labels(workshop),
    )  # fmt: skip


def trace_of(room: Room, source: Mapping[str, Any]) -> Trace:
    """What an agreement with this source goes back to; what is no longer there is left out."""
    subjects = [subject_of(room.workshop, key, room.language) for key in source.get("subjects", ())]
    keys = list(source.get("options", ()))
    named = _ideas(room) if keys else {}
    ideas = [_chosen(room, key, named) for key in keys]
    item = next((one.title for one in room.items if one.number == source.get("item")), "")
    return Trace(
        tuple(one for one in ideas if one is not None),
        tuple(Discussed(one, _points(room, one.key)) for one in subjects if one is not None), item,
    )  # fmt: skip


def said_of(trace: Trace) -> Iterator[str]:
    """The same in words, a part each, as minutes say it."""
    for one in trace.discussed:
        rated = _(" (rated %(points)s of 100 in the room)") % {"points": one.points} if one.points is not None else ""
        yield one.subject.label + rated
    for idea in trace.ideas:
        if idea.place is None:
            yield _("idea “%(label)s”") % {"label": idea.label}
        else:
            yield _("priority %(place)s: “%(label)s”") % {"place": idea.place, "label": idea.label}
    if trace.item:
        yield _("agenda item “%(title)s”") % {"title": trace.item}


def _points(room: Room, subject: str) -> int | None:
    """The mean of the last rating of a subject that may be shown, of 100."""
    for poll in reversed(room.polls):
        if poll.subject == subject:
            shown = rating_of(room.workshop, poll, room.paper.get(poll.pk, ()), room.language)
            if shown is not None and shown.view.room is not None:
                return int(shown.view.room.mean * OF_A_HUNDRED + Fraction(1, 2))
    return None


def _ideas(room: Room) -> Mapping[str, str]:
    """What ideas on the stage and clusters say, by the keys of a prioritisation."""
    ideas = {one.key: one.text for one in ideas_of(room.workshop) if one.is_shown}
    return {**ideas, **{one.key: one.title for one in clusters_of(room.workshop)}}


def _chosen(room: Room, key: str, named: Mapping[str, str]) -> Chosen | None:
    for poll in reversed(room.polls):
        if poll.item.activity == Activity.PRIORITISE:
            found: Preferred = priorities_of(room.workshop, poll, room.paper.get(poll.pk, ()))
            place = next((one.place for one in found.view.order if one.item == key), None)
            if place is not None:
                return Chosen(found.labels[key], place)
    return Chosen(named[key], None) if key in named else None
