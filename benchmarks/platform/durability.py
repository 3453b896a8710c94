"""Answers saved as fast as they go until the server is killed: how many a second, and is every confirmed one there."""

import json
import os
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.platform.completing import Someone
from benchmarks.platform.respondent import COMMENT, Respondent
from benchmarks.platform.server import Server, rooms

SECONDS, PROBE_SECONDS = 6.0, 1.5
BLOCK = b"\0" * 4096


class Survived(NamedTuple):
    """What was confirmed before the kill, at what pace, and what of it is not there afterwards."""

    confirmed: int
    each_second: float
    lost: int


def syncs_each_second(folder: Path) -> float:
    """How often the disk takes 4 kB for good, appended to a file: the most that any database could do one by one."""
    path = folder / "probe"
    done, start = 0, time.perf_counter()
    with path.open("wb", buffering=0) as file:
        while time.perf_counter() - start < PROBE_SECONDS:
            file.write(BLOCK)
            os.fsync(file.fileno())
            done += 1
    path.unlink()
    return done / (time.perf_counter() - start)


def killed_while_saving(
    server: Server, people: Sequence[Someone], fields: Sequence[str], environment: Mapping[str, str], folder: Path
) -> Survived:
    """Everybody saves without a pause; the server is killed in the middle; then the database is asked."""
    confirmed: list[dict[str, Any]] = []
    start = time.perf_counter()
    with ThreadPoolExecutor(len(people)) as threads:
        timer = threading.Timer(SECONDS, server.kill)
        timer.start()
        for number, someone in enumerate(people):
            threads.submit(_saves_until_the_end, server.port, someone, fields[number % len(fields)], confirmed)
    pace = len(confirmed) / (time.perf_counter() - start)
    path = folder / "confirmed.json"
    path.write_text(json.dumps(confirmed), encoding="utf-8")
    lost = json.loads(rooms(environment, "missing", str(path)))
    return Survived(len(confirmed), pace, len(lost))


def _saves_until_the_end(port: int, someone: Someone, field: str, confirmed: list[dict[str, Any]]) -> None:
    person = Respondent(port, *someone)
    try:
        form = person.form(field)
        for turn in range(10**6):
            question = form.questions[turn % len(form.questions)]
            comment = f"{COMMENT[:-8]}{turn:08}"
            answered = person.save(form, question, turn % 5, comment, int(form.values[f"version-{question}"]))
            assert answered.status == 200, answered
            version = answered.json()["version"]
            form.values[f"version-{question}"] = str(version)
            confirmed.append({"slug": someone.slug, "question": question, "version": version, "comment": comment})
    except (OSError, HTTPException):
        return
