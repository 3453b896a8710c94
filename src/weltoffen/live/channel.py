"""The live channel of one process: an event loop in a thread of its own that serves all streams.

Threads of the server hand connections over (`take`) and are free for pages again. The thread and its loop begin with
the first stream, which is after the server has divided into processes.
"""

import asyncio
import contextlib
import socket
from http import HTTPStatus
from threading import Lock, Thread

from weltoffen.live.hub import Hub
from weltoffen.live.slots import Source, Topic
from weltoffen.live.stream import Stream, refusal
from weltoffen.live.watching import Watching

BREATH = 20.0
"""Seconds between two comments; proxies close what is quiet for longer, often after 60."""
GONE_MILLISECONDS = 60_000
"""After this long without a sign from the other side of a connection the system gives it up."""
SEND_BUFFER = 32_768
"""What the system may hold back for one slow phone."""
ENDING_SECONDS = 2.0


class Channel:
    """Serves streams from a source, at most so many at the same time."""

    def __init__(self, source: Source, most: int) -> None:
        self.source, self.most = source, most
        self.hub = Hub()
        self._watching = Watching(source, self.hub)
        self._lock = Lock()
        self._open = 0
        self._has_ended = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def take(self, connection: socket.socket, token: str, last_seen: str) -> bytes | None:
        """Take a connection over for a stream; where that is refused, it stays the caller's, who sends the answer."""
        topic = self.source.topic_of(token)
        if topic is None:
            return refusal(HTTPStatus.NOT_FOUND)
        with self._lock:
            if self._has_ended or self._open >= self.most:
                return refusal(HTTPStatus.SERVICE_UNAVAILABLE)
            self._open += 1
            if self._loop is None:
                self._loop = self._begin()
        asyncio.run_coroutine_threadsafe(self._welcome(connection, topic, last_seen), self._loop)
        return None

    def end(self) -> None:
        """End every stream; phones come back by themselves when there is a server again."""
        with self._lock:
            self._has_ended, loop = True, self._loop
        if loop is None or self._thread is None:
            return
        with contextlib.suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(self._end(), loop).result(ENDING_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join(ENDING_SECONDS)

    def _begin(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.new_event_loop()
        self._tasks = [loop.create_task(work) for work in (self._watching.run(), self._breathe())]
        self._thread = Thread(target=_run, args=(loop,), name="live", daemon=True)
        self._thread.start()
        return loop

    async def _welcome(self, connection: socket.socket, topic: Topic, last_seen: str) -> None:
        stream = Stream(self.hub, topic, last_seen, asks=self._watching.follow, leaves=self._leave)
        try:
            _never_hold_back(connection)
            await asyncio.get_running_loop().connect_accepted_socket(lambda: stream, connection)
        except OSError:
            connection.close()
            self._leave()

    def _leave(self) -> None:
        with self._lock:
            self._open -= 1

    async def _breathe(self) -> None:
        while True:
            await asyncio.sleep(BREATH)
            for mailbox in self.hub.mailboxes:
                mailbox.breathe()

    async def _end(self) -> None:
        for mailbox in self.hub.mailboxes:
            mailbox.end(HTTPStatus.SERVICE_UNAVAILABLE)
        for task in self._tasks:
            task.cancel()
        ends = asyncio.get_running_loop().time() + ENDING_SECONDS / 4
        while len(self.hub) and asyncio.get_running_loop().time() < ends:
            await asyncio.sleep(0.005)
        await self._watching.end()


def _run(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()


def _never_hold_back(connection: socket.socket) -> None:
    connection.setblocking(False)
    with contextlib.suppress(OSError, AttributeError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_MILLISECONDS)
