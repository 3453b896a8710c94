"""A workshop that runs in memory or in a file: what the live channel reads in place of a database."""

import threading
from collections.abc import Collection, Mapping
from pathlib import Path

from weltoffen.live.slots import Audience, Line, Mark, Topic

WORKSHOP = 7


def topic_of(token: str) -> Topic | None:
    """`phone`, `stage`, `console`, or one of these with a group: `phone.2`."""
    audience, _, group = token.partition(".")
    if audience not in {known.value for known in Audience}:
        return None
    return Topic(WORKSHOP, Audience(audience), int(group or 0))


class Running:
    """A workshop in memory. `put` changes what is on, `cast` adds a vote, `fault` breaks the database."""

    def __init__(self, state: str | None = "Ankommen") -> None:
        self.state = state
        self.mark = Mark(1)
        self.fault: Exception | None = None
        self.asked: list[Topic] = []
        self.looked: list[str] = []
        self.reports: list[dict[Line, int]] = []
        self.may_answer = threading.Event()
        self.may_answer.set()

    def put(self, state: str | None) -> None:
        self.state, self.mark = state, Mark(self.mark.on + 1, self.mark.casts)

    def cast(self) -> None:
        self.mark = Mark(self.mark.on, self.mark.casts + 1)

    def topic_of(self, token: str) -> Topic | None:
        return topic_of(token)

    def marks(self, workshops: Collection[int]) -> Mapping[int, Mark]:
        if self.fault is not None:
            raise self.fault
        self.looked.append(threading.current_thread().name)
        return {WORKSHOP: self.mark} if WORKSHOP in workshops else {}

    def state_for(self, topic: Topic) -> str | None:
        self.asked.append(topic)
        state, casts = self.state, self.mark.casts
        self.may_answer.wait(timeout=5)
        if self.fault is not None:
            raise self.fault
        return state if topic.audience == Audience.PHONE or state is None else f"{state}, {casts}"

    def report_connected(self, counts: Mapping[Line, int]) -> None:
        self.reports.append(dict(counts))


class Noted:
    """A workshop whose state is a file, so that several processes and tests beside them share it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def topic_of(self, token: str) -> Topic | None:
        return topic_of(token)

    def marks(self, workshops: Collection[int]) -> Mapping[int, Mark]:
        return {WORKSHOP: Mark(self.path.stat().st_mtime_ns)}

    def state_for(self, topic: Topic) -> str | None:
        return self.path.read_text(encoding="utf-8")

    def report_connected(self, counts: Mapping[Line, int]) -> None:
        told = ", ".join(f"{audience.value} {count}" for (_, audience, _group), count in sorted(counts.items()))
        with self.path.with_suffix(".counts").open("a", encoding="utf-8") as file:
            file.write(f"{told}\n")
