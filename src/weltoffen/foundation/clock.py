"""What time it is. Rooms ask here, so that a test can stop the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """This moment, with its time zone."""
    return _stopped.get() or timezone.now()


def today() -> date:
    """The day where the installation stands."""
    return timezone.localtime(now()).date()


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """The clock stands at `moment`: for tests and for the demo's past."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)
