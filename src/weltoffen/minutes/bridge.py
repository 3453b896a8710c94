"""The minutes as values of the document package: only what was revealed, of enough people, and never confidential."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from selfcheck import Language
from selfcheck.workshop.perspectives import View as RoomView
from selfcheck_documents import minutes as written
from selfcheck_documents.charts.perspectives import Choice
from selfcheck_documents.text_documents import TextDocument
from weltoffen.foundation.templating import WORDS
from weltoffen.invitations.queries import invitation_of
from weltoffen.live.bridge import (
    LOOK_BACK_SCALE,
    Shown,
    drawn_of,
    look_back_of,
    priorities_of,
    rating_of,
    view_of,
)
from weltoffen.live.models import Outline, PaperCount, Poll
from weltoffen.live.queries import notes_of, session_of
from weltoffen.live.rules import STATEMENTS
from weltoffen.live.stages import board_of
from weltoffen.live.wording import look_back_words, said_of_gap
from weltoffen.minutes.keeping import from_json
from weltoffen.minutes.models import Minutes
from weltoffen.minutes.order import as_the_day_went, name_of_item, parting_of
from weltoffen.minutes.tracing import Room, room_of, said_of, trace_of
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import LOWEST_THRESHOLD, AgendaItem, Workshop
from weltoffen.workshops.queries import items_of

Told = Sequence[tuple[AgendaItem, written.MinutesItem]]
"""Items of the agenda with what minutes say about each."""


class WhoCame(NamedTuple):
    """How many people were there, as two people counted: `present` by the console, `came` by the list of guests."""

    present: int
    came: Mapping[str, int]

    @property
    def listed(self) -> int:
        """The sum of all perspectives."""
        return sum(self.came.values())

    def total(self, least: int) -> int:
        """How many the minutes say.

        The sum by perspective wherever there is one, so that nothing tells of few people by subtraction; the console's
        number only where nobody counted by perspective, or where it adds at least as many as the threshold.
        """
        return self.present if not self.listed or self.present >= self.listed + least else self.listed


def who_came(workshop: Workshop) -> WhoCame:
    """What was counted in the room. Votes are never asked: who came is one number, who voted another."""
    session = session_of(workshop)
    return WhoCame(session.present if session is not None else 0, invitation_of(workshop).came)


def shown_minutes(workshop: Workshop, minutes: Minutes, language: Language) -> written.Minutes:
    """What was agreed as it was agreed; a draft as the workshop and its corrections are now."""
    if minutes.is_agreed:
        return from_json(minutes.content[language])
    return content_of(workshop, minutes, language)


def document_of(workshop: Workshop, minutes: Minutes, language: Language) -> TextDocument:
    """The same as the blocks that the files are made of, for the page."""
    return written.minutes_document(shown_minutes(workshop, minutes, language), WORDS[language])


def content_of(workshop: Workshop, minutes: Minutes, language: Language) -> written.Minutes:
    """The minutes in one language; what people wrote stays in theirs."""
    with override(language):
        return _content(room_of(workshop, language), minutes)


def found_in(content: written.Minutes) -> Mapping[str, str]:
    """What minutes say of votes, ideas and agreements already, in a few words by the number of the item."""
    return {item.number: ", ".join(_found(item)) for item in content.items}


def _found(item: written.MinutesItem) -> Iterator[str]:
    results, ideas = len(item.results), sum(len(cluster.ideas) for cluster in item.ideas)
    if results:
        yield ngettext("one result", "%(num)s results", results) % {"num": results}
    if ideas:
        yield ngettext("one idea", "%(num)s ideas", ideas) % {"num": ideas}
    if item.priorities:
        yield _("the order of the priorities")
    if item.agreements:
        yield ngettext("one agreement", "%(num)s agreements", len(item.agreements)) % {"num": len(item.agreements)}


def texts_of(workshop: Workshop, minutes: Minutes) -> Mapping[int, str]:
    """What stands about each agenda item: the correction, or else the note of whoever led."""
    notes = {item: note.text for item, note in notes_of(workshop).items()}
    return {item.number: minutes.texts.get(str(item.number), notes.get(item.pk, "")) for item in items_of(workshop)}


def _content(room: Room, minutes: Minutes) -> written.Minutes:
    workshop, session, came = room.workshop, session_of(room.workshop), who_came(room.workshop)
    told = _told(room, texts_of(workshop, minutes))
    items = tuple(_items(room, told))
    began = timezone.localtime(session.began_at if session else workshop.begins_at)
    ended = timezone.localtime((session.ended_at if session else None) or workshop.ends_at)
    return written.Minutes(
        title=workshop.title, municipality=workshop.municipality.name, day=began.date(), starts=_clock(began),
        ends=_clock(ended), place=workshop.place or str(workshop.get_venue_display()),
        facilitator=workshop.facilitator, guests=tuple(_guests(room, came.came)),
        guests_total=_present(came.total(workshop.threshold), _voted(items)), introduction=minutes.introduction,
        items=items, besides=tuple(_besides(told, items)), outlook=minutes.outlook,
        status=_status(minutes),
    )  # fmt: skip


def _clock(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0)


def _status(minutes: Minutes) -> written.Status:
    if minutes.is_agreed:
        return written.Status(kind=written.StatusKind.AGREED, day=minutes.agreed_on, by=minutes.agreed_by_name)
    if minutes.written_at is None:
        return written.Status()
    day = timezone.localtime(minutes.written_at).date()
    return written.Status(kind=written.StatusKind.CORRECTED, day=day, by=minutes.written_by_name)


def _present(number: int, voted: int) -> str:
    """How many were counted; where more people voted, both numbers, so that neither seems wrong."""
    if not number:
        return ""
    few = _("fewer than %(number)s") % {"number": LOWEST_THRESHOLD}
    came = str(number) if number >= LOWEST_THRESHOLD else few
    if voted <= number:
        return came
    return _("%(came)s counted in the room; up to %(voted)s voted") % {"came": came, "voted": voted}


def _voted(items: Iterable[written.MinutesItem]) -> int:
    """The most votes that a result has which the minutes show."""
    found = [one.voters or 0 for item in items for one in item.priorities]
    found += [sum(one.views[0].counts or ()) for item in items for one in item.results if one.views]
    return max(found, default=0)


def _guests(room: Room, counted: Mapping[str, int]) -> Iterator[written.Guests]:
    """Perspectives of enough guests; the others together, with the smallest of the shown ones if they are too few.

    Who came is no vote. Yet minutes travel far, and stand beside the votes of the same evening: that a perspective had
    one guest would make somebody of a part of the votes that nobody may see (decision 35).
    """
    least = room.workshop.threshold
    by_size = sorted(counted, key=lambda key: counted[key])
    together = [key for key in by_size if counted[key] < least or key not in room.labels]
    while together and sum(counted[key] for key in together) < least and len(together) < len(by_size):
        together.append(by_size[len(together)])
    for key in (key for key in room.labels if key in counted and key not in together):
        yield written.Guests(room.labels[key], str(counted[key]))
    rest = sum(counted[key] for key in together)
    if rest >= least:
        yield written.Guests(_("Other perspectives together"), str(rest))


def _told(room: Room, texts: Mapping[int, str]) -> Told:
    """Every item as the day went. Agreements that belong to none stand where agreements were made."""
    home = next((item for item in room.items if item.activity == Activity.AGREE), None)
    found = []
    for item in as_the_day_went(room.items):
        mine = [one for one in room.outlines if one.item_id == item.pk or (item is home and one.item_id is None)]
        found.append((item, _item(room, item, texts[item.number], mine)))
    return found


def _items(room: Room, told: Told) -> Iterator[written.MinutesItem]:
    """Those about which there is something to say; groups stay under the item in which everybody parted."""
    in_groups, parting = any(one.group and not one.is_empty for _item, one in told), parting_of(room.items)
    needs_parting = in_groups and parting is None
    for item, one in told:
        if needs_parting and one.group and not one.is_empty:
            yield written.MinutesItem(heading=_("Working groups"))
            needs_parting = False
        if not one.is_empty or (in_groups and item is parting):
            yield one
    if not any(item.activity == Activity.AGREE for item in room.items):
        homeless = tuple(_agreements(room, (one for one in room.outlines if one.item_id is None)))
        if homeless:
            yield written.MinutesItem(heading=_("Agreements"), agreements=homeless)


def _besides(told: Told, items: Sequence[written.MinutesItem]) -> Iterator[str]:
    """What else was on the agenda."""
    return (name_of_item(item) for item, one in told if one not in items)


def _item(room: Room, item: AgendaItem, text: str, outlines: Iterable[Outline]) -> written.MinutesItem:
    activity = str(item.get_activity_display())
    return written.MinutesItem(
        heading=item.title, number=str(item.number), activity="" if activity == item.title else activity,
        group=item.group.title if item.group else "", notes=text, results=tuple(_results(room, item)),
        ideas=tuple(_ideas(room, item)), priorities=tuple(_priorities(room, item)),
        agreements=tuple(_agreements(room, outlines)),
    )  # fmt: skip


def _results(room: Room, item: AgendaItem) -> Iterator[written.RoundResult]:
    for poll, paper in room.polls_in(item):
        if item.activity == Activity.RATE:
            shown = rating_of(room.workshop, poll, paper, room.language)
            if shown is not None and shown.view.room is not None:
                yield _rating(room, poll, shown, shown.view.room)
        elif item.activity == Activity.LOOK_BACK:
            yield from _looked_back(room, poll, paper)


def _rating(room: Room, poll: Poll, shown: Shown, whole: RoomView) -> written.RoundResult:
    view, subject = shown.view, shown.subject
    name = subject.label if subject.is_field else subject.text
    drawn = drawn_of(shown, whole, room.labels)
    said = [_("%(number)s votes.") % {"number": view.people}, said_of_gap(str(whole.classification or ""))]
    if view.hides_somebody:
        said.append(_(
            "Not every perspective is shown, so that nobody can tell by subtraction how a few people voted. "
            "Their votes count in the whole."
        ))  # fmt: skip
    return written.RoundResult(
        question=name if poll.number == 1 else _("%(question)s (round %(number)s)") % {
            "question": name, "number": poll.number,
        },
        choices=drawn.choices, views=drawn.views, administration=drawn.own, agreement=whole.agreement,
        note=" ".join(sentence for sentence in said if sentence),
    )  # fmt: skip


def _looked_back(room: Room, poll: Poll, paper: Sequence[PaperCount]) -> Iterator[written.RoundResult]:
    words = look_back_words()
    for statement in STATEMENTS:
        whole = look_back_of(room.workshop, poll, paper, statement).room
        if whole is None:
            continue
        keys = tuple(whole.distribution)
        scored = LOOK_BACK_SCALE.values
        choices = tuple(Choice(words[key], scored.get(key)) for key in keys)
        views = (view_of(_("All together"), whole),)
        yield written.RoundResult(question=words[statement], choices=choices, views=views)


def _ideas(room: Room, item: AgendaItem) -> Iterator[written.Cluster]:
    board = board_of(room.workshop, [item.pk])
    for cluster, ideas in board.clusters:
        yield written.Cluster(cluster.title, tuple(idea.text for idea in ideas))
    if board.loose:
        yield written.Cluster("", tuple(idea.text for idea in board.loose))


def _priorities(room: Room, item: AgendaItem) -> Iterator[written.Priorities]:
    if item.activity != Activity.PRIORITISE:
        return
    for poll, paper in room.polls_in(item):
        found = priorities_of(room.workshop, poll, paper)
        if not found.view.order:
            continue
        places = [{one.item: one.place for one in order} for order in found.view.perspectives.values()]
        rows = tuple(
            written.Priority(
                str(one.place), found.labels[one.item], one.score, tuple(place[one.item] for place in places)
            )
            for one in found.view.order
        )
        question = _("What matters most?")
        if poll.number > 1:
            question = _("%(question)s (round %(number)s)") % {"question": question, "number": poll.number}
        yield written.Priorities(
            question=question, rows=rows, voters=found.view.people,
            perspectives=tuple(room.labels.get(key, key) for key in found.view.perspectives),
            rule=_("Under each perspective stands its own rank.") if places else "",
        )  # fmt: skip


def _agreements(room: Room, outlines: Iterable[Outline]) -> Iterator[written.AgreedStep]:
    for outline in outlines:
        yield written.AgreedStep(
            what=outline.what, who=outline.who, until=outline.until, first_step=outline.first_step,
            helpers=outline.helpers, trace="; ".join(said_of(trace_of(room, outline.source))),
        )  # fmt: skip
