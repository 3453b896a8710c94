"""Two people in the same field: ten thousand random saves, repeated, out of order, the server killed now and then.

What was confirmed as saved must be in the history, and nothing may be overwritten by somebody who had not read it.
"""

import json
import random
import re
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from typing import NamedTuple

from benchmarks.platform.completing import Someone
from benchmarks.platform.respondent import FieldForm, Respondent
from benchmarks.platform.server import Server, rooms, served

SAVES, KILLS, AT_ONCE = 10_000, 8, 3
SHORTEST_LIFE, LONGEST_LIFE = 2.0, 8.0
VERSION = re.compile(rb'data-version="(\d+)"')


class Sent(NamedTuple):
    """One save: what it read, and what it says that no other save says."""

    question: str
    choice: int
    comment: str
    read: int


class Confirmed(NamedTuple):
    """A save of which the server said that it is stored, with the version that it became."""

    sent: Sent
    version: int


class Scrambled(NamedTuple):
    """What became of all saves."""

    sent: int
    confirmed: int
    conflicts: int
    kills: int
    lost: int
    overwritten: int


class Desk:
    """What one person believes about each question, and everything that was confirmed to them."""

    def __init__(self, someone: Someone, number: int) -> None:
        self.someone, self.number = someone, number
        self.chance = random.Random(number)  # noqa: S311 - not for secrets
        self.versions: dict[str, int] = {}
        self.confirmed: list[Confirmed] = []
        self.sent, self.conflicts = 0, 0
        self.lock = threading.Lock()

    def saves(self, question: str) -> Sent:
        """A new save of a question, after what this person believes; now and then after something old."""
        with self.lock:
            known = self.versions.get(question, 0)
            self.sent += 1
            read = max(0, known - 1) if self.chance.random() < 0.1 else known
            return Sent(question, self.chance.randrange(5), f"{self.number}-{self.sent}", read)

    def heard(self, sent: Sent, status: int, body: bytes) -> None:
        """What the server said: stored, or somebody else's answer to be looked at first."""
        with self.lock:
            if status == 200:
                version = int(json.loads(body)["version"])
                self.versions[sent.question] = max(version, self.versions.get(sent.question, 0))
                self.confirmed.append(Confirmed(sent, version))
            elif status == 409 and (found := VERSION.search(body)):
                self.versions[sent.question] = int(found.group(1))
                self.conflicts += 1


def scrambled(people: Sequence[Someone], field: str, environment: Mapping[str, str], database: int | None) -> Scrambled:
    """Both save until all saves are sent; each life of the server ends with a kill but the last."""
    chance = random.Random(2026)  # noqa: S311 - not for secrets
    desks = [Desk(someone, number) for number, someone in enumerate(people)]
    kills = 0
    while sum(desk.sent for desk in desks) < SAVES:
        with served(environment, database) as server:
            is_last = kills >= KILLS
            stop = threading.Event()
            timer = threading.Timer(chance.uniform(SHORTEST_LIFE, LONGEST_LIFE), server.kill)
            if not is_last:
                timer.start()
            with ThreadPoolExecutor(len(desks) * AT_ONCE) as threads:
                for desk in desks:
                    for _ in range(AT_ONCE):
                        threads.submit(_saves_until, server, desk, desks, field, stop)
            timer.cancel()
            kills += not is_last
    stored = {
        key: [tuple(one) for one in states]
        for key, states in json.loads(rooms(environment, "history", people[0].slug)).items()
    }
    return _judged(desks, stored, kills)


def _saves_until(server: Server, desk: Desk, desks: Sequence[Desk], field: str, stop: threading.Event) -> None:
    """One of several connections of a person: so their saves overtake each other. Some are sent twice."""
    try:
        person = Respondent(server.port, desk.someone.slug, desk.someone.session)
        form = person.form(field)
        while not stop.is_set() and sum(one.sent for one in desks) < SAVES:
            sent = desk.saves(desk.chance.choice(form.questions))
            for _ in range(2 if desk.chance.random() < 0.1 else 1):
                _send(person, form, desk, sent)
    except (OSError, HTTPException):
        stop.set()  # killed: what was under way is not known, as for a person whose connection broke
        time.sleep(0.05)


def _send(person: Respondent, form: FieldForm, desk: Desk, sent: Sent) -> None:
    answered = person.save(form, sent.question, sent.choice, sent.comment, sent.read)
    desk.heard(sent, answered.status, answered.body)


def _judged(desks: Sequence[Desk], stored: Mapping[str, list[tuple[int, str]]], kills: int) -> Scrambled:
    """Every confirmed comment has a version of its own, and that version follows the one that was read."""
    places = {(key, comment): version for key, states in stored.items() for version, comment in states}
    confirmed = [one for desk in desks for one in desk.confirmed]
    lost = sum((one.sent.question, one.sent.comment) not in places for one in confirmed)
    overwritten = sum(
        places[one.sent.question, one.sent.comment] != one.sent.read + 1
        for one in confirmed
        if (one.sent.question, one.sent.comment) in places
    )
    gaps = sum([version for version, _ in states] != list(range(1, len(states) + 1)) for states in stored.values())
    return Scrambled(
        sum(desk.sent for desk in desks), len(confirmed), sum(desk.conflicts for desk in desks), kills,
        lost + gaps, overwritten,
    )  # fmt: skip
