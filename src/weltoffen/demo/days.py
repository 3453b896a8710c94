"""The days of the demo's past: its clock is turned back to the beginning of work on a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.utils import timezone

from weltoffen.foundation import clock

BEGINNING_OF_WORK = time(9, 15)


def morning(day: date) -> datetime:
    """When work begins on a day."""
    return timezone.make_aware(datetime.combine(day, BEGINNING_OF_WORK))


@contextmanager
def at(day: date) -> Iterator[None]:
    """It is the morning of this day."""
    with clock.stopped_at(morning(day)):
        yield
