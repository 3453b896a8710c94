"""The second factor: setting it up, signing in with it, turning it off, and who must not be able to."""

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from django_scopes import scopes_disabled
from pytest_django import Settings
from tests.rooms.accounts.second_factors import (
    APP,
    APP_OFF,
    CODES,
    CONFIRM,
    NEW_PASSKEY,
    OVERVIEW,
    SECOND,
    code_of,
    confirm,
    is_signed_in,
    recovery_codes_of,
    type_password,
    with_app,
    wrong_code_of,
)
from tests.rooms.conftest import PASSWORD
from tests.rooms.reading import errors, words

from weltoffen.accounts.actions import add_passkey, remove_passkey, turn_off_app, turn_on_app
from weltoffen.accounts.emails import path_to_set_password
from weltoffen.accounts.models import Person
from weltoffen.accounts.queries import factors_of
from weltoffen.accounts.rules import AppIsOn, NeedsPassword, SecondFactorIsOff
from weltoffen.cli import main
from weltoffen.journal.models import Entry
from weltoffen.settings import STATIC_ROOT

SignedIn = Callable[[Person], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared")]
WRONG = "Dieser Code gilt nicht. Bitte geben Sie den ein, der jetzt angezeigt wird."
WAIT = "Das waren zu viele Versuche. Bitte warten Sie fünf Minuten."


@pytest.fixture
def prepared() -> None:
    """Static files count as collected."""
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    (STATIC_ROOT / "staticfiles.json").touch()


def events() -> list[tuple[str, str]]:
    with scopes_disabled():
        return list(Entry.objects.order_by("pk").values_list("event", "actor"))


def key_on(client: Client) -> str:
    """The key that the page shows as text, and in its QR code."""
    page = client.get(APP).content.decode()
    found = re.search(r'<span class="typed-key">([A-Z2-7 ]+)</span>', page)
    assert found is not None
    return found[1].replace(" ", "")


def test_an_app_is_set_up_with_the_key_that_is_shown(coordinator: Person, signed_in: SignedIn) -> None:
    client = signed_in(coordinator)
    confirm(client)
    secret = key_on(client)

    answer = client.post(APP, {"code": code_of(secret)}, follow=True)

    assert answer.redirect_chain == [(CODES, 302)]
    assert "Die App ist eingerichtet. Ab jetzt wird beim Anmelden nach ihrem Code gefragt." in words(answer)
    assert len(recovery_codes_of(coordinator)) == 10
    assert all(f"{code[:4]} {code[4:]}" in words(answer) for code in recovery_codes_of(coordinator))
    assert [message.subject for message in mail.outbox] == ["Ihre Anmeldung wurde geändert"]
    assert "beim Anmelden an Ihrem Konto bei Weltoffen wird ab jetzt nach einem Code Ihrer App gefragt." in str(
        mail.outbox[0].body
    )
    assert events() == [("app_turned_on", coordinator.name)]
    assert "mfa.totp.secret" not in client.session


def test_the_key_is_drawn_by_the_server(coordinator: Person, signed_in: SignedIn) -> None:
    client = signed_in(coordinator)
    confirm(client)

    page = client.get(APP).content.decode()

    assert re.search(r'<svg class="qr-code" viewBox="0 0 \d+ \d+" role="img"', page)
    assert "data:image" not in page


def test_a_wrong_first_code_turns_nothing_on(coordinator: Person, signed_in: SignedIn) -> None:
    client = signed_in(coordinator)
    confirm(client)
    secret = key_on(client)

    wrong = client.post(APP, {"code": wrong_code_of(secret)})
    empty = client.post(APP, {"code": ""})

    assert errors(wrong) == [("id_code", WRONG)]
    assert errors(empty) == [("id_code", "Bitte geben Sie den Code ein, den die App zeigt.")]
    assert not factors_of(coordinator).is_on
    assert client.post(APP, {"code": code_of(secret)}).status_code == 302


def test_signing_in_asks_for_a_code_and_then_goes_where_one_wanted_to(client: Client, coordinator: Person) -> None:
    secret = with_app(coordinator)

    led_to = type_password(client, coordinator, next="/m/donnersbergkreis/roles/")
    signed_in_before = is_signed_in(client)
    closed = client.get("/account/")
    done = client.post(SECOND, {"code": code_of(secret)})

    assert (led_to, signed_in_before) == (SECOND, False)
    assert closed["Location"].startswith("/account/login/")
    assert (done.status_code, done["Location"]) == (302, "/m/donnersbergkreis/roles/")
    assert is_signed_in(client)


def test_the_page_in_between_names_who_signs_in_and_asks_for_no_passkey_that_is_not_there(
    client: Client, coordinator: Person
) -> None:
    with_app(coordinator)
    type_password(client, coordinator)

    page = client.get(SECOND)

    assert coordinator.email in words(page)
    assert "data-passkey" not in page.content.decode()


def test_nobody_comes_to_the_second_factor_without_the_first(client: Client, coordinator: Person) -> None:
    secret = with_app(coordinator)

    answer = client.post(SECOND, {"code": code_of(secret)})

    assert answer["Location"] == "/account/login/"
    assert not is_signed_in(client)


@pytest.mark.parametrize("wrong", ["", "abc", "12345"])
def test_a_wrong_code_signs_nobody_in(client: Client, coordinator: Person, wrong: str) -> None:
    with_app(coordinator)
    type_password(client, coordinator)

    answer = client.post(SECOND, {"code": wrong})

    assert errors(answer) == [("id_code", WRONG if wrong else "Bitte geben Sie den Code ein.")]
    assert not is_signed_in(client)


def test_a_code_signs_in_once(coordinator: Person) -> None:
    code = code_of(with_app(coordinator))
    first, second = Client(), Client()
    for client in (first, second):
        type_password(client, coordinator)

    first.post(SECOND, {"code": code})
    answer = second.post(SECOND, {"code": f"{code[:3]} {code[3:]}"})

    assert (is_signed_in(first), is_signed_in(second)) == (True, False)
    assert errors(answer) == [("id_code", WRONG)]


def test_a_code_that_holds_longer_than_half_a_minute_is_no_oftener_used(coordinator: Person) -> None:
    code = code_of(with_app(coordinator))
    first, second = Client(), Client()
    for client in (first, second):
        type_password(client, coordinator)
    first.post(SECOND, {"code": code})
    # allauth remembers a code for half a minute only.
    assert cache.delete(f"allauth.mfa.totp.used?user={coordinator.pk}&code={code}")

    answer = second.post(SECOND, {"code": code})

    assert errors(answer) == [("id_code", WRONG)]
    assert not is_signed_in(second)


def test_a_clock_may_be_half_a_minute_wrong_and_no_more(coordinator: Person) -> None:
    secret = with_app(coordinator)
    found = {}
    for later in (-3, -1, 1, 3):
        client = Client()
        type_password(client, coordinator)
        client.post(SECOND, {"code": code_of(secret, later)})
        found[later] = is_signed_in(client)

    assert found == {-3: False, -1: True, 1: True, 3: False}


def test_a_recovery_code_signs_in_once_and_is_told_by_mail(coordinator: Person) -> None:
    with_app(coordinator)
    code = recovery_codes_of(coordinator)[3]
    first, second = Client(), Client()
    for client in (first, second):
        type_password(client, coordinator)

    first.post(SECOND, {"code": f"{code[:4]} {code[4:]}"})
    second.post(SECOND, {"code": code})

    assert (is_signed_in(first), is_signed_in(second)) == (True, False)
    assert code not in recovery_codes_of(coordinator)
    assert len(recovery_codes_of(coordinator)) == 9
    assert ["mit einem Wiederherstellungscode angemeldet" in str(message.body) for message in mail.outbox] == [True]
    assert events()[-1] == ("recovery_code_used", coordinator.name)


def test_the_sixth_wrong_code_is_told_to_wait_wherever_it_is_typed(coordinator: Person) -> None:
    secret = with_app(coordinator)
    client = Client()
    type_password(client, coordinator)
    for _attempt in range(5):
        client.post(SECOND, {"code": wrong_code_of(secret)})

    here = client.post(SECOND, {"code": code_of(secret)})
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    type_password(elsewhere, coordinator)
    there = elsewhere.post(SECOND, {"code": code_of(secret)})

    assert errors(here) == errors(there) == [("id_code", WAIT)]
    assert not is_signed_in(client)
    assert not is_signed_in(elsewhere)


def test_wrong_first_codes_are_throttled_too(coordinator: Person, signed_in: SignedIn) -> None:
    client = signed_in(coordinator)
    confirm(client)
    secret = key_on(client)
    for _attempt in range(5):
        client.post(APP, {"code": wrong_code_of(secret)})

    answer = client.post(APP, {"code": code_of(secret)})

    assert errors(answer) == [("id_code", WAIT)]
    assert not factors_of(coordinator).is_on


@pytest.mark.parametrize("path", [APP, APP_OFF, CODES, NEW_PASSKEY, f"{OVERVIEW}passkeys/1/remove/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_password_is_asked_before_anything_is_changed(
    coordinator: Person, signed_in: SignedIn, path: str, method: str
) -> None:
    with_app(coordinator)

    answer = getattr(signed_in(coordinator), method)(path)

    assert unquote(answer["Location"]) == f"{CONFIRM}?next={path}"
    assert factors_of(coordinator).app is not None


def test_after_the_password_one_goes_straight_on(coordinator: Person, signed_in: SignedIn) -> None:
    with_app(coordinator)
    client = signed_in(coordinator)
    asked = client.get(client.get(APP_OFF)["Location"])

    answer = client.post(CONFIRM, {"password": PASSWORD, "next": APP_OFF}, follow=True)

    assert words(asked).startswith("Ihr Konto Bestätigen Bitte bestätigen Sie, dass Sie es sind")
    assert answer.redirect_chain == [(APP_OFF, 302)]
    assert "Authentifizierungs-App ausschalten?" in words(answer)


def test_another_password_is_no_confirmation_and_is_throttled(coordinator: Person, signed_in: SignedIn) -> None:
    client = signed_in(coordinator)
    wrong = client.post(CONFIRM, {"password": "falsch"})
    for _attempt in range(4):
        client.post(CONFIRM, {"password": "falsch"})

    right_but_late = client.post(CONFIRM, {"password": PASSWORD})

    assert errors(wrong) == [("id_password", "Das ist nicht Ihr Passwort. Bitte geben Sie es noch einmal ein.")]
    assert errors(right_but_late)[0][0] in {"id_password", ""}
    assert client.get(APP)["Location"].startswith(CONFIRM)


def test_a_code_confirms_nothing(coordinator: Person, signed_in: SignedIn) -> None:
    secret = with_app(coordinator)
    client = signed_in(coordinator)

    answer = client.post(CONFIRM, {"password": code_of(secret)})

    assert errors(answer)[0][0] == "id_password"
    assert client.get(CODES)["Location"].startswith(CONFIRM)


def test_an_app_that_is_turned_off_leaves_no_codes_behind(coordinator: Person, signed_in: SignedIn) -> None:
    with_app(coordinator)
    client = signed_in(coordinator)
    confirm(client)

    asked = client.get(APP_OFF)
    answer = client.post(APP_OFF, follow=True)

    assert "Das ist Ihr einziger zweiter Faktor" in words(asked)
    assert "Die App ist ausgeschaltet." in words(answer)
    assert not Authenticator.objects.filter(user=coordinator).exists()
    assert type_password(Client(), coordinator) == "/m/"
    assert "nicht mehr nach einem Code Ihrer App gefragt" in str(mail.outbox[-1].body)
    assert events()[-1] == ("app_turned_off", coordinator.name)


def test_new_recovery_codes_end_the_old_ones(coordinator: Person, signed_in: SignedIn) -> None:
    with_app(coordinator)
    before = recovery_codes_of(coordinator)
    client = signed_in(coordinator)
    confirm(client)

    answer = client.post(CODES, follow=True)

    after = recovery_codes_of(coordinator)
    assert (len(after), set(before) & set(after)) == (10, set())
    assert "Das sind Ihre neuen Wiederherstellungscodes. Die bisherigen gelten nicht mehr." in words(answer)
    assert "neue Wiederherstellungscodes erzeugt" in str(mail.outbox[-1].body)
    assert events()[-1] == ("recovery_codes_renewed", coordinator.name)


def test_without_a_second_factor_there_are_no_codes(coordinator: Person, signed_in: SignedIn) -> None:
    client = signed_in(coordinator)
    confirm(client)

    answers = [client.get(CODES), client.post(CODES), client.get(APP_OFF)]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert "Dieses Konto hat keinen zweiten Faktor." in words(answers[0])


def test_the_account_says_how_it_is_protected(coordinator: Person, signed_in: SignedIn) -> None:
    client = signed_in(coordinator)
    before = words(client.get("/account/"))

    with_app(coordinator)
    for name in ("Diensthandy", "Sicherheitsschlüssel"):
        add_passkey(coordinator, name=name, credential={}, by=coordinator)
    after = words(client.get("/account/"))

    assert "Zweiter Faktor ausgeschaltet" in before
    assert "Zweiten Faktor einrichten" in before
    assert "Zweiter Faktor eingeschaltet: Authentifizierungs-App, 2 Passkeys" in after


def test_a_passkey_of_somebody_else_is_not_there(coordinator: Person, stranger: Person, signed_in: SignedIn) -> None:
    add_passkey(stranger, name="Fremd", credential={}, by=stranger)
    (passkey,) = factors_of(stranger).passkeys
    client = signed_in(coordinator)
    confirm(client)

    page = f"{OVERVIEW}passkeys/{passkey.pk}/"
    answers = [client.get(page), client.post(page, {"name": "Meiner"}), client.post(f"{page}remove/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert [one.data["name"] for one in factors_of(stranger).passkeys] == ["Fremd"]


def test_a_passkey_gets_another_name(coordinator: Person, signed_in: SignedIn) -> None:
    add_passkey(coordinator, name="Passkey", credential={}, by=coordinator)
    (passkey,) = factors_of(coordinator).passkeys
    client = signed_in(coordinator)

    empty = client.post(f"{OVERVIEW}passkeys/{passkey.pk}/", {"name": " "})
    hidden = client.post(f"{OVERVIEW}passkeys/{passkey.pk}/", {"name": "A\u202eB"})
    answer = client.post(f"{OVERVIEW}passkeys/{passkey.pk}/", {"name": "Dienst-Laptop"}, follow=True)

    assert errors(empty) == [("id_name", "Bitte geben Sie dem Passkey einen Namen.")]
    assert [place for place, _sentence in errors(hidden)] == ["id_name"]
    assert "Dienst-Laptop" in words(answer)
    assert events()[-1] == ("passkey_renamed", coordinator.name)


def test_the_last_passkey_takes_the_codes_with_it_and_the_app_keeps_them(coordinator: Person) -> None:
    for name in ("Eins", "Zwei"):
        add_passkey(coordinator, name=name, credential={}, by=coordinator)
    one, two = factors_of(coordinator).passkeys

    remove_passkey(one, by=coordinator)
    left = factors_of(coordinator)
    remove_passkey(two, by=coordinator)

    assert (len(left.passkeys), left.codes is None) == (1, False)
    assert not Authenticator.objects.filter(user=coordinator).exists()
    with_app(coordinator)
    add_passkey(coordinator, name="Drei", credential={}, by=coordinator)
    remove_passkey(factors_of(coordinator).passkeys[0], by=coordinator)
    assert factors_of(coordinator).codes is not None


@pytest.mark.parametrize("credential", ["", "kein JSON", "{}", '{"id": "a", "response": {}}', "[]", "null"])
def test_a_made_up_passkey_is_refused(coordinator: Person, signed_in: SignedIn, credential: str) -> None:
    client = signed_in(coordinator)
    confirm(client)
    client.get(NEW_PASSKEY)

    answer = client.post(NEW_PASSKEY, {"name": "Erfunden", "credential": credential})

    assert [place for place, _sentence in errors(answer)] == ["passkey"]
    assert not factors_of(coordinator).is_on


@pytest.mark.parametrize("credential", ["", "kein JSON", "{}", '{"id": "a", "response": {}}', "[]", "null"])
def test_a_made_up_answer_of_a_passkey_signs_nobody_in(coordinator: Person, credential: str) -> None:
    with_app(coordinator)
    client = Client()
    type_password(client, coordinator)

    answer = client.post(SECOND, {"credential": credential})

    assert [place for place, _sentence in errors(answer)] == ["passkey"]
    assert not is_signed_in(client)


def test_a_mailbox_alone_opens_no_account_with_a_second_factor(coordinator: Person) -> None:
    with_app(coordinator)
    client = Client()
    form = client.get(path_to_set_password(coordinator))
    new = "noch ein langes Passwort"
    client.post(form["Location"], {"password1": new, "password2": new})

    answer = client.post("/account/login/", {"login": coordinator.email, "password": new})

    assert answer["Location"] == SECOND
    assert not is_signed_in(client)


def test_keys_and_codes_are_sealed_in_the_database(coordinator: Person) -> None:
    secret = with_app(coordinator)

    stored = " ".join(str(one.data) for one in Authenticator.objects.filter(user=coordinator))

    assert secret not in stored
    assert all(code not in stored for code in recovery_codes_of(coordinator))


def test_another_key_of_the_installation_is_told_with_who_can_help(coordinator: Person, settings: Settings) -> None:
    secret = with_app(coordinator)
    settings.SECRET_KEY = "ein anderer Schlüssel dieser Installation"  # noqa: S105
    client = Client()
    type_password(client, coordinator)

    answer = client.post(SECOND, {"code": code_of(secret)})

    assert answer.status_code == 409
    assert "Ihr zweiter Faktor ist auf diesem Server nicht mehr lesbar." in words(answer)
    assert not is_signed_in(client)


def test_an_account_without_password_sets_one_first(signed_in: SignedIn, db: None) -> None:
    person = Person.objects.create_user("neu@example.org", name="Neu")

    with pytest.raises(NeedsPassword):
        turn_on_app(person, secret="A", by=person)  # noqa: S106
    with pytest.raises(NeedsPassword):
        add_passkey(person, name="A", credential={}, by=person)
    answers = [signed_in(person).get(path) for path in (APP, NEW_PASSKEY, OVERVIEW)]

    assert [answer.status_code for answer in answers] == [409, 409, 200]
    assert "App einrichten" not in words(answers[2])
    assert "Ein zweiter Faktor setzt ein Passwort für dieses Konto voraus." in words(answers[2])


def test_the_operator_removes_what_somebody_lost(coordinator: Person, capsys: pytest.CaptureFixture[str]) -> None:
    with_app(coordinator)
    add_passkey(coordinator, name="Verloren", credential={}, by=coordinator)
    remove = ["person", "remove-factor", "--language", "de", "--site", "https://selbstcheck.example.de", "--email"]

    with translation.override("de"):
        statuses = [main([*remove, address]) for address in (coordinator.email.upper(), coordinator.email, "x@y.de")]
    said = capsys.readouterr()

    assert statuses == [0, 1, 1]
    assert said.out.startswith(f"Der zweite Faktor von {coordinator.name} ist entfernt.")
    assert (
        said.err == "Dieses Konto hat keinen zweiten Faktor.\n--email: Mit der Adresse „x@y.de“ gibt es kein Konto.\n"
    )
    assert type_password(Client(), coordinator) == "/m/"
    assert [message.to for message in mail.outbox] == [[coordinator.email]]
    assert "https://selbstcheck.example.de/account/password/forgotten/" in str(mail.outbox[0].body)
    assert events()[-1] == ("second_factor_removed", "–")


def test_one_app_for_an_account(coordinator: Person) -> None:
    with_app(coordinator)

    with pytest.raises(AppIsOn):
        with_app(coordinator)
    turn_off_app(coordinator, by=coordinator)
    with pytest.raises(SecondFactorIsOff):
        turn_off_app(coordinator, by=coordinator)
    assert [event for event, _actor in events()] == ["app_turned_on", "app_turned_off"]
