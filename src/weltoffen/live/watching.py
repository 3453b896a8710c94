"""Looks for changes while anybody follows: reads marks again and again, and asks for new states where one changed.

A mark is read in one thread with its own connection to the database; states are asked in a few others, once for each
topic and never twice at the same time for one topic, so that an older answer cannot overtake a newer one.
"""

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from weltoffen.live.hub import Hub
from weltoffen.live.slots import Audience, Line, Mark, Source, Topic
from weltoffen.live.stream import event_of

logger = logging.getLogger(__name__)
TICK, REST = 0.02, 0.05
"""Seconds until the next look: while all is quiet, so that a single vote is seen soon, and after a change, so that many
votes make one state."""
LONGEST_PAUSE = 5.0
"""Seconds between two looks at a database that does not answer, at most."""
REPORT, REPORT_AGAIN = 2.0, 10.0
"""Seconds after which a changed number of streams is reported, and an unchanged one again."""
STATE_THREADS = 2


class Watching:
    """What one process does for all of its streams."""

    def __init__(self, source: Source, hub: Hub) -> None:
        self.source, self.hub = source, hub
        self._marks: dict[int, Mark] = {}
        self._asking: dict[Topic, asyncio.Task[None]] = {}
        self._outdated: set[Topic] = set()
        self._somebody = asyncio.Event()
        self._reported: Mapping[Line, int] = {}
        self._reported_at = -REPORT_AGAIN
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="marks")
        self._stating = ThreadPoolExecutor(STATE_THREADS, thread_name_prefix="states")

    def follow(self, topic: Topic) -> None:
        """Somebody follows this topic now and knows nothing of it yet."""
        self._somebody.set()
        self._ask(topic)

    async def run(self) -> None:
        """Look and report for ever; while nobody follows, nothing is asked of the database."""
        pause = TICK
        is_away = False
        while True:
            if not self.hub.topics and not any(self._reported.values()):
                self._marks.clear()
                self._somebody.clear()
                await self._somebody.wait()
            try:
                pause = REST if await self._look() else TICK
                is_away = False
            except Exception:
                if not is_away:
                    logger.exception("What is on in workshops cannot be read; it is tried again.")
                is_away, pause = True, min(pause * 2, LONGEST_PAUSE)
            await self._report()
            await asyncio.sleep(pause)

    async def end(self) -> None:
        """Ask nothing more; tell that nobody is connected here any more."""
        for task in self._asking.values():
            task.cancel()
        self._reported_at = -REPORT_AGAIN
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._report(), timeout=1)
        for pool in (self._reading, self._stating):
            pool.shutdown(wait=False, cancel_futures=True)

    async def _look(self) -> bool:
        """Ask for what changed; whether anything did."""
        watched = {topic.workshop for topic in self.hub.topics}
        if not watched:
            return False
        loop = asyncio.get_running_loop()
        marks = await loop.run_in_executor(self._reading, self.source.marks, watched)
        concerned = [
            topic for topic in self.hub.topics
            if topic.workshop in watched and _concerns(topic, self._marks.get(topic.workshop), marks)
        ]  # fmt: skip
        for topic in concerned:
            self._ask(topic)
        self._marks = dict(marks)
        return bool(concerned)

    def _ask(self, topic: Topic) -> None:
        """Ask for the state of a topic; where that is under way already, once more after it."""
        if topic in self._asking:
            self._outdated.add(topic)
        else:
            self._asking[topic] = asyncio.create_task(self._hand_on(topic))

    async def _hand_on(self, topic: Topic) -> None:
        try:
            while True:
                self._outdated.discard(topic)
                self._tell(topic, await self._state_of(topic))
                if topic not in self._outdated or topic not in self.hub.topics:
                    return
        finally:
            self._outdated.discard(topic)
            self._asking.pop(topic, None)

    async def _state_of(self, topic: Topic) -> str | None:
        pause = TICK
        while True:
            try:
                return await asyncio.get_running_loop().run_in_executor(self._stating, self.source.state_for, topic)
            except Exception:
                if pause == TICK:
                    logger.exception("What is on in a workshop cannot be read; it is tried again.")
                pause = min(pause * 2, LONGEST_PAUSE)
                await asyncio.sleep(pause)

    def _tell(self, topic: Topic, state: str | None) -> None:
        if state is None:
            self.hub.end(topic)
        else:
            self.hub.give(topic, event_of(state))

    async def _report(self) -> None:
        loop = asyncio.get_running_loop()
        counts = {**dict.fromkeys(self._reported, 0), **self.hub.counts()}
        if loop.time() - self._reported_at < (REPORT if counts != self._reported else REPORT_AGAIN):
            return
        self._reported_at = loop.time()
        try:
            await loop.run_in_executor(self._stating, self.source.report_connected, counts)
            self._reported = {key: count for key, count in counts.items() if count}
        except Exception:
            logger.warning("How many follow workshops could not be reported.", exc_info=True)


def _concerns(topic: Topic, before: Mark | None, marks: Mapping[int, Mark]) -> bool:
    """Whether what changed since the mark before concerns those who follow this topic."""
    now = marks.get(topic.workshop)
    if before is None or now is None or before.on != now.on:
        return before != now
    if topic.audience == Audience.PHONE:
        return False
    return before.casts != now.casts or (topic.audience == Audience.CONSOLE and before.line != now.line)
