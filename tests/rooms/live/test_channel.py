"""Streams over real connections: what a phone, a stage, somebody slow, somebody gone and somebody back see."""

import logging
import re
import socket
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from tests.house.test_headers import HEADERS
from tests.sources import WORKSHOP, Running

from weltoffen.live import channel as channels
from weltoffen.live import watching
from weltoffen.live.channel import Channel
from weltoffen.live.slots import Audience, Line
from weltoffen.live.stream import event_of

BEGINNING = "HTTP/1.1 200 OK\r\n"
PATIENCE = 5.0
OPEN: list[socket.socket] = []


class Read(NamedTuple):
    """What came over a stream: headers, and events as (id, data)."""

    head: str
    retry: int
    events: list[tuple[str, str]]


class Phone:
    """The other side of a connection."""

    def __init__(self, channel: Channel, token: str = "phone", last_seen: str = "") -> None:  # noqa: S107
        self.side, server_side = socket.socketpair()
        self.side.settimeout(PATIENCE)
        OPEN.append(self.side)
        self.refused = channel.take(server_side, token, last_seen)
        self.text = ""
        if self.refused is not None:
            server_side.close()

    def read_until(self, said: str) -> Read:
        """Read until this was sent."""
        while said not in self.text:
            more = self.side.recv(65536)
            assert more, f"{said!r} never came: … {self.text[-300:]!r}"
            self.text += more.decode()
        return self.parsed

    def read_all(self) -> Read:
        """Read until the stream ends."""
        while more := self.side.recv(65536):
            self.text += more.decode()
        return self.parsed

    @property
    def parsed(self) -> Read:
        head, _, body = self.text.partition("\r\n\r\n")
        found = re.match(r"retry: (\d+)\n\n", body)
        return Read(head, int(found[1]) if found else 0, re.findall(r"id: (\w+)\ndata: (.*)\n\n", body))

    def leave(self) -> None:
        self.side.close()


@pytest.fixture(autouse=True)
def nobody_stays() -> Iterator[None]:
    """Every phone leaves at the end."""
    yield
    while OPEN:
        OPEN.pop().close()


@pytest.fixture
def running() -> Running:
    return Running()


@pytest.fixture
def channel(running: Running) -> Iterator[Channel]:
    opened = Channel(running, most=50)
    yield opened
    running.may_answer.set()
    opened.end()


def wait_until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends, "it never became true"
        time.sleep(0.005)


def test_a_phone_gets_the_present_state_at_once_and_each_new_one(channel: Channel, running: Running) -> None:
    phone = Phone(channel)
    phone.read_until("data: Ankommen\n\n")
    running.put("Bewerten")
    read = phone.read_until("data: Bewerten\n\n")

    assert read.events == [(event_of(data).version, data) for data in ("Ankommen", "Bewerten")]
    assert read.head.startswith(BEGINNING)
    assert 1000 <= read.retry <= 4000


def test_a_stream_is_kept_by_nobody_and_carries_the_headers_of_every_answer(channel: Channel) -> None:
    head = Phone(channel).read_until("data: Ankommen").head
    sent = dict(line.split(": ", 1) for line in head.splitlines()[1:])

    assert sent.items() >= {**HEADERS, "Cache-Control": "no-store", "X-Accel-Buffering": "no"}.items()
    assert sent["Content-Type"] == "text/event-stream; charset=utf-8"
    assert sent["Content-Security-Policy"].startswith("default-src 'none'; frame-ancestors 'none'")
    assert "Strict-Transport-Security" not in sent


def test_in_production_a_stream_asks_for_tls_as_pages_do(channel: Channel, settings: pytest.FixtureRequest) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000  # type: ignore[attr-defined]

    assert "Strict-Transport-Security: max-age=31536000" in Phone(channel).read_until("Ankommen").head


def test_who_comes_back_hears_nothing_twice(channel: Channel, running: Running) -> None:
    first = Phone(channel)
    [(version, _)] = first.read_until("data: Ankommen\n\n").events
    first.leave()

    back = Phone(channel, last_seen=version)
    back.read_until("retry: ")
    running.put("Bewerten")

    assert [data for _, data in back.read_until("Bewerten\n\n").events] == ["Bewerten"]


def test_who_comes_back_late_hears_what_is_on_now(channel: Channel, running: Running) -> None:
    running.put("Bewerten")

    back = Phone(channel, last_seen=event_of("Ankommen").version)

    assert [data for _, data in back.read_until("Bewerten\n\n").events] == ["Bewerten"]


def test_votes_concern_stage_and_console_and_no_phone(channel: Channel, running: Running) -> None:
    phone, stage, console = (Phone(channel, token) for token in ("phone", "stage", "console"))
    for one in (phone, stage, console):
        one.read_until("Ankommen")
    wait_until(lambda: len(running.looked) > 3)
    running.asked.clear()
    running.cast()

    for one in (stage, console):
        assert [data for _, data in one.read_until("Ankommen, 1\n\n").events] == ["Ankommen, 0", "Ankommen, 1"]
    assert {topic.audience for topic in running.asked} == {Audience.STAGE, Audience.CONSOLE}
    assert phone.parsed.events == [(event_of("Ankommen").version, "Ankommen")]


def test_a_state_is_asked_once_for_all_who_follow_it(channel: Channel, running: Running) -> None:
    phones = [Phone(channel) for _ in range(40)]
    for phone in phones:
        phone.read_until("Ankommen")
    wait_until(lambda: len(running.looked) > 3)
    running.asked.clear()
    running.put("Bewerten")

    for phone in phones:
        phone.read_until("Bewerten")
    assert len(running.asked) == 1
    assert set(running.looked) == {"marks_0"}


def test_a_rush_of_votes_makes_few_states(channel: Channel, running: Running) -> None:
    stage = Phone(channel, "stage")
    stage.read_until("Ankommen")
    wait_until(lambda: len(running.looked) > 3)
    running.asked.clear()
    began = time.monotonic()
    for _ in range(100):
        running.cast()
        time.sleep(0.005)
    stage.read_until("Ankommen, 100\n\n")

    assert len(running.asked) <= (time.monotonic() - began) / watching.REST + 2


def full_in(channel: Channel) -> list[object]:
    """Those who have not taken what was sent yet."""
    return [one for one in channel.hub.mailboxes if one.is_full]  # type: ignore[attr-defined]


def test_a_slow_phone_skips_what_is_over(channel: Channel, running: Running) -> None:
    slow, quick = Phone(channel), Phone(channel)
    for phone in (slow, quick):
        phone.read_until("Ankommen")
    states = [f"{number} " + "x" * 100_000 for number in range(20)]
    for state in states:
        running.put(state)
        quick.read_until(f"{state}\n\n")
    wait_until(lambda: len(full_in(channel)) == 1)  # the quick one is found empty a little later
    [stream] = full_in(channel)
    buffered = stream.transport.get_write_buffer_size()  # type: ignore[attr-defined]

    read = slow.read_until(f"{states[-1]}\n\n")

    numbers = [int(data.split()[0]) for _, data in read.events[1:]]
    assert buffered < 200_000
    assert numbers == sorted(numbers)
    assert numbers[-1] == 19
    assert len(numbers) < 5


def test_who_is_gone_is_followed_by_nobody_and_reported(
    channel: Channel, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weltoffen.live.watching.REPORT", 0.1)
    phones, stage = [Phone(channel) for _ in range(3)], Phone(channel, "stage")
    for phone in (*phones, stage):
        phone.read_until("Ankommen")
    key = Line(WORKSHOP, Audience.PHONE)
    wait_until(lambda: running.reports[-1:] == [{key: 3, Line(WORKSHOP, Audience.STAGE): 1}])
    phones[0].leave()
    wait_until(lambda: running.reports[-1][key] == 2)
    for phone in (*phones[1:], stage):
        phone.leave()
    wait_until(lambda: running.reports[-1] == {key: 0, Line(WORKSHOP, Audience.STAGE): 0})

    wait_until(lambda: len(channel.hub) == 0)
    time.sleep(0.2)
    looked = len(running.looked)
    time.sleep(0.2)
    assert len(running.looked) == looked  # while nobody follows, the database has peace


def test_an_unknown_token_is_told_so(channel: Channel) -> None:
    refused = Phone(channel, "nobody").refused

    assert refused is not None
    assert refused.startswith(b"HTTP/1.1 404 Not Found\r\n")
    assert refused.endswith(b"\r\n\r\n404 Not Found\n")


def test_a_workshop_that_has_ended_ends_streams_and_refuses_new_ones(channel: Channel, running: Running) -> None:
    phone = Phone(channel)
    phone.read_until("Ankommen")
    running.put(None)

    assert [data for _, data in phone.read_all().events] == ["Ankommen"]
    assert Phone(channel).read_all().head.startswith("HTTP/1.1 404 Not Found\r\n")
    wait_until(lambda: len(channel.hub) == 0)


def test_more_streams_than_possible_are_refused_until_one_ends(running: Running) -> None:
    small = Channel(running, most=2)
    first, _second = Phone(small), Phone(small)
    first.read_until("Ankommen")
    refused = Phone(small).refused

    assert refused is not None
    assert refused.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
    assert b"Retry-After: 5\r\n" in refused
    first.leave()
    wait_until(lambda: small._open == 1)
    Phone(small).read_until("Ankommen")
    small.end()


def test_a_comment_keeps_a_quiet_stream_open_and_a_dead_one_is_cut(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "BREATH", 0.5)
    channel = Channel(running, most=50)
    quiet, dead = Phone(channel), Phone(channel)
    quiet.read_until("Ankommen\n\n:\n\n:\n\n")

    running.put("x" * 2_000_000)
    quiet.read_until("x\n\n")
    wait_until(lambda: len(channel.hub) == 1)

    assert quiet.read_until("x\n\n:\n\n").events[-1][1].startswith("xxx")
    dead.leave()
    channel.end()


def test_a_broken_database_is_survived_and_told_once(
    channel: Channel, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    phone = Phone(channel)
    phone.read_until("Ankommen")
    wait_until(lambda: len(running.looked) > 3)
    with caplog.at_level(logging.WARNING, "weltoffen.live"):
        running.fault = OSError("the database is away")
        newcomer = Phone(channel, "stage")
        time.sleep(0.5)
        running.put("Bewerten")
        running.fault = None
        phone.read_until("Bewerten")
        newcomer.read_until("Bewerten")

    assert sorted(record.message for record in caplog.records) == [
        "What is on in a workshop cannot be read; it is tried again.",
        "What is on in workshops cannot be read; it is tried again.",
    ]


def test_a_slow_answer_never_overtakes_a_newer_one(channel: Channel, running: Running) -> None:
    running.may_answer.clear()
    phone = Phone(channel)
    wait_until(lambda: len(running.asked) == 1)
    running.put("Bewerten")
    wait_until(lambda: len(running.looked) > 3)
    running.may_answer.set()

    assert [data for _, data in phone.read_until("Bewerten").events] == ["Ankommen", "Bewerten"]
    assert len(running.asked) <= 3


def test_at_the_end_every_stream_is_closed_and_nobody_is_counted(running: Running) -> None:
    channel = Channel(running, most=50)
    phones = [Phone(channel) for _ in range(10)]
    for phone in phones:
        phone.read_until("Ankommen")
    wait_until(lambda: running.reports != [])
    started = time.monotonic()
    channel.end()

    assert [len(phone.read_all().events) for phone in phones] == [1] * 10
    assert running.reports[-1] == {Line(WORKSHOP, Audience.PHONE): 0}
    assert time.monotonic() - started < 1
    assert Phone(channel).refused is not None
