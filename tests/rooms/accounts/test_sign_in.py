"""Signing in and out: what is told, where it leads, and when it is throttled."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.rooms.conftest import PASSWORD
from tests.rooms.reading import errors, words

from weltoffen.accounts.models import Person

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
LOGIN, ACCOUNT = "/account/login/", "/account/"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> object:
    return client.post(LOGIN, {"login": email, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_person_signs_in_with_address_and_password(client: Client, coordinator: Person) -> None:
    answer = client.post(LOGIN, {"login": coordinator.email.upper(), "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/m/")
    assert is_signed_in(client)


def test_a_wrong_password_is_told_at_the_address_and_on_top(client: Client, coordinator: Person) -> None:
    answer = client.post(LOGIN, {"login": coordinator.email, "password": "falsch"})

    ((place, sentence),) = errors(answer)
    assert (place, sentence.partition(".")[0]) == ("id_login", "E-Mail-Adresse und Passwort gehören nicht zusammen")
    assert f'value="{coordinator.email}"' in answer.content.decode()
    assert "falsch" not in answer.content.decode()
    assert not is_signed_in(client)


def test_an_unknown_address_is_told_the_same(client: Client, coordinator: Person) -> None:
    known = client.post(LOGIN, {"login": coordinator.email, "password": "falsch"})
    unknown = client.post(LOGIN, {"login": "niemand@example.org", "password": "falsch"})

    assert errors(unknown) == errors(known)


def test_what_is_missing_is_told_at_each_field_in_both_languages(client: Client, db: None) -> None:
    german = client.post(LOGIN, {"login": "x"})
    client.cookies["language"] = "en"
    english = client.post(LOGIN, {"login": "x"})

    assert errors(german) == [
        ("id_login", "Das ist keine vollständige E-Mail-Adresse wie name@example.org."),
        ("id_password", "Bitte geben Sie Ihr Passwort ein."),
    ]
    assert errors(english) == [
        ("id_login", "This is no complete e-mail address, such as name@example.org."),
        ("id_password", "Please type your password."),
    ]


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/m/donnersbergkreis/roles/", "/m/donnersbergkreis/roles/"),
        ("https://evil.example/", "/m/"),
        ("//evil.example/", "/m/"),
        ("javascript:alert(1)", "/m/"),
    ],
)
def test_the_page_that_was_wanted_comes_next_but_no_other_site(
    client: Client, coordinator: Person, wanted: str, reached: str
) -> None:
    answer = client.post(LOGIN, {"login": coordinator.email, "password": PASSWORD, "next": wanted})

    assert (answer.status_code, answer["Location"]) == (302, reached)


def test_the_form_keeps_where_somebody_wanted_to_go(client: Client, coordinator: Person) -> None:
    wanted = "/m/donnersbergkreis/roles/"
    sent_there = client.get(wanted)

    page = client.get(sent_there["Location"]).content.decode()

    assert f'<input type="hidden" name="next" value="{wanted}">' in page


def test_the_sixth_wrong_password_for_an_address_is_told_to_wait(client: Client, coordinator: Person) -> None:
    for _attempt in range(5):
        client.post(LOGIN, {"login": coordinator.email, "password": "falsch"})

    answer = client.post(LOGIN, {"login": coordinator.email, "password": PASSWORD})

    assert errors(answer) == [
        ("id_login", "Das waren zu viele Versuche. Bitte warten Sie fünf Minuten, oder wählen Sie ein neues Passwort.")
    ]
    assert not is_signed_in(client)


def test_very_many_attempts_meet_a_page_that_says_what_to_do(client: Client, db: None) -> None:
    answers = [client.post(LOGIN, {"login": "", "password": ""}) for _attempt in range(31)]

    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert "Bitte warten Sie eine Minute, und versuchen Sie es dann noch einmal." in words(answers[-1])


def test_an_account_that_has_ended_is_told_so(client: Client, coordinator: Person) -> None:
    Person.objects.filter(pk=coordinator.pk).update(is_active=False)

    answer = client.post(LOGIN, {"login": coordinator.email, "password": PASSWORD}, follow=True)

    assert words(answer).startswith("Dieses Konto ist beendet")
    assert not is_signed_in(client)


def test_signing_out_asks_before_and_ends_the_session(coordinator: Person, signed_in: SignedIn) -> None:
    client = signed_in(coordinator)

    asked = client.get("/account/logout/")
    stayed = is_signed_in(client)
    left = client.post("/account/logout/")

    assert words(asked).startswith("Möchten Sie sich abmelden?")
    assert stayed
    assert (left.status_code, left["Location"]) == (302, "/")
    assert not is_signed_in(client)


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert client.get("/account/signup/").status_code == 404
    assert "signup" not in client.get(LOGIN).content.decode()
