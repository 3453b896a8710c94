"""What is past its time is erased: by the periods of the settings, which the privacy page tells."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope, scopes_disabled
from pytest_django import Settings
from tests.rooms.foundation.reading import sight_of

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.foundation.stored import erase_old
from weltoffen.journal.actions import record
from weltoffen.journal.models import Entry
from weltoffen.journal.retention import erase_old_entries
from weltoffen.municipalities.models import Municipality
from weltoffen.privacy.retention import erase_unused_accounts

pytestmark = pytest.mark.django_db


def entries_of(municipality: Municipality) -> list[tuple[str, str]]:
    with scope(municipality=municipality.pk):
        return [(entry.event, entry.sentence) for entry in Entry.objects.all()]


def test_old_entries_go_and_the_journal_says_so(
    county: Municipality, town: Municipality, coordinator: Person, settings: Settings, moment: datetime
) -> None:
    settings.KEEP_JOURNAL_DAYS = 100
    for age in (101, 102, 99):
        with clock.stopped_at(moment - timedelta(days=age)):
            record("round_started", by=coordinator, municipality=county.pk, subject=f"vor {age} Tagen")
    with clock.stopped_at(moment - timedelta(days=3)):
        record("round_started", by=coordinator, municipality=town.pk, subject="neulich")

    assert erase_old_entries() == 2

    assert [event for event, _sentence in entries_of(county)] == ["round_started", "entries_erased"]
    assert entries_of(county)[1][1] == (
        "Betrieb: aus dem Protokoll gelöscht, was älter war als vom 12.08.2026; Einträge: 2."
    )
    assert [event for event, _sentence in entries_of(town)] == ["round_started"]
    assert erase_old_entries() == 0


def test_accounts_that_belong_nowhere_and_are_not_used_go(
    coordinator: Person, settings: Settings, moment: datetime
) -> None:
    settings.KEEP_UNUSED_ACCOUNTS_DAYS = 100
    long_ago, lately = moment - timedelta(days=101), moment - timedelta(days=99)
    Person.objects.filter(pk=coordinator.pk).update(joined_at=long_ago)
    kinds = {
        "never": (long_ago, None),
        "then": (long_ago, long_ago),
        "still": (long_ago, lately),
        "new": (lately, None),
    }
    for name, (joined_at, last_login) in kinds.items():
        person = Person.objects.create_user(f"{name}@kreis.example", name=name)
        Person.objects.filter(pk=person.pk).update(joined_at=joined_at, last_login=last_login)

    assert erase_unused_accounts() == 2

    assert sorted(Person.objects.values_list("name", flat=True)) == ["Koordination Donnersbergkreis", "new", "still"]
    with scopes_disabled():
        assert [entry.sentence for entry in Entry.objects.filter(event="account_deleted")] == [
            "Betrieb hat ein Konto gelöscht: Gelöschtes Konto."
        ] * 2


def test_the_page_tells_the_periods_of_the_settings(client: Client, settings: Settings) -> None:
    settings.KEEP_JOURNAL_DAYS, settings.KEEP_UNUSED_ACCOUNTS_DAYS = 1825, 77
    settings.SESSION_COOKIE_AGE = 3 * 24 * 3600

    text = sight_of(client.get("/privacy/")).text

    assert "5 Jahre. Mit Ihrem Konto" in text
    assert "77 Tage nach der letzten Anmeldung" in text
    assert text.count("höchstens 3 Tage") == 2


def test_whatever_has_a_period_is_erased_every_day(db: None) -> None:
    assert [number for _kind, number in erase_old()] == [0] * 13
