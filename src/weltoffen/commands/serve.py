"""`weltoffen serve`: the platform as one process that answers browsers, until it is told to stop.

Threads keep their database connection. More than one worker is for where many people work at the same time.
"""

import errno
import os
import signal
import socket
import sys
from gettext import gettext as _
from typing import TYPE_CHECKING

from django.db import connections
from gunicorn.app.base import BaseApplication

from weltoffen.commands.installation import require_prepared
from weltoffen.commands.refusing import Impossible
from weltoffen.commands.sign_ins import sign_ins

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HOST = "127.0.0.1"
FIRST_FREE_PORT, USUAL_PORT = 1024, 8000
OPTIONS: dict[str, object] = {
    "worker_class": "gthread",
    "threads": 8,
    "timeout": 60,
    "graceful_timeout": 20,
    "keepalive": 10,
    "loglevel": "warning",
    "control_socket_disable": True,
}


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn inside of this process, with our options instead of a file of its own."""

    def __init__(self, port: int, workers: int, greeting: str) -> None:
        self.greeting = greeting
        self.options = {
            **OPTIONS,
            "bind": f"{HOST}:{port}",
            "workers": workers,
            "when_ready": self.when_ready,
            "post_worker_init": leave_ctrl_c_to_the_first_process,
        }
        super().__init__()

    def load_config(self) -> None:
        """Take over the options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def when_ready(self, arbiter: object) -> None:  # noqa: ARG002 - gunicorn calls it so
        """Tell the address; from now on Ctrl+C lets answers that are under way reach their browsers."""
        _say(self.greeting)
        signal.signal(signal.SIGINT, lambda *_frame: os.kill(os.getpid(), signal.SIGTERM))

    def load(self) -> "WSGIApplication":
        """The platform."""
        from weltoffen.wsgi import application  # in the worker, once the installation is known to be prepared

        return application


def leave_ctrl_c_to_the_first_process(worker: object) -> None:  # noqa: ARG001 - gunicorn calls it so
    """A terminal sends Ctrl+C to every process; a worker that is told twice to end can hang in its own lock."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def serve(port: int, workers: int) -> str:
    """Serve until a signal comes; the address is told once the server listens."""
    require_prepared()
    _require_free(port)
    greeting = [
        _("Weltoffen is running: {address}").format(address=f"http://localhost:{port}/"),
        *sign_ins(),
        _("Stop it with Ctrl+C."),
    ]
    connections.close_all()  # a worker is a process of its own and opens its own connections
    Server(port, workers, "\n".join(greeting)).run()
    return ""


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Impossible(_reason(error, port)) from error


def _reason(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        said = _("Port {port} is taken by another program. Choose another one: weltoffen serve --port {other}")
        return said.format(port=port, other=port + 1 if port >= FIRST_FREE_PORT else USUAL_PORT)
    if error.errno == errno.EACCES:
        said = _("Port {port} is reserved for the system. Choose one from {lowest} on, such as --port {other}")
        return said.format(port=port, lowest=FIRST_FREE_PORT, other=USUAL_PORT)
    return _("Port {port} cannot be used: {reason}.").format(port=port, reason=error.strerror)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
