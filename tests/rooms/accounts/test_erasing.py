"""What of signing in is erased once a day."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.core.management import call_command
from pytest_django import Settings

from weltoffen.accounts.erasing import erase_ended_sessions, erase_old_attempts
from weltoffen.accounts.models import Session
from weltoffen.foundation import clock

pytestmark = pytest.mark.django_db


def test_sessions_that_ended_are_erased(moment: datetime) -> None:
    for key, ends in (("ended", moment - timedelta(seconds=1)), ("running", moment + timedelta(days=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends, began_at=moment, seen_at=moment)

    assert erase_ended_sessions() == 1
    assert [session.session_key for session in Session.objects.all()] == ["running"]


def test_attempts_that_no_longer_count_are_erased_from_the_database(settings: Settings) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counted_in_a_test"}
    }
    call_command("createcachetable", verbosity=0)
    caches["default"].set("allauth:rl:192.0.2.1", [1.0], timeout=60)
    caches["default"].set("allauth:rl:192.0.2.2", [1.0], timeout=3600)
    with clock.stopped_at(datetime.now(tz=clock.now().tzinfo) + timedelta(minutes=5)):
        erased = erase_old_attempts()

    assert erased == 1
    assert caches["default"].get("allauth:rl:192.0.2.2") == [1.0]
    assert caches["default"].get("allauth:rl:192.0.2.1") is None


def test_in_working_memory_there_is_nothing_to_erase() -> None:
    assert erase_old_attempts() == 0
