"""Who follows what in this process. For one event loop; nothing here waits, stores or sends."""

from collections import Counter
from http import HTTPStatus
from typing import NamedTuple, Protocol

from weltoffen.live.slots import Line, Topic


class Event(NamedTuple):
    """A state as it is sent, made once for all who follow; equal states have equal versions, in every process."""

    version: str
    sent: bytes


class Mailbox(Protocol):
    """Somebody who follows: takes the latest event, and may leave out those before it."""

    def give(self, event: Event) -> None:
        """Send this event, or keep it in the place of an older one until it can be sent."""

    def breathe(self) -> None:
        """Show that the stream lives though nothing is new."""

    def end(self, why: HTTPStatus = HTTPStatus.NOT_FOUND) -> None:
        """There is nothing to follow any more."""


class Hub:
    """Mailboxes by topic, and the latest event of each topic that somebody follows."""

    def __init__(self) -> None:
        self._mailboxes: dict[Topic, set[Mailbox]] = {}
        self._latest: dict[Topic, Event] = {}

    def __len__(self) -> int:
        return sum(len(mailboxes) for mailboxes in self._mailboxes.values())

    @property
    def topics(self) -> set[Topic]:
        """What anybody follows."""
        return set(self._mailboxes)

    @property
    def mailboxes(self) -> list[Mailbox]:
        """Everybody."""
        return [mailbox for mailboxes in self._mailboxes.values() for mailbox in mailboxes]

    def join(self, topic: Topic, mailbox: Mailbox) -> Event | None:
        """Follow a topic; answers its latest event where one is known."""
        self._mailboxes.setdefault(topic, set()).add(mailbox)
        return self._latest.get(topic)

    def leave(self, topic: Topic, mailbox: Mailbox) -> None:
        """Follow no more; with the last one who followed it, a topic is forgotten."""
        mailboxes = self._mailboxes.get(topic, set())
        mailboxes.discard(mailbox)
        if not mailboxes:
            self._mailboxes.pop(topic, None)
            self._latest.pop(topic, None)

    def give(self, topic: Topic, event: Event) -> None:
        """Hand an event to all who follow, unless it says what they know."""
        latest = self._latest.get(topic)
        if topic not in self._mailboxes or (latest is not None and latest.version == event.version):
            return
        self._latest[topic] = event
        for mailbox in tuple(self._mailboxes[topic]):
            mailbox.give(event)

    def end(self, topic: Topic) -> None:
        """Tell all who follow that there is nothing any more."""
        self._latest.pop(topic, None)
        for mailbox in tuple(self._mailboxes.get(topic, ())):
            mailbox.end()

    def counts(self) -> dict[Line, int]:
        """How many follow each workshop, by audience and working group."""
        counted: Counter[Line] = Counter()
        for topic, mailboxes in self._mailboxes.items():
            counted[Line(topic.workshop, topic.audience, topic.group)] += len(mailboxes)
        return dict(counted)
