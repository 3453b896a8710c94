"""The page before the download, the download, and who may have either."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client
from tests.rooms.archive.packages import archive_of, files_in, journal_of
from tests.rooms.conftest import NOW

from weltoffen.accounts.models import Person
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation import clock
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round

SignIn = Callable[[Person], Client]
PAGE = "/m/donnersbergkreis/archive/"


def test_page_says_what_is_in_it(
    evaluation: StoredEvaluation, coordinator: Person, contributor: Person, signed_in: SignIn
) -> None:
    page = signed_in(coordinator).get(PAGE).content.decode()

    figures = re.findall(r"<div><dt>([^<]+)</dt><dd>([^<]+)</dd>", page)
    assert figures == [("Runden", "1"), ("Antworten", "97"), ("Auswertungen", "1")]
    assert "Name, E-Mail-Adresse und Rolle der 2 Personen mit Zugang" in page
    assert "Passwörter stehen nicht darin." in page


def test_download_is_the_archive_and_is_noted(county_round: Round, coordinator: Person, signed_in: SignIn) -> None:
    county = county_round.municipality
    expected = files_in(archive_of(county))
    with clock.stopped_at(NOW):
        response = signed_in(coordinator).post(f"{PAGE}download/")

    assert files_in(response.content) == expected
    assert response["Content-Disposition"] == 'attachment; filename="weltoffen-donnersbergkreis-2026-11-20.zip"'
    assert response["Content-Type"] == "application/zip"
    assert journal_of(county)[-1] == ("archive_taken_along", str(coordinator), "Donnersbergkreis")


def test_looking_at_the_page_or_asking_for_the_file_takes_nothing(
    county: Municipality, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    assert [client.get(PAGE).status_code, client.get(f"{PAGE}download/").status_code] == [200, 405]
    assert [event for event, _actor, _subject in journal_of(county)] == []


def test_only_who_may_take_everything_along_gets_it(
    county_round: Round, contributor: Person, council_reader: Person, stranger: Person, signed_in: SignIn
) -> None:
    tried = [
        (client.get(PAGE).status_code, client.post(f"{PAGE}download/").status_code)
        for client in (signed_in(contributor), signed_in(council_reader), signed_in(stranger))
    ]
    assert tried == [(403, 403), (403, 403), (404, 404)]
    assert [event for event, _actor, _subject in journal_of(county_round.municipality)] == []


def test_archive_stands_in_the_navigation_of_who_may(
    county: Municipality, coordinator: Person, contributor: Person, signed_in: SignIn
) -> None:
    pages = [signed_in(person).get("/m/donnersbergkreis/").content.decode() for person in (coordinator, contributor)]
    assert [f'href="{PAGE}"' in page for page in pages] == [True, False]


def test_empty_municipality_has_an_archive(county: Municipality, coordinator: Person, signed_in: SignIn) -> None:
    page = signed_in(coordinator).get(PAGE).content.decode()
    files = files_in(signed_in(coordinator).post(f"{PAGE}download/").content)

    assert re.findall(r"<div><dt>([^<]+)</dt><dd>([^<]+)</dd>", page)[0] == ("Runden", "0")
    assert "Es gab noch keine Runde." in files["index.html"].decode()


def test_page_costs_a_fixed_number_of_queries(
    evaluation: StoredEvaluation, coordinator: Person, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    client = signed_in(coordinator)
    # session, person, memberships, six counts
    with django_assert_num_queries(9):
        client.get(PAGE)
