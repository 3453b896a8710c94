"""A hundred people who answer at the same time, from a process of their own; prints JSON.

`python -m benchmarks.platform.crowd <port> <people.json> <seconds> <thinking seconds>`
"""

import json
import random
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.platform.completing import Someone
from benchmarks.platform.respondent import COMMENT, Respondent

# Seconds in which everybody comes.
ARRIVING = 20


class Seen(NamedTuple):
    """What one person met: how long each saving took until it was confirmed, how long pages took, what failed."""

    saving: list[float]
    pages: list[float]
    faults: list[str]


def main() -> None:
    """Let them answer, and print what they met."""
    port, people, seconds, thinking = sys.argv[1:]
    content = json.loads(Path(people).read_text(encoding="utf-8"))
    crowd = [Someone(**one) for one in content["people"]]
    end = time.monotonic() + float(seconds)
    with ThreadPoolExecutor(len(crowd)) as threads:
        working = [
            threads.submit(answers, int(port), someone, _department(number, content), number, end, float(thinking))
            for number, someone in enumerate(crowd)
        ]
    met = [one.result() for one in working]
    print(json.dumps({name: [item for one in met for item in getattr(one, name)] for name in Seen._fields}))


def answers(port: int, someone: Someone, fields: Sequence[str], number: int, end: float, thinking: float) -> Seen:
    """Open a field, answer its questions one after the other with thinking between, open the next field."""
    chance = random.Random(number)  # noqa: S311 - not for secrets
    person, seen = Respondent(port, *someone), Seen([], [], [])
    time.sleep(chance.uniform(0, ARRIVING))
    turn = 0
    while time.monotonic() < end:
        try:
            _one_field(person, fields[turn % len(fields)], seen, chance, end, thinking)
        except (OSError, HTTPException, AssertionError) as fault:
            seen.faults.append(repr(fault)[:200])
            person = Respondent(port, *someone)
        turn += 1
    return seen


def _department(number: int, content: dict[str, Any]) -> list[str]:
    """The fields of one person: the people of a municipality share them out, as departments do."""
    return list(content["fields"][number % content["each"] :: content["each"]])


def _one_field(
    person: Respondent, field: str, seen: Seen, chance: random.Random, end: float, thinking: float
) -> None:  # fmt: skip
    start = time.perf_counter()
    form = person.form(field)
    seen.pages.append(time.perf_counter() - start)
    for question in form.questions:
        time.sleep(chance.expovariate(1 / thinking))
        if time.monotonic() > end:
            return
        start = time.perf_counter()
        version = int(form.values[f"version-{question}"])
        said = f"{COMMENT[:-8]}{chance.randrange(10**8):08}"
        answered = person.save(form, question, chance.randrange(5), said, version)
        if answered.status != 200:
            seen.faults.append(f"{answered.status} {answered.body[:100]!r}")
            continue
        assert answered.json()["version"] == version + 1
        seen.saving.append(time.perf_counter() - start)


if __name__ == "__main__":
    main()
