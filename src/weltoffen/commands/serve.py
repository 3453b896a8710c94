"""`weltoffen serve`: the platform as one process that answers browsers, until it is told to stop.

More than one worker is for where many people work at the same time.
"""

import errno
import os
import signal
import socket
import sys
from gettext import gettext as _

from django.db import connections

from weltoffen.commands.installation import require_prepared
from weltoffen.commands.refusing import Impossible
from weltoffen.commands.sign_ins import sign_ins
from weltoffen.serving import Server, allow_many_streams

HOST = "127.0.0.1"
FIRST_FREE_PORT, USUAL_PORT = 1024, 8000


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
    allow_many_streams()
    Server(f"{HOST}:{port}", workers, lambda: _greet("\n".join(greeting))).run()
    return ""


def _greet(text: str) -> None:
    """Tell the address; from now on Ctrl+C lets answers that are under way reach their browsers."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
    signal.signal(signal.SIGINT, lambda *_frame: os.kill(os.getpid(), signal.SIGTERM))


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
