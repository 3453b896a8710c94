"""The journal as a page: sentences, months, pages, whose it is, what it costs."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.municipalities.actions import change_municipality
from weltoffen.municipalities.choices import Kind, MunicipalityEvent
from weltoffen.municipalities.models import Municipality

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
JOURNAL = "/m/donnersbergkreis/journal/"
# Session, person, where the person belongs, how many entries, the entries.
QUERIES_OF_JOURNAL = 5
HEADING = (
    "Überblick Protokoll Protokoll Wer was getan hat, das Neueste zuerst. Nachträglich lässt sich hier nichts ändern."
)


def happened(place: Municipality, by: Person | None, days_ago: int = 0, subject: str = "Stabsstelle") -> None:
    with clock.stopped_at(datetime(2026, 11, 20, 13, 2, tzinfo=UTC) - timedelta(days=days_ago)):
        record(MunicipalityEvent.MEMBER_ADDED, by=by, municipality=place.pk, subject=subject)


def test_the_journal_tells_by_months_what_happened_newest_first(
    county: Municipality, coordinator: Person, signed_in: SignedIn
) -> None:
    happened(county, None, days_ago=30, subject="Jugendamt")
    happened(county, coordinator)

    page = words(signed_in(coordinator).get(JOURNAL))

    assert page == (
        f"{HEADING} November 2026 20. November 2026, 14:02 Uhr {coordinator.name}: Zugang für Stabsstelle "
        "eingerichtet. Oktober 2026 21. Oktober 2026, 15:02 Uhr Betrieb: Zugang für Jugendamt eingerichtet."
    )


def test_the_journal_speaks_english(county: Municipality, coordinator: Person, signed_in: SignedIn) -> None:
    happened(county, None)
    client = signed_in(coordinator)
    client.cookies["language"] = "en"

    page = words(client.get(JOURNAL))

    assert "November 2026 20 November 2026, 14:02 The operator gave Stabsstelle access." in page


def test_an_entry_shows_what_was_before_and_after(
    county: Municipality, coordinator: Person, signed_in: SignedIn
) -> None:
    change_municipality(county, name="Donnersberg", kind=Kind.TOWN, official_key="", by=coordinator)

    page = words(signed_in(coordinator).get(JOURNAL))

    assert page.endswith(
        "Angaben zu Donnersberg geändert. Name: vorher „Donnersbergkreis“, jetzt „Donnersberg“ Art der Kommune: "
        "vorher „Landkreis“, jetzt „Kreisangehörige Stadt oder größere Gemeinde“ Amtlicher Schlüssel: vorher „07333“, "
        "jetzt „–“"
    )


def test_an_empty_journal_says_what_will_stand_there(coordinator: Person, signed_in: SignedIn) -> None:
    assert "Noch ist nichts geschehen Sobald jemand eine Runde beginnt" in words(signed_in(coordinator).get(JOURNAL))


def test_what_happened_elsewhere_stays_there(
    county: Municipality, town: Municipality, coordinator: Person, stranger: Person, signed_in: SignedIn
) -> None:
    happened(town, stranger, subject="Geheimnis")

    assert "Geheimnis" in words(signed_in(stranger).get("/m/eisenberg/journal/"))
    assert "Geheimnis" not in words(signed_in(coordinator).get(JOURNAL))


def test_fifty_entries_stand_on_a_page(county: Municipality, coordinator: Person, signed_in: SignedIn) -> None:
    for number in range(51):
        happened(county, None, days_ago=number, subject=f"Nummer {number}.")
    client = signed_in(coordinator)

    first, second = words(client.get(JOURNAL)), words(client.get(f"{JOURNAL}?page=2"))
    beyond = words(client.get(f"{JOURNAL}?page=99"))

    assert (first.count("Zugang für"), second.count("Zugang für")) == (50, 1)
    assert ("Nummer 0." in first, "Nummer 50." in first, "Nummer 50." in second) == (True, False, True)
    assert first.endswith("Seite 1 von 2 Nächste Seite")
    assert second.endswith("Vorherige Seite Seite 2 von 2")
    assert beyond == second


def test_the_journal_costs_the_same_with_one_and_three_entries(
    county: Municipality, coordinator: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(coordinator)

    happened(county, coordinator)
    with django_assert_num_queries(QUERIES_OF_JOURNAL):
        client.get(JOURNAL)
    happened(county, None, days_ago=1)
    happened(county, coordinator, days_ago=40)
    with django_assert_num_queries(QUERIES_OF_JOURNAL):
        page = words(client.get(JOURNAL))

    assert page.count("Zugang für") == 3
