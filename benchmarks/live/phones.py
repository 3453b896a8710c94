"""Many phones in one process: each follows a stream or asks again and again; prints JSON.

`python -m benchmarks.live.phones <port> <number> <token> <seconds between two questions, 0 for a stream> [address]`

Says `ready` when all have heard something; tells what it met as soon as its input ends.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

HOST = "127.0.0.1"
KEPT_OPEN = 8.0
"""The server closes a connection that is quiet for longer."""
CROWD = 64
"""So many connect at the same time."""


class Answered(NamedTuple):
    """What the server said."""

    status: int
    body: bytes
    head: str = ""


class Phone:
    """A guest: a stream that stays open, and another connection for what they ask and send. `hears` gets each state."""

    def __init__(self, port: int, hears: Callable[[str], None], host: str = "localhost") -> None:
        self.port, self.hears, self.host = port, hears, host
        self.last_id = ""
        self._asking: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._asked_at = 0.0

    async def follow(self, token: str) -> None:
        """Hear every state until the stream ends."""
        reader, writer = await asyncio.open_connection(HOST, self.port)
        known = f"Last-Event-ID: {self.last_id}\r\n" if self.last_id else ""
        writer.write(f"GET /live/{token}/ HTTP/1.1\r\nHost: {self.host}\r\n{known}\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head
        is_chunked = b"transfer-encoding: chunked" in head.lower()
        rest = ""
        try:
            while True:
                *events, rest = (rest + await _more(reader, is_chunked=is_chunked)).split("\n\n")
                for event in events:
                    self._note(event)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    async def ask(self, path: str, form: Mapping[str, str] | None = None, more: str = "") -> Answered:
        """Ask for a page, or send a form, over a connection that stays open between; `more` are lines of the head."""
        if self._asking is None or time.monotonic() - self._asked_at > KEPT_OPEN:
            self._asking = await asyncio.open_connection(HOST, self.port)
        reader, writer = self._asking
        body = urlencode(form).encode() if form is not None else b""
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
        writer.write(
            f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\nHost: {self.host}\r\n{more}{kind}\r\n".encode() + body
        )
        said = (await reader.readuntil(b"\r\n\r\n")).decode()
        head = said.lower()
        answered = await reader.readexactly(int(head.partition("content-length: ")[2].partition("\r\n")[0]))
        self._asked_at = time.monotonic()
        if "connection: close" in head:
            writer.close()
            self._asking = None
        return Answered(int(head.split(" ", 2)[1]), answered, said)

    def hang_up(self) -> None:
        """Forget the connection on which an answer did not come."""
        if self._asking is not None:
            self._asking[1].close()
            self._asking = None

    def _note(self, event: str) -> None:
        lines = event.split("\n")
        said = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
        self.last_id = next((line.removeprefix("id: ") for line in lines if line.startswith("id: ")), self.last_id)
        if said:
            self.hears("\n".join(said))


async def _more(reader: asyncio.StreamReader, *, is_chunked: bool) -> str:
    if not is_chunked:
        got = await reader.read(65536)
        if not got:
            raise ConnectionResetError
        return got.decode()
    size = int(await reader.readuntil(b"\r\n"), 16)
    if size == 0:
        raise ConnectionResetError
    return (await reader.readexactly(size + 2))[:-2].decode()


class Met(NamedTuple):
    """What the phones of a process met: how late each state was, how many each heard, the CPU that they took."""

    late: list[float]
    heard: list[int]
    ended: int
    cpu: float
    seconds: float
    connecting: float


class Crowd:
    """Phones that note how late they hear each state; it carries the moment at which it was stored."""

    def __init__(self, port: int, number: int, token: str, pause: float, address: str) -> None:
        self.token, self.pause, self.address = token, pause, address
        self.late: list[float] = []
        self.ended = 0
        self.heard = [0] * number
        self.known = [-1] * number
        self.phones = [Phone(port, self._hearing(which)) for which in range(number)]

    async def run(self) -> Met:
        """Connect, say so, and go on until the input ends."""
        gate = asyncio.Semaphore(CROWD)
        began = time.monotonic()
        tasks = [asyncio.create_task(self._take_part(which, gate)) for which in range(len(self.phones))]
        while min(self.known) < 0:
            await asyncio.sleep(0.01)
        connecting = time.monotonic() - began
        self.late.clear()
        self.heard = [0] * len(self.phones)
        print("ready", flush=True)
        cpu, began = time.process_time(), time.monotonic()
        await asyncio.to_thread(sys.stdin.readline)
        met = Met(self.late, self.heard, self.ended, time.process_time() - cpu, time.monotonic() - began, connecting)
        for task in tasks:
            task.cancel()
        return met

    async def _take_part(self, which: int, gate: asyncio.Semaphore) -> None:
        phone = self.phones[which]
        if self.pause:
            await asyncio.sleep(random.uniform(0, self.pause))  # noqa: S311 - not for secrets
            while True:
                answered = await phone.ask(self.address)
                assert answered.status == 200
                phone.hears(answered.body.decode())
                await asyncio.sleep(self.pause)
        async with gate:
            following = asyncio.create_task(phone.follow(self.token))
            while self.known[which] < 0:
                await asyncio.sleep(0.002)
        await following
        self.ended += 1

    def _hearing(self, which: int) -> Callable[[str], None]:
        def hears(state: str) -> None:
            now = time.monotonic()
            told = json.loads(state)
            if told["number"] != self.known[which]:
                self.known[which] = told["number"]
                self.heard[which] += 1
                self.late.append(now - told["at"])

        return hears


def main() -> None:
    """Play the phones, and print what they met."""
    port, number, token, pause, *address = sys.argv[1:]
    crowd = Crowd(int(port), int(number), token, float(pause), *address or [""])
    print(json.dumps(asyncio.run(crowd.run())._asdict()), flush=True)


if __name__ == "__main__":
    main()
