"""One stream of events (Server-Sent Events) on a connection that a thread of the server has handed over.

A stream sends the latest state and waits for the connection to take it; what becomes new meanwhile takes the place of
what waited, so that a slow phone skips states and memory never grows. It ends by closing the connection.
"""

import asyncio
import random
import re
from collections.abc import Callable
from email.utils import formatdate
from hashlib import blake2b
from http import HTTPStatus
from typing import cast

from django.conf import settings

from weltoffen.live.hub import Event, Hub
from weltoffen.live.slots import Topic

ADDRESS = re.compile(r"/live/([\w.:=-]{1,500})/")
RETRY_MILLISECONDS = (1000, 4000)
"""A phone whose stream ended comes back after a time between these, so that not all come at once."""
COMMENT = b":\n\n"
HEADERS = {
    "Cache-Control": "no-store",
    "Connection": "close",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Stream(asyncio.Protocol):
    """Somebody who follows a topic over a connection; `last_seen` is the version that they know already.

    `asks` is called when they follow and nothing is known yet, `leaves` when they are gone.
    """

    def __init__(
        self, hub: Hub, topic: Topic, last_seen: str, *, asks: Callable[[Topic], None], leaves: Callable[[], None]
    ) -> None:
        self.hub, self.topic, self.last_seen = hub, topic, last_seen
        self.asks, self.leaves = asks, leaves
        self.transport: asyncio.Transport | None = None
        self.has_begun = self.is_full = self.was_full = False
        self.waiting: Event | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """From now on events can be sent; nothing but what the system takes at once is buffered."""
        self.transport = cast("asyncio.Transport", transport)
        self.transport.set_write_buffer_limits(high=0)
        latest = self.hub.join(self.topic, self)
        if latest is None:
            self.asks(self.topic)
        else:
            self.give(latest)

    def connection_lost(self, error: Exception | None) -> None:  # noqa: ARG002 - asyncio calls it so
        """They are gone."""
        self.transport = None
        self.hub.leave(self.topic, self)
        self.leaves()

    def pause_writing(self) -> None:
        """The connection takes nothing at the moment."""
        self.is_full = True

    def resume_writing(self) -> None:
        """It does again: the latest of what became new meanwhile is sent."""
        self.is_full = self.was_full = False
        event, self.waiting = self.waiting, None
        if event is not None:
            self.give(event)

    def give(self, event: Event) -> None:
        """Send an event, or keep it as the latest; one that they know is not repeated."""
        if self.is_full:
            self.waiting = event
        elif event.version == self.last_seen:
            self._send(b"")
        else:
            self.last_seen = event.version
            self._send(event.sent)

    def breathe(self) -> None:
        """A comment keeps proxies from closing a quiet stream; one that took nothing since the last breath is cut."""
        if self.is_full:
            if self.was_full and self.transport is not None:
                self.transport.abort()
            self.was_full = True
        else:
            self._send(COMMENT)

    def end(self, why: HTTPStatus = HTTPStatus.NOT_FOUND) -> None:
        """Nothing to follow (any more): say so where nothing was said yet, and close."""
        if self.transport is not None:
            if not self.has_begun:
                self.transport.write(refusal(why))
            self.transport.close()

    def _send(self, sent: bytes) -> None:
        if self.transport is None or self.transport.is_closing():
            return
        if not self.has_begun:
            self.has_begun = True
            sent = _beginning() + sent
        if sent:
            self.transport.write(sent)


def event_of(state: str) -> Event:
    """A state as an event; its version is a checksum, so that no process and no restart gives it another one."""
    version = blake2b(state.encode(), digest_size=9).hexdigest()
    lines = "".join(f"data: {line}\n" for line in re.split(r"\r\n|\r|\n", state))
    return Event(version, f"id: {version}\n{lines}\n".encode())


def refusal(status: HTTPStatus) -> bytes:
    """A whole answer that says no."""
    text = f"{status.value} {status.phrase}\n"
    given = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(text))}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        given["Retry-After"] = "5"
    return _head(status, given) + text.encode()


def _beginning() -> bytes:
    given = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}
    wait = random.randint(*RETRY_MILLISECONDS)  # noqa: S311 - spreads, keeps no secret
    return _head(HTTPStatus.OK, given) + f"retry: {wait}\n\n".encode()


def _head(status: HTTPStatus, given: dict[str, str]) -> bytes:
    headers = {"Date": formatdate(usegmt=True), **HEADERS, **given}
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status.value} {status.phrase}\r\n{lines}\r\n".encode()
