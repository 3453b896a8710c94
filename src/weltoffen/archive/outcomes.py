"""What came out of workshops: as JSON objects, and looked at anew when it comes from elsewhere.

A file never says more than a room may show: counters of a poll are those that `live.keeping` lets out, no others.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from weltoffen.archive import places, tables
from weltoffen.archive.bridge import Questionnaire
from weltoffen.archive.queries import KeptOutcome
from weltoffen.archive.tables import Json, Read, Table, row_of
from weltoffen.live.choices import PollState
from weltoffen.live.keeping import Kept, is_kept
from weltoffen.live.models import (
    EVERYBODY,
    LONGEST_IDEA,
    Cluster,
    Idea,
    Note,
    Outline,
    PaperCount,
    Poll,
    Session,
)
from weltoffen.live.rules import STATEMENTS
from weltoffen.minutes.choices import MinutesState
from weltoffen.minutes.keeping import are_kept
from weltoffen.minutes.models import LONGEST_TEXT, Minutes
from weltoffen.workshops.choices import Activity, Phase
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.rules import MOST_SUBJECTS, is_subject

LISTS = ("polls", "clusters", "ideas", "outlines", "notes")
COUNTED = {Activity.RATE, Activity.PRIORITISE, Activity.LOOK_BACK}
LONGEST_OPTION = 40


@dataclass(frozen=True)
class ArrivedOutcome:
    """What came out of a workshop, nothing of it stored yet; rows refer to agenda items and clusters by themselves."""

    session: Session
    polls: Sequence[tuple[Poll, Sequence[PaperCount]]]
    clusters: Sequence[Cluster]
    ideas: Sequence[Idea]
    outlines: Sequence[Outline]
    notes: Sequence[Note]
    record: Minutes | None = None


class Report(Protocol):
    """Notes a fault."""

    def __call__(self, path: str, what: str, place: str = "", found: object = None, possible: str = "") -> None: ...


def outcome_rows(kept: KeptOutcome | None) -> dict[str, object]:
    """What came out of a workshop as JSON values; of one that has not begun, nothing."""
    if kept is None:
        return {"session": None, "record": None, **{name: [] for name in LISTS}}
    return {
        "session": row_of(tables.SESSIONS, kept.session),
        "polls": [_poll_row(poll, shown) for poll, shown in kept.polls],
        "clusters": [row_of(tables.CLUSTERS, one, item=one.item.number) for one in kept.clusters],
        "ideas": [
            row_of(tables.IDEAS, one, item=one.item.number, cluster=one.cluster.number if one.cluster else None)
            for one in kept.ideas
        ],
        "outlines": [row_of(tables.OUTLINES, one, item=one.item.number if one.item else None) for one in kept.outlines],
        "notes": [row_of(tables.NOTES, one, item=one.item.number) for one in kept.notes],
        "record": row_of(tables.MINUTES, kept.record) if kept.record is not None else None,
    }


def _poll_row(poll: Poll, shown: Kept) -> Json:
    row = row_of(
        tables.POLLS, poll, item=poll.item.number,
        paper=[{"number": number, **pile._asdict()} for number, pile in enumerate(shown.paper, 1)],
    )  # fmt: skip
    return {**row, "people": shown.people, "counts": shown.counts, "hidden": shown.hidden}


@dataclass(frozen=True)
class Outcomes:
    """Reads what came out of one workshop; `place` is the workshop's in its file."""

    workshop: Workshop
    groups: Collection[int]
    items: Mapping[int, AgendaItem]
    questionnaire: Questionnaire | None
    place: str
    inside: Callable[[Table, object, str], list[Read]]
    report: Report

    def arrived(self, found: Mapping[str, Any]) -> ArrivedOutcome | None:
        """All of it; None of a workshop that has not begun."""
        has_begun = self.workshop.phase in ("running", "ended")
        if found.get("session") is None or not has_begun:
            has_results = found.get("record") is not None or any(found.get(name) != [] for name in LISTS)
            if found.get("session") is not None or has_begun or has_results:
                self._fault("session", _("a workshop that has begun has a session, and no other has results."))
            return None
        sessions = self.inside(tables.SESSIONS, [found["session"]], f"{self.place}.session")
        clusters = self._clusters(found.get("clusters"))
        return ArrivedOutcome(
            Session(**sessions[0].values) if sessions else Session(),
            self._polls(found.get("polls")),
            list(clusters.values()),
            self._ideas(found.get("ideas"), clusters),
            self._outlines(found.get("outlines")),
            self._notes(found.get("notes")),
            self._record(found.get("record")),
        )

    def _polls(self, rows: object) -> list[tuple[Poll, Sequence[PaperCount]]]:
        polls: list[tuple[Poll, Sequence[PaperCount]]] = []
        for place, read in self._rows(tables.POLLS, "polls", rows):
            item = self._item(read, place)
            paper = [
                PaperCount(**one.values)
                for one in self.inside(tables.PAPER_COUNTS, read.references.get("paper"), f"{self.place}.{place}.paper")
            ]
            if item is None:
                continue
            poll = Poll(**read.values, item=item, state=PollState.REVEALED)
            if item.activity not in COUNTED or item.is_confidential:
                self._fault(f"{place}.item", _("nothing is kept of the votes of this agenda item."), item.number)
            elif not self._asks(poll):
                self._fault(f"{place}.options", _("these are not the options of what was asked."), poll.subject)
            elif not is_kept(self.workshop, poll, paper):
                what = _("the counters are not those of this vote, or show what may not be shown.")
                self._fault(f"{place}.counts", what, poll.counts, self._possible())
            polls.append((poll, paper))
        return polls

    def _possible(self) -> str:
        return _("0, or %(number)s and more, of the perspectives of this workshop") % {
            "number": self.workshop.threshold
        }

    def _asks(self, poll: Poll) -> bool:
        if not all(isinstance(one, dict) and one.keys() == {"key", "label"} for one in poll.options):
            return False
        if not all(
            _is_text(one["key"], LONGEST_OPTION) and _is_text(one["label"], LONGEST_IDEA) for one in poll.options
        ):
            return False
        match poll.item.activity:
            case Activity.RATE:
                known = self.questionnaire
                is_known = known is None or poll.option_keys == tuple(known.rated_options(poll.subject))
                return is_subject(poll.subject) and bool(poll.options) and is_known
            case Activity.LOOK_BACK:
                return poll.subject == "" and poll.option_keys == tuple(STATEMENTS)
        return poll.subject == "" and all(one["label"] for one in poll.options)

    def _clusters(self, rows: object) -> dict[int, Cluster]:
        clusters: dict[int, Cluster] = {}
        for place, read in self._rows(tables.CLUSTERS, "clusters", rows):
            item = self._item(read, place)
            if item is not None:
                cluster = Cluster(**read.values, item=item)
                if cluster.number in clusters:
                    self._fault(f"{place}.number", _("this number stands here twice."), cluster.number)
                clusters[cluster.number] = cluster
        return clusters

    def _ideas(self, rows: object, clusters: Mapping[int, Cluster]) -> list[Idea]:
        ideas = []
        for place, read in self._rows(tables.IDEAS, "ideas", rows):
            item, number = self._item(read, place), read.references.get("cluster")
            cluster = clusters.get(number) if type(number) is int else None
            if number is not None and cluster is None:
                self._fault(f"{place}.cluster", _("there is no such cluster."), number, _numbers(clusters))
            if item is not None:
                ideas.append(Idea(**read.values, item=item, cluster=cluster))
        return ideas

    def _outlines(self, rows: object) -> list[Outline]:
        outlines = []
        for place, read in self._rows(tables.OUTLINES, "outlines", rows):
            is_of_item = read.references.get("item") is not None
            outline = Outline(**read.values, item=self._item(read, place) if is_of_item else None)
            if not _is_source(outline.source):
                self._fault(f"{place}.source", _("this does not tell where an agreement came from."), outline.source)
            outlines.append(outline)
        return outlines

    def _notes(self, rows: object) -> list[Note]:
        notes: dict[int, Note] = {}
        for place, read in self._rows(tables.NOTES, "notes", rows):
            item = self._item(read, place)
            if item is not None:
                if item.number in notes:
                    self._fault(f"{place}.item", _("this number stands here twice."), item.number)
                notes[item.number] = Note(**read.values, item=item)
        return list(notes.values())

    def _record(self, row: object) -> Minutes | None:
        """The minutes: a draft as people wrote it, or what was agreed, which must be what minutes may say."""
        if row is None:
            return None
        reads = self.inside(tables.MINUTES, [row], f"{self.place}.record")
        minutes = Minutes(**reads[0].values) if reads else Minutes()
        if self.workshop.phase != Phase.ENDED:
            self._fault("record", _("there are minutes of workshops that are over only."))
        if not _are_texts(minutes.texts, self.items):
            self._fault("record.texts", _("these are no texts of agenda items."), minutes.texts, _numbers(self.items))
        if (minutes.written_at is None) != (minutes.written_by_name == ""):
            self._fault("record.written_at", _("who wrote and when belong together."))
        if not _is_as_far_as_it_says(minutes):
            self._fault("record.content", _("this is not what minutes of this state say."), minutes.state)
        return minutes

    def _rows(self, table: Table, name: str, rows: object) -> list[tuple[str, Read]]:
        found = [
            (f"{name}[{number}]", read)
            for number, read in enumerate(self.inside(table, rows, f"{self.place}.{name}"))
        ]  # fmt: skip
        for place, read in found:
            group = read.values.get("group", EVERYBODY)
            if group not in (EVERYBODY, *self.groups):
                self._fault(f"{place}.group", _("there is no such working group."), group)
        return found

    def _item(self, read: Read, place: str) -> AgendaItem | None:
        number = read.references.get("item")
        item = self.items.get(number) if type(number) is int else None
        if item is None:
            self._fault(f"{place}.item", _("the agenda has no such item."), number, _numbers(self.items))
        return item

    def _fault(self, place: str, what: str, found: object = None, possible: str = "") -> None:
        self.report(places.WORKSHOPS, what, f"{self.place}.{place}", found, possible)


def _numbers(known: Mapping[int, object]) -> str:
    return ", ".join(str(number) for number in sorted(known))


def _is_text(value: object, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest


def _is_source(value: object) -> bool:
    """As the console writes it, or nothing."""
    if value == {}:
        return True
    if not isinstance(value, dict) or value.keys() != {"options", "item", "subjects"}:
        return False
    options, item, subjects = value["options"], value["item"], value["subjects"]
    return (
        isinstance(options, list) and len(options) <= MOST_SUBJECTS
        and all(_is_text(one, LONGEST_OPTION) for one in options)
        and (item is None or type(item) is int)
        and isinstance(subjects, list) and len(subjects) <= MOST_SUBJECTS and all(map(is_subject, subjects))
    )  # fmt: skip


def _are_texts(texts: Mapping[str, object], items: Mapping[int, AgendaItem]) -> bool:
    return texts.keys() <= {str(number) for number in items} and all(
        _is_text(text, LONGEST_TEXT) for text in texts.values()
    )


def _is_as_far_as_it_says(minutes: Minutes) -> bool:
    if minutes.state == MinutesState.AGREED:
        return bool(minutes.agreed_by_name) and minutes.agreed_on is not None and are_kept(minutes.content)
    return minutes.agreed_by_name == "" and minutes.agreed_on is None and minutes.content == {}
