"""Guests who vote, many in one process: each has a seat, a stream that stays open and one vote; prints JSON.

`python -m benchmarks.live.voters <port> <code> <seats.json> <seconds in which all vote>`

Says `ready` when all have their page and their stream. They learn from the stream that a vote is open, and begin as
soon as a line comes. Who gets no answer sends again after some seconds, as the phone's script does.
"""

import asyncio
import contextlib
import json
import random
import re
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from benchmarks.live.phones import Phone

OPENING = 8
"""So many ask for their page at the same time."""
TWICE = 0.05
"""The share of phones that send their vote twice, the second time over another connection a moment later."""
MOMENT = 0.05
COMES_BACK = 3.0
SENDS_AGAIN = 3.0, 6.0
OPTIONS = "none", "planned", "begun", "mostly", "established", "not_known"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
STREAM = re.compile(r'data-stream="/live/([^"]+)/"')
COOKIE = re.compile(r"^set-cookie: csrf=(\w+)", re.IGNORECASE | re.MULTILINE)
OPEN = re.compile(r"poll-(\d+)-open$")
HINDERED = OSError, asyncio.IncompleteReadError


class Cast(NamedTuple):
    """One vote: what, when it was sent for the first time, when it was confirmed for the first time."""

    option: str
    sent: float
    confirmed: float


class Voted(NamedTuple):
    """What the guests of a process did and met."""

    casts: list[Cast]
    opened: list[float]
    twice: int
    again: int
    faults: list[str]
    pages: float
    opening: float
    cpu: float
    seconds: float


class Guest:
    """One phone."""

    def __init__(self, port: int, code: str, seat: str) -> None:
        self.phone, self.other = Phone(port, self._hear), Phone(port, self._hear)
        self.code, self.cookies = code, f"seat={seat}"
        self.token = self.stream = self.poll = ""
        self.heard_at = self.opened_at = 0.0
        self.again = 0

    async def open_page(self) -> None:
        """Ask for the page, which has the token of forms and the address of the stream."""
        answered = await self.phone.ask(f"/w/{self.code}/", more=f"Cookie: {self.cookies}\r\n")
        page = answered.body.decode()
        token, stream, cookie = TOKEN.search(page), STREAM.search(page), COOKIE.search(answered.head)
        assert token is not None, answered.status
        assert stream is not None
        assert cookie is not None
        self.token, self.stream = token[1], stream[1]
        self.cookies = f"{self.cookies}; csrf={cookie[1]}"

    async def follow(self) -> None:
        """Stay on the line, and come back to it."""
        while True:
            with contextlib.suppress(AssertionError, *HINDERED):
                await self.phone.follow(self.stream)
            await asyncio.sleep(random.uniform(0, COMES_BACK))  # noqa: S311 - not for secrets

    async def vote(self, option: str, *, is_twice: bool, faults: list[str]) -> Cast:
        """Send a vote until it is confirmed."""
        sent = time.monotonic()
        other = asyncio.create_task(self._send_once_more(option)) if is_twice else None
        while True:
            try:
                answered = await self._send(self.phone, option)
            except HINDERED:
                self.phone.hang_up()
            else:
                if answered < HTTPStatus.INTERNAL_SERVER_ERROR:
                    break
            self.again += 1
            await asyncio.sleep(random.uniform(*SENDS_AGAIN))  # noqa: S311 - not for secrets
        confirmed = time.monotonic()
        if answered != HTTPStatus.OK:
            faults.append(f"{answered}")
        if other is not None:
            await other
        return Cast(option, sent, confirmed)

    async def _send_once_more(self, option: str) -> None:
        await asyncio.sleep(random.uniform(0, MOMENT))  # noqa: S311 - not for secrets
        try:
            await self._send(self.other, option)
        except HINDERED:
            self.other.hang_up()

    async def _send(self, phone: Phone, option: str) -> int:
        head = f"Cookie: {self.cookies}\r\nX-Requested-With: fetch\r\n"
        form = {"csrfmiddlewaretoken": self.token, "value": option}
        answered = await phone.ask(f"/w/{self.code}/vote/{self.poll}/", form, head)
        return answered.status

    def _hear(self, state: str) -> None:
        self.heard_at = time.monotonic()
        found = OPEN.search(json.loads(state)["key"])
        if found and not self.poll:
            self.poll, self.opened_at = found[1], self.heard_at


async def _take_part(port: int, code: str, seats: list[str], within: float) -> Voted:
    guests = [Guest(port, code, seat) for seat in seats]
    gate, began = asyncio.Semaphore(OPENING), time.monotonic()

    async def arrive(guest: Guest) -> None:
        async with gate:
            await guest.open_page()

    await asyncio.gather(*(arrive(guest) for guest in guests))
    opening = time.monotonic() - began
    following = [asyncio.create_task(guest.follow()) for guest in guests]
    await _until(guests, lambda guest: bool(guest.heard_at))
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await _until(guests, lambda guest: bool(guest.poll))
    faults: list[str] = []
    cpu, began = time.process_time(), time.monotonic()
    twice = [random.random() < TWICE for _guest in guests]  # noqa: S311 - not for secrets

    async def cast(guest: Guest, *, is_twice: bool) -> Cast:
        await asyncio.sleep(random.uniform(0, within))  # noqa: S311 - not for secrets
        return await guest.vote(random.choice(OPTIONS), is_twice=is_twice, faults=faults)  # noqa: S311

    casts = await asyncio.gather(*(cast(guest, is_twice=one) for guest, one in zip(guests, twice, strict=True)))
    cpu, seconds = time.process_time() - cpu, time.monotonic() - began
    for task in following:
        task.cancel()
    return Voted(
        casts, [guest.opened_at for guest in guests], sum(twice), sum(guest.again for guest in guests), faults,
        len(guests) / opening, opening, cpu, seconds,
    )  # fmt: skip


async def _until(guests: list[Guest], is_so: Callable[[Guest], bool]) -> None:
    while not all(is_so(guest) for guest in guests):
        await asyncio.sleep(0.01)


def main() -> None:
    """Play the guests, and print what they did."""
    port, code, seats, within = sys.argv[1:]
    told = json.loads(Path(seats).read_text(encoding="utf-8"))
    print(json.dumps(asyncio.run(_take_part(int(port), code, told, float(within)))._asdict()), flush=True)


if __name__ == "__main__":
    main()
