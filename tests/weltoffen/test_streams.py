"""Live streams of `weltoffen serve`: beside pages, through the shipped nginx, with processes, at the end."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from tests.weltoffen.test_serve import Browser, free_port, served, variables

from weltoffen.live.stream import event_of

ROOT = Path(__file__).parents[2]
STREAMING = (sys.executable, "-m", "tests.weltoffen.streaming")
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation in which a workshop runs."""
    folder = tmp_path_factory.mktemp("prepared")
    subprocess.run([*STREAMING, "prepare"], cwd=ROOT, env=variables(folder), check=True, capture_output=True)
    return folder


@pytest.fixture
def state(prepared: Path) -> Path:
    path = prepared / "state"
    path.write_text("Ankommen", encoding="utf-8")
    path.with_suffix(".counts").unlink(missing_ok=True)
    return path


class Stream:
    """Somebody who follows."""

    def __init__(self, port: int, token: str = "phone", **headers: str) -> None:  # noqa: S107
        self.connection = HTTPConnection("127.0.0.1", port, timeout=10)
        self.connection.request("GET", f"/live/{token}/", headers={"Accept": "text/event-stream", **headers})
        self.answer: HTTPResponse = self.connection.getresponse()

    def read_until(self, said: str) -> float:
        """Read until this was sent; answers the moment."""
        while line := self.answer.readline():
            if line == f"data: {said}\n".encode():
                return time.monotonic()
        raise AssertionError(f"{said!r} never came")

    def close(self) -> None:
        self.answer.close()
        self.connection.close()


@contextmanager
def streams(number: int, port: int) -> Iterator[list[Stream]]:
    with ExitStack() as stack:
        opened = [stack.enter_context(closing(Stream(port))) for _ in range(number)]
        for stream in opened:
            stream.read_until("Ankommen")
        yield opened


def wait_until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 10
    while not true():
        assert time.monotonic() < ends, "it never became true"
        time.sleep(0.01)


def stopped(server: subprocess.Popen[str], by: signal.Signals) -> tuple[float, str]:
    """Stop a server; answers how long that took, and what it said last."""
    started = time.monotonic()
    os.killpg(server.pid, by)
    assert server.stdout is not None
    said = server.stdout.read()
    assert server.wait(timeout=20) == 0
    return time.monotonic() - started, said.splitlines()[-1]


def test_twenty_streams_leave_every_thread_to_pages(prepared: Path, state: Path) -> None:
    port = free_port()
    with served(prepared, port, by=STREAMING), streams(20, port) as opened:
        assert Browser(port).get("/health/") == "ok\n"
        state.write_text("Bewerten", encoding="utf-8")
        for stream in opened:
            stream.read_until("Bewerten")


@pytest.mark.parametrize(("by", "workers"), [(signal.SIGTERM, "1"), (signal.SIGINT, "1"), (signal.SIGINT, "2")])
def test_open_streams_do_not_hold_the_stop(prepared: Path, state: Path, by: signal.Signals, workers: str) -> None:
    port = free_port()
    with served(prepared, port, "--workers", workers, by=STREAMING) as server, streams(5, port) as opened:
        took, said = stopped(server, by)

        assert [stream.answer.read() for stream in opened] == [b"\n"] * 5
    assert took < 3
    assert said == "Stop it with Ctrl+C."


def test_whichever_process_a_phone_comes_back_to_it_hears_nothing_twice(prepared: Path, state: Path) -> None:
    port = free_port()
    known = event_of("Bewerten").version
    with served(prepared, port, "--workers", "2", by=STREAMING), streams(12, port) as opened:
        state.write_text("Bewerten", encoding="utf-8")
        for stream in opened:
            stream.read_until("Bewerten")
        back = [Stream(port, "phone", **{"Last-Event-ID": known}) for _ in range(12)]
        beginnings = [(stream.answer.readline()[:6], stream.answer.readline()) for stream in back]
        state.write_text("Gewichten", encoding="utf-8")
        nexts = [(stream.answer.readline(), stream.answer.readline()) for stream in back]

        for stream in back:
            stream.close()
    assert beginnings == [(b"retry:", b"\n")] * 12
    assert nexts == [(f"id: {event_of('Gewichten').version}\n".encode(), b"data: Gewichten\n")] * 12


def test_a_worker_that_dies_is_replaced_and_its_phones_come_back(prepared: Path, state: Path) -> None:
    port = free_port()
    with served(prepared, port, by=STREAMING) as server:
        with streams(3, port) as opened:
            [worker] = _children(server.pid)
            os.kill(worker, signal.SIGKILL)
            for stream in opened:
                assert stream.answer.read() == b"\n"
        wait_until(lambda: len(_children(server.pid) - {worker}) == 1)
        with streams(3, port):
            assert Browser(port).get("/health/") == "ok\n"


def test_what_is_no_stream_is_told_so(prepared: Path, state: Path) -> None:
    port = free_port()
    found = {}
    with served(prepared, port, by=STREAMING):
        for method, path in (
            ("GET", "/live/nobody/"), ("POST", "/live/phone/"), ("HEAD", "/live/phone/"), ("GET", "/live/phone"),
            ("GET", "/live//"),
        ):  # fmt: skip
            with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request(method, path)
                answer = connection.getresponse()
                found[method, path] = (answer.status, answer.headers["Content-Type"])

    assert found == {
        ("GET", "/live/nobody/"): (404, "text/plain; charset=utf-8"),
        ("POST", "/live/phone/"): (404, "text/html; charset=utf-8"),
        ("HEAD", "/live/phone/"): (404, "text/html; charset=utf-8"),
        ("GET", "/live/phone"): (404, "text/html; charset=utf-8"),
        ("GET", "/live//"): (404, "text/html; charset=utf-8"),
    }


def test_a_connection_that_served_pages_can_become_a_stream(prepared: Path, state: Path) -> None:
    port = free_port()
    with served(prepared, port, by=STREAMING), closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", "/health/")
        assert connection.getresponse().read() == b"ok\n"
        used = connection.sock
        connection.request("GET", "/live/stage/")
        answer = connection.getresponse()
        lines = [answer.readline() for _ in range(4)]

        assert used.fileno() >= 0
        assert lines[3] == b"data: Ankommen\n"
        answer.close()


def test_who_does_not_close_the_other_side_makes_nobody_wait(prepared: Path, state: Path) -> None:
    port = free_port()
    with served(prepared, port, by=STREAMING), ExitStack() as stack:
        browser = Browser(port)
        browser.get("/health/")
        for path in ("/health/", "/live/nobody/", "/health/"):
            lazy = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            lazy.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            assert lazy.recv(100).startswith(b"HTTP/1.1 ")
        started = time.monotonic()
        assert browser.get("/health/") == "ok\n"
        waited = time.monotonic() - started

    assert waited < 1


def test_the_service_manager_is_told_when_it_listens(prepared: Path, state: Path, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(20)
        process = subprocess.Popen(
            [*STREAMING, "serve", "--port", str(free_port())], cwd=ROOT, start_new_session=True,
            env={**variables(prepared), "NOTIFY_SOCKET": str(tmp_path / "notify")}, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            assert manager.recv(1024).startswith(b"READY=1\n")
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed.")
def test_streams_pass_nginx_as_it_is_shipped(prepared: Path, state: Path, tmp_path: Path) -> None:
    port, front = free_port(), free_port()
    with served(prepared, port, by=STREAMING), nginx(tmp_path, front, port), streams(10, front) as opened:
        moment = time.monotonic()
        state.write_text("Bewerten", encoding="utf-8")
        late = max(stream.read_until("Bewerten") for stream in opened) - moment
        sent = opened[0].answer.headers
        wait_until(lambda: "phone 10" in state.with_suffix(".counts").read_text(encoding="utf-8"))
        for stream in opened[4:]:
            stream.close()
        wait_until(lambda: "phone 4" in state.with_suffix(".counts").read_text(encoding="utf-8"))

    assert late < 1
    assert (sent["Content-Type"], sent["Cache-Control"]) == ("text/event-stream; charset=utf-8", "no-store")


@contextmanager
def nginx(folder: Path, front: int, port: int) -> Iterator[None]:
    """The shipped proxy, on other ports and without TLS."""
    shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    secure = shipped[shipped.rindex("\nserver {") :]
    plain = re.sub(r"    (?:listen|ssl_\w+|access_log) [^;]+;\n", "", secure)
    plain = plain.replace("\nserver {", f"\nserver {{\n    listen 127.0.0.1:{front};\n    access_log off;")
    upstream = re.search(r"upstream weltoffen \{.*?\n\}\n", shipped, re.DOTALL)
    assert upstream is not None
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;\n"
        "events { worker_connections 256; }\n"
        "http {\n"
        + "".join(
            f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + upstream[0].replace("8000", str(port)) + plain + "}\n",
        encoding="utf-8",
    )  # fmt: skip
    process = subprocess.Popen([str(NGINX), "-e", folder / "error.log", "-c", folder / "nginx.conf"])
    try:
        wait_until(lambda: _answers(front))
        yield
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        return Browser(port).get("/health/") == "ok\n"
    except OSError:
        return False


def _children(pid: int) -> set[int]:
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()}
