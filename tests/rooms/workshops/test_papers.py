"""What is printed: each paper opens and says what it has to, in the language of the page."""

from collections.abc import Callable, Iterator

import pypdfium2
import pytest
from django.test import Client
from tests.rooms.workshops.test_pages import one, text

from weltoffen.accounts.models import Person
from weltoffen.workshops.agenda import change_item, planned_of, replace_agenda
from weltoffen.workshops.choices import AgendaDeed
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.queries import item_with_number
from weltoffen.workshops.slots import (
    EXPECTED_GUESTS,
    GUEST_NAMES,
    NEEDS_OF_GUESTS,
    ExpectedGuests,
    GuestName,
    NeedCount,
)

SignIn = Callable[[Person], Client]


def words_of(client: Client, workshop: Workshop, name: str, query: str = "") -> tuple[str, int]:
    """The text of a PDF in one line, and its pages."""
    response = client.get(one("paper", workshop, paper_name=name) + query)
    assert response.headers["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(response.content)
    found = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    return found, len(document)


@pytest.fixture
def client(workshop: Workshop, coordinator: Person, signed_in: SignIn) -> Client:
    """The coordinator's browser."""
    return signed_in(coordinator)


@pytest.fixture
def guests() -> Iterator[None]:
    """Somebody said that they will come."""

    def names(workshop: Workshop) -> list[GuestName]:
        return [GuestName("Ayşe Demir", "Moscheeverein", "civil_society")]

    GUEST_NAMES.fill(names)
    yield
    GUEST_NAMES.take_away(names)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("preparation", ["Vorbereitungsblatt", "14:15–14:45", "Wie sehen Sie es?", "33 von 100", "Leitung"]),
        ("name-plates", ["Zivilgesellschaft", "Migrantenorganisationen"]),
        ("sign-in", ["Gemeinsam weiter", "Kreishaus, Saal"]),
        ("cards", ["2.2", "Hat der Rat ein Leitbild"]),
        ("table-sign", ["testserver/w/", "Türkçe"]),
        ("ballots", ["2.1", "Teils, teils", "Verwaltung"]),
        ("tally", ["Management und Steuerung", "Politik"]),
    ],
)
def test_a_paper_says_what_it_has_to(client: Client, workshop: Workshop, name: str, expected: list[str]) -> None:
    found, _pages = words_of(client, workshop, name)

    assert [words for words in expected if words not in found] == []


def test_all_papers_are_offered(client: Client, workshop: Workshop) -> None:
    page = text(client, one("papers", workshop))

    for name in ("preparation", "name-plates", "sign-in", "cards", "table-sign", "ballots", "tally"):
        assert one("paper", workshop, paper_name=name) in page


def test_ballots_are_offered_in_every_language(client: Client, workshop: Workshop) -> None:
    page = text(client, one("papers", workshop))

    assert 'name="copies-de" type="text" value="40"' in page
    for tag, name in (
        ("uk", "Ukrainisch (Українська)"),
        ("ar", "Arabisch (العربية)"),
        ("de-simple", "Leichte Sprache"),
    ):
        assert f'for="id_copies-{tag}">{name}</label>' in page


def test_ballots_come_in_the_languages_that_are_asked_for(client: Client, workshop: Workshop) -> None:
    german, german_pages = words_of(client, workshop, "ballots", "?copies-de=2&copies-uk=0")
    both, pages = words_of(client, workshop, "ballots", "?copies-de=2&copies-uk=4&copies-tr=")

    assert ("Durchgang 2" in german, "Голосування 2" in german) == (True, False)
    assert ("Durchgang 2" in both, "Голосування 2" in both, "2. tur" in both) == (True, True, False)
    assert pages == 3 * german_pages


def test_without_a_number_there_are_usual_ones_and_none_is_refused(client: Client, workshop: Workshop) -> None:
    assert words_of(client, workshop, "ballots")[0].count("Durchgang 2") == 40
    response = client.get(one("paper", workshop, paper_name="ballots") + "?copies-de=0&copies-ar=")
    assert response.status_code == 409
    assert "1 bis 400 Exemplare" in response.content.decode()
    assert client.get(one("paper", workshop, paper_name="ballots") + "?copies-de=400&copies-ar=1").status_code == 409


def test_who_is_expected_stands_on_the_preparation_as_numbers(client: Client, workshop: Workshop) -> None:
    without, _pages = words_of(client, workshop, "preparation")

    def expected(workshop: Workshop) -> list[ExpectedGuests]:
        return [
            ExpectedGuests("politics", 9, 4, 5),
            ExpectedGuests("gone", 2, 1, 0),
            ExpectedGuests("business", 0, 0, 0),
        ]

    def needs(workshop: Workshop) -> list[NeedCount]:
        return [NeedCount("Dolmetschen: Ukrainisch", 3), NeedCount("Gebärdensprache", 0)]

    EXPECTED_GUESTS.fill(expected)
    NEEDS_OF_GUESTS.fill(needs)
    try:
        found, _pages = words_of(client, workshop, "preparation")
    finally:
        EXPECTED_GUESTS.take_away(expected)
        NEEDS_OF_GUESTS.take_away(needs)

    assert "Wer erwartet wird" not in without
    assert [
        words in found for words in ("Politik 9 4 5", "gone 2 1 0", "Alle 11 5 5", "Dolmetschen: Ukrainisch 3")
    ] == [True] * 4
    assert ("Wirtschaft" in found, "Gebärdensprache" in found) == (False, False)


def test_without_ballots_none_are_offered(client: Client, workshop: Workshop) -> None:
    replace_agenda(workshop, [], [], AgendaDeed.TEMPLATE_USED, by=None)
    assert "Das Programm ist leer" in text(client, one("papers", workshop))
    assert client.get(one("paper", workshop, paper_name="cards")).status_code == 404

    item = item_with_number(workshop, 1)
    assert item is None
    assert client.get(one("paper", workshop, paper_name="nothing")).status_code == 404


def test_as_many_are_printed_as_somebody_says(client: Client, workshop: Workshop) -> None:
    assert words_of(client, workshop, "name-plates", "?copies=1")[1] == 6
    assert words_of(client, workshop, "name-plates", "?copies=many")[1] == 24


def test_names_of_guests_stand_on_plates_and_in_the_list(client: Client, workshop: Workshop, guests: None) -> None:
    plates, pages = words_of(client, workshop, "name-plates", "?copies=0")
    assert ("Ayşe Demir" in plates, "Moscheeverein" in plates, pages) == (True, True, 1)
    assert "Ayşe Demir" in words_of(client, workshop, "sign-in")[0]


def test_a_confidential_ballot_asks_for_no_perspective(client: Client, workshop: Workshop) -> None:
    item = item_with_number(workshop, 2)
    assert item is not None
    replace_agenda(
        workshop, [], [planned_of(item)._replace(options={"is_confidential": True})], AgendaDeed.TEMPLATE_USED, by=None
    )

    found, _pages = words_of(client, workshop, "ballots")

    assert ("Zivilgesellschaft" in found, "Teils, teils" in found) == (False, True)


def test_letters_that_no_font_has_are_told(client: Client, workshop: Workshop) -> None:
    item = item_with_number(workshop, 4)
    assert item is not None
    change_item(workshop, 4, planned_of(item)._replace(options={"question": "Was hilft \U00012000?"}), by=None)

    response = client.get(one("paper", workshop, paper_name="ballots"))

    assert response.status_code == 409
    assert "\U00012000" in response.content.decode()


def test_the_preparation_gives_items_the_numbers_of_ballots_and_minutes(client: Client, workshop: Workshop) -> None:
    AgendaItem.objects.filter(workshop=workshop, number=1).update(number=17)

    found, _pages = words_of(client, workshop, "preparation")

    assert "17 14:00–" in found
