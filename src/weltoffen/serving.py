"""The processes that answer: gunicorn's threads for pages, one event loop in each process for live streams.

A connection that asks for `/live/<token>/` is handed from its thread to the loop; threads keep their database
connection and are free again at once (docs/decisions/0028).
"""

import resource
import signal
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

from weltoffen.live.channel import Channel
from weltoffen.live.slots import SOURCES
from weltoffen.live.stream import ADDRESS

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 8
MOST_STREAMS, MOST_CONNECTIONS, OTHER_FILES = 4000, 4000, 200
"""Of one process: streams, connections that wait for the next page, files of anything else."""


class Worker(ThreadWorker):  # type: ignore[misc]
    """A process that answers. What it overrides of gunicorn is small and tried by tests/weltoffen/test_serve.py."""

    channel: Channel | None = None

    def init_process(self) -> None:
        """Begin to answer, in the process that does so; there is a channel where somebody gives it a source."""
        # A terminal sends Ctrl+C to every process; a worker that is told twice to end can hang in its own lock.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        source = next(iter(SOURCES), None)
        self.channel = Channel(source, _possible_streams()) if source is not None else None
        super().init_process()

    def run(self) -> None:
        """Answer until told to stop, then let answers that are under way reach their browsers; streams end last."""
        try:
            super().run()
        finally:
            if self.channel is not None:
                self.channel.end()

    def handle_request(self, req: Any, conn: Any) -> bool:
        """Answer a request; a connection that was handed over is not this worker's any more."""
        asked = ADDRESS.fullmatch(req.path) if req.method == "GET" and self.channel is not None else None
        if asked is None or self.channel is None:
            return bool(super().handle_request(req, conn))
        last_seen = next((value for name, value in req.headers if name == "LAST-EVENT-ID"), "")
        refused = self.channel.take(conn.sock, asked[1], last_seen)
        if refused is None:
            conn.sock = None
        else:
            conn.sock.sendall(refused)
        return False

    def handle(self, conn: Any) -> Any:
        """Answer, and close in this thread: who does not close their side would let everybody wait, up to 2 s."""
        kept = super().handle(conn)
        if not kept and conn.sock is not None:
            conn.close(graceful=True)
            conn.sock = None
        return kept

    def finish_request(self, conn: Any, fs: "Future[Any]") -> None:
        """Keep a connection for the next request, where it is still ours."""
        if conn.sock is None:
            self.nr_conns -= 1
        else:
            super().finish_request(conn, fs)


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn inside of this process, with our options instead of a file of its own."""

    def __init__(self, address: str, workers: int, when_ready: Callable[[], None]) -> None:
        self.options: Mapping[str, object] = {
            "bind": address,
            "workers": workers,
            "worker_class": Worker,
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 20,
            "keepalive": 10,
            "worker_connections": MOST_CONNECTIONS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda arbiter: when_ready(),  # noqa: ARG005 - gunicorn calls it so
        }
        super().__init__()

    def load_config(self) -> None:
        """Take over the options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> "WSGIApplication":
        """The platform."""
        from weltoffen.wsgi import application  # in the worker, once the installation is known to be prepared

        return application


def allow_many_streams() -> None:
    """Open as many files as the system allows this process; each stream is one, and 1,024 are usual."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_STREAMS + MOST_CONNECTIONS + OTHER_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _possible_streams() -> int:
    return min(MOST_STREAMS, (resource.getrlimit(resource.RLIMIT_NOFILE)[0] - OTHER_FILES) // 2)
