"""An agenda that fits the length of a workshop exactly: what is done how long, where there are breaks, who does what.

Lengths and limits are data, from what facilitators advise: short input, most of the time for speaking, a break before
attention ends, priorities before agreements, a look back at the end.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, pairwise
from typing import NamedTuple

from selfcheck.workshop.topics import Topic

STEP = 5
"""Minutes: everything takes a multiple of it, as long as the whole does."""
SHORTEST, LONGEST = 60, 480
TEMPLATES: Mapping[str, int] = {"short": 120, "usual": 180, "long": 300}
"""The usual lengths in minutes."""
MOST_GROUPS, MOST_TOPICS = 8, 7
LEAST_TO_WEIGH = 30
"""Minutes of a working group from which on it weighs up what it collected."""


class Venue(StrEnum):
    """Where people meet; whoever sits before a screen needs a break sooner."""

    ROOM = "room"
    ONLINE = "online"
    BOTH = "both"


class Activity(StrEnum):
    """What is done in a slot."""

    ARRIVE = "arrive"
    SHOW = "show"
    LISTEN = "listen"
    RATE = "rate"
    GROUPS = "groups"
    REPORT = "report"
    COLLECT = "collect"
    PRIORITISE = "prioritise"
    AGREE = "agree"
    LOOK_BACK = "look_back"
    BREAK = "break"


LONGEST_SITTING: Mapping[Venue, int] = {Venue.ROOM: 90, Venue.ONLINE: 75, Venue.BOTH: 75}
"""Minutes after which there is a break at the latest."""
LISTEN_FROM, COLLECT_ALL_FROM, MEAL_FROM, LONG_MEAL_FROM = 240, 330, 270, 390
"""From which length on (minutes) there is time to listen, to collect in the whole room too, for a meal."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Something done for some minutes. `subjects`: `field:…` and `question:…`.

    `group` is None for everybody, else the number of a working group: its slots run beside those of the other groups,
    within the slot of the activity `GROUPS`. The minutes of a fixed one are never changed.
    """

    activity: Activity
    minutes: int
    subjects: tuple[str, ...] = ()
    group: int | None = None
    is_fixed: bool = False


class Moment(NamedTuple):
    """A slot with its beginning and end."""

    slot: Slot
    begins_at: datetime
    ends_at: datetime


class DoesNotFit(Exception):
    """So many minutes are no length for what is wanted. `found` minutes are there, `possible` is the nearest length."""

    def __init__(self, found: int, possible: int) -> None:
        self.found, self.possible = found, possible
        super().__init__(f"{found} minutes do not fit; possible: {possible}")


class _Part(NamedTuple):
    """A slot before it has its minutes: at least, usually (in proportion to the others), at most."""

    activity: Activity
    least: int
    usual: int
    most: int
    subjects: tuple[str, ...] = ()


def agenda_for(
    minutes: int,
    venue: Venue | str = Venue.ROOM,
    topics: Sequence[Topic] = (),
    groups: int = 2,
    strength: Topic | None = None,
) -> tuple[Slot, ...]:
    """The agenda of a workshop of so many minutes about some fields, with working groups (0: all stay together).

    Slots of groups stand right after the slot `GROUPS`. Raises `DoesNotFit` where the length is too short or too long,
    `ValueError` for more groups or topics than a workshop can have.
    """
    if not 0 <= groups <= MOST_GROUPS or len(topics) > MOST_TOPICS:
        raise ValueError(f"{groups} groups, {len(topics)} topics; possible: up to {MOST_GROUPS} and {MOST_TOPICS}")
    place = Venue(venue)
    slots = _plan(minutes, place, topics, groups, strength)
    if slots is None:
        lengths = sorted(range(SHORTEST, LONGEST + 1, STEP), key=lambda length: abs(length - minutes))
        possible = (length for length in lengths if _plan(length, place, topics, groups, strength) is not None)
        raise DoesNotFit(minutes, next(possible))
    return tuple(_with_groups(slots, topics, groups))


def _plan(
    minutes: int, venue: Venue, topics: Sequence[Topic], groups: int, strength: Topic | None
) -> list[Slot] | None:
    """Slots of everybody with breaks, or None. What is no whole step goes to a break, or to the longest slot."""
    if not SHORTEST <= minutes <= LONGEST:
        return None
    rest = minutes % STEP
    slots = _with_breaks(_parts(minutes, LONGEST_SITTING[venue], topics, groups, strength), minutes - rest, rest, venue)
    if slots is None or not rest:
        return slots
    breaks = [at for at, slot in enumerate(slots) if slot.activity is Activity.BREAK]
    at = breaks[0] if breaks else max(range(len(slots)), key=lambda at: slots[at].minutes)
    slots[at] = replace(slots[at], minutes=slots[at].minutes + rest)
    return slots


def _parts(
    minutes: int, longest: int, topics: Sequence[Topic], groups: int, strength: Topic | None
) -> tuple[_Part, ...]:
    fields = tuple(f"field:{topic.key}" for topic in topics)
    number = max(1, len(topics))
    shown = tuple(dict.fromkeys((*_first_of(strength), *fields)))
    parts = [
        _Part(Activity.ARRIVE, 5, 15, 20),
        _Part(Activity.SHOW, 5, 15, 30, shown),
        _Part(Activity.LISTEN, 10, 15, 45) if minutes >= LISTEN_FROM else None,
        _Part(Activity.RATE, STEP * number, 7 * number, max(30, 20 * number), fields),
    ]
    if groups:
        parts += [
            _Part(Activity.GROUPS, 20, 50, longest, fields),
            _Part(Activity.REPORT, STEP * groups, STEP * groups, max(30, 15 * groups)),
        ]
    else:
        parts.append(_Part(Activity.COLLECT, 15, 50, longest, fields))
    parts += [
        _Part(Activity.COLLECT, 15, 20, longest) if minutes >= COLLECT_ALL_FROM else None,
        _Part(Activity.PRIORITISE, 5, 12, 30),
        _Part(Activity.AGREE, 10, 30, longest),
        _Part(Activity.LOOK_BACK, 5, 12, 20),
    ]
    return tuple(part._replace(most=min(part.most, longest)) for part in parts if part is not None)


def _first_of(strength: Topic | None) -> tuple[str, ...]:
    return () if strength is None else (f"field:{strength.key}",)


def _with_breaks(parts: Sequence[_Part], minutes: int, rest: int, venue: Venue) -> list[Slot] | None:
    """As few breaks as possible, where they part the time most evenly; None where no number of them helps."""
    for number in range(len(parts)):
        breaks = _breaks(number, minutes, venue)
        left = minutes - sum(breaks)
        if left < sum(part.least for part in parts):
            return None
        if left > sum(part.most for part in parts):
            continue
        lengths = _shared(parts, left)
        sittings = min(_sittings(lengths, number), key=_unevenness)
        if max(map(sum, sittings)) + (0 if number else rest) <= LONGEST_SITTING[venue]:
            return list(_slots(parts, sittings, breaks))
    return None


def _breaks(number: int, minutes: int, venue: Venue) -> list[int]:
    """The minutes of each break; the middle one is for a meal when people stay that long."""
    each = 15 if venue is Venue.ROOM and minutes >= LISTEN_FROM else 10
    breaks = [each] * number
    if number and minutes >= MEAL_FROM:
        breaks[(number - 1) // 2] = 45 if minutes >= LONG_MEAL_FROM else 30
    return breaks


def _shared(parts: Sequence[_Part], minutes: int) -> list[int]:
    """Step by step to whoever has least in proportion to what is usual; never under the least, never over the most."""
    lengths = [part.least for part in parts]
    for _step in range((minutes - sum(lengths)) // STEP):
        open_ = [at for at, part in enumerate(parts) if lengths[at] + STEP <= part.most]
        if open_:
            lengths[min(open_, key=lambda at: Fraction(lengths[at] + STEP, parts[at].usual))] += STEP
    return lengths


def _sittings(lengths: Sequence[int], breaks: int) -> Iterator[list[Sequence[int]]]:
    """Every way to put breaks between the parts."""
    for places in combinations(range(1, len(lengths)), breaks):
        yield [lengths[first:last] for first, last in pairwise((0, *places, len(lengths)))]


def _unevenness(sittings: Sequence[Sequence[int]]) -> int:
    return sum(sum(sitting) ** 2 for sitting in sittings)


def _slots(parts: Sequence[_Part], sittings: Sequence[Sequence[int]], breaks: Sequence[int]) -> Iterator[Slot]:
    following = iter(parts)
    for sitting, pause in zip(sittings, (*breaks, 0), strict=True):
        for length, part in zip(sitting, following, strict=False):
            yield Slot(part.activity, length, part.subjects)
        if pause:
            yield Slot(Activity.BREAK, pause)


def _with_groups(slots: Iterable[Slot], topics: Sequence[Topic], groups: int) -> Iterator[Slot]:
    for slot in slots:
        yield slot
        if slot.activity is Activity.GROUPS:
            for group in range(1, groups + 1):
                mine = topics[group - 1 :: groups] or topics[(group - 1) % len(topics) :][:1] if topics else ()
                yield from _slots_of_group(group, mine, slot.minutes)


def _slots_of_group(group: int, topics: Sequence[Topic], minutes: int) -> Iterator[Slot]:
    """Rate the questions, collect, weigh up; in little time collect alone."""
    fields = tuple(f"field:{topic.key}" for topic in topics)
    rated = tuple(f"question:{key}" for key in _questions_for(topics, minutes // (3 * STEP)))
    rating, weighing = STEP * len(rated), 2 * STEP if minutes >= LEAST_TO_WEIGH else 0
    if rating:
        yield Slot(Activity.RATE, rating, rated, group)
    yield Slot(Activity.COLLECT, minutes - rating - weighing, fields, group)
    if weighing:
        yield Slot(Activity.PRIORITISE, weighing, (), group)


def _questions_for(topics: Sequence[Topic], most: int) -> Iterator[str]:
    """Each topic's first question, then each one's second, as long as there is time; those of a topic together."""
    turns = sorted((turn, at) for at, topic in enumerate(topics) for turn in range(len(topic.questions)))
    for at, turn in sorted((at, turn) for turn, at in turns[:most]):
        yield topics[at].questions[turn].key


def moments(begins_at: datetime, slots: Sequence[Slot]) -> tuple[Moment, ...]:
    """When each slot begins and ends, in the order of the slots.

    Those of everybody follow each other; those of a group follow each other from the beginning of the slot `GROUPS`
    before them (without one: from where they stand).
    """
    found = []
    now = parting = begins_at
    inside: dict[int, datetime] = {}
    for slot in slots:
        length = timedelta(minutes=slot.minutes)
        if slot.group is None:
            parting = now if slot.activity is Activity.GROUPS else now + length
            inside.clear()
            found.append(Moment(slot, now, now + length))
            now += length
        else:
            begin = inside.get(slot.group, parting)
            inside[slot.group] = begin + length
            found.append(Moment(slot, begin, begin + length))
    return tuple(found)


def fit(slots: Sequence[Slot], minutes: int) -> tuple[Slot, ...]:
    """The same agenda in another length: what is not fixed shrinks or grows in proportion, in steps of five minutes.

    Slots of groups get the time of the slot `GROUPS` before them, where their own fixed ones allow it. Raises
    `DoesNotFit` with the nearest length that is possible.
    """
    everybody = [slot for slot in slots if slot.group is None]
    lengths = iter(_refitted(everybody, minutes))
    timed = [slot if slot.group is not None else replace(slot, minutes=next(lengths)) for slot in slots]
    for at, slot in enumerate(timed):
        if slot.group is None and slot.activity is Activity.GROUPS:
            _fit_inside(timed, at)
    return tuple(timed)


def _fit_inside(timed: list[Slot], parting: int) -> None:
    """Give each group's slots after the one at `parting` its minutes."""
    end = next((at for at in range(parting + 1, len(timed)) if timed[at].group is None), len(timed))
    for group in {slot.group for slot in timed[parting + 1 : end]}:
        places = [at for at in range(parting + 1, end) if timed[at].group == group]
        try:
            lengths = _refitted([timed[at] for at in places], timed[parting].minutes)
        except DoesNotFit:
            continue
        for at, length in zip(places, lengths, strict=True):
            timed[at] = replace(timed[at], minutes=length)


def _refitted(slots: Sequence[Slot], minutes: int) -> list[int]:
    loose = [at for at, slot in enumerate(slots) if not slot.is_fixed]
    lengths = [slot.minutes for slot in slots]
    left = minutes - sum(slot.minutes for slot in slots if slot.is_fixed)
    if left < STEP * len(loose) or (left and not loose):
        raise DoesNotFit(minutes, minutes - left + STEP * len(loose))
    for at, length in zip(loose, _in_proportion([lengths[at] for at in loose], left), strict=True):
        lengths[at] = length
    return lengths


def _in_proportion(lengths: Sequence[int], minutes: int) -> list[int]:
    """Step by step to whoever has least in proportion; what is no whole step goes to the longest."""
    given = [STEP for _ in lengths]
    for _step in range((minutes - sum(given)) // STEP):
        at = min(range(len(given)), key=lambda at: Fraction(given[at] + STEP, max(lengths[at], 1)))
        given[at] += STEP
    if given:
        given[given.index(max(given))] += minutes % STEP
    return given
