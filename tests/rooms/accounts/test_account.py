"""The account page, and the deeds behind it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope, scopes_disabled
from pytest_django import DjangoAssertNumQueries
from tests.rooms.conftest import NOW
from tests.rooms.reading import errors, words

from weltoffen.accounts.actions import add_person, rename_person
from weltoffen.accounts.models import Person
from weltoffen.accounts.rules import AddressIsTaken
from weltoffen.journal.models import Entry
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership, Municipality

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
# Session, person, memberships, second factor.
QUERIES_OF_ACCOUNT = 4


def join(person: Person, slug: str) -> None:
    place = Municipality.objects.create(slug=slug, name=slug.title(), kind="village", added_at=NOW)
    with scope(municipality=place.pk):
        Membership.objects.create(municipality=place, person=person, role=Role.FACILITATOR, since=NOW)


def test_the_account_shows_who_i_am_and_where_i_belong(coordinator: Person, signed_in: SignedIn) -> None:
    answer = signed_in(coordinator).get("/account/")

    assert "E-Mail-Adresse coordinator@donnersbergkreis.example" in words(answer)
    assert "Donnersbergkreis Koordination" in words(answer)
    assert '<a class="kern-link" href="/m/donnersbergkreis/">Donnersbergkreis</a>' in answer.content.decode()


def test_the_account_costs_the_same_with_one_and_three_municipalities(
    coordinator: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(coordinator)

    with django_assert_num_queries(QUERIES_OF_ACCOUNT):
        client.get("/account/")
    join(coordinator, "winnweiler")
    join(coordinator, "rockenhausen")
    with django_assert_num_queries(QUERIES_OF_ACCOUNT):
        answer = client.get("/account/")

    assert "Rockenhausen Prozessbegleitung Winnweiler Prozessbegleitung" in words(answer)


def test_an_account_without_municipality_is_told_what_to_do(signed_in: SignedIn, db: None) -> None:
    answer = signed_in(Person.objects.create_user("allein@example.org", name="Allein")).get("/account/")

    assert "Sie gehören noch zu keiner Kommune" in words(answer)


def test_a_person_changes_their_name(coordinator: Person, signed_in: SignedIn) -> None:
    answer = signed_in(coordinator).post("/account/name/", {"name": "  Stabsstelle Integration "}, follow=True)

    coordinator.refresh_from_db()
    assert coordinator.name == "Stabsstelle Integration"
    assert "Ihr Name wurde geändert." in words(answer)


def test_an_empty_name_is_told_in_the_language_that_was_chosen(coordinator: Person, signed_in: SignedIn) -> None:
    client = signed_in(coordinator)
    german = client.post("/account/name/", {"name": " "})
    client.cookies["language"] = "en"
    english = client.post("/account/name/", {"name": " "})

    assert errors(german) == [("id_name", "Bitte geben Sie Ihren Namen ein.")]
    assert errors(english) == [("id_name", "Please type your name.")]


UNSEEN = (
    "Der Text enthält unsichtbare Zeichen oder einen Zeilenumbruch. Bitte tippen Sie ihn neu, statt ihn einzufügen."
)


@pytest.mark.parametrize(
    "name", ["Amt\x01", "Amt\nA: b", "\u202eAmt", "A\u200bmt", "A\u2066mt", "A\x85mt", "\u061cAmt"]
)
def test_a_name_cannot_be_made_to_look_like_another(name: str, coordinator: Person, signed_in: SignedIn) -> None:
    answer = signed_in(coordinator).post("/account/name/", {"name": name})

    assert errors(answer) == [("id_name", UNSEEN)]
    assert Person.objects.get(pk=coordinator.pk).name == coordinator.name


def test_names_of_all_languages_are_names(coordinator: Person, signed_in: SignedIn) -> None:
    name = "Şöfie O’Brien-Łuk, عائشة, می\u200cخواهم, 山田"
    signed_in(coordinator).post("/account/name/", {"name": name})

    assert Person.objects.get(pk=coordinator.pk).name == name


def test_a_new_name_is_written_down_and_the_same_one_is_not(coordinator: Person) -> None:
    before = coordinator.name

    rename_person(coordinator, name="Stabsstelle", by=coordinator)
    rename_person(coordinator, name=" Stabsstelle ", by=coordinator)

    with scopes_disabled():
        entries = list(Entry.objects.values_list("event", "subject", "details"))
    assert entries == [("person_renamed", "Stabsstelle", {"before": before, "after": "Stabsstelle"})]


def test_an_added_person_has_no_password(db: None) -> None:
    person = add_person(email=" neu@example.org", name="Neu ", by=None)

    assert (person.email, person.name, person.has_usable_password()) == ("neu@example.org", "Neu", False)


def test_an_address_belongs_to_one_account_whatever_its_capitals(coordinator: Person) -> None:
    with pytest.raises(AddressIsTaken):
        add_person(email=coordinator.email.upper(), name="Zweite Person", by=None)

    assert Person.objects.count() == 1
