"""Forgotten and changed passwords: links that work once, sessions that end, mail through a real server."""

import re
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings
from tests.rooms.conftest import PASSWORD
from tests.rooms.reading import errors, words

from weltoffen.accounts.emails import path_to_set_password
from weltoffen.accounts.models import Person
from weltoffen.journal.models import Entry

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
FORGOTTEN, CHANGE = "/account/password/forgotten/", "/account/password/"
NEW = "noch ein langes Passwort"


class Letterbox(Message):
    """Keeps what a mail server receives."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[EmailMessage] = []

    def handle_message(self, message: object) -> None:
        """Keep it as a message with parts."""
        self.received.append(message_from_bytes(bytes(message), policy=policy.default))  # type: ignore[call-overload]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def letterbox(settings: Settings, socket_enabled: None) -> Iterator[Letterbox]:
    """A mail server on this machine that the platform sends to."""
    kept = Letterbox()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.DEFAULT_FROM_EMAIL = "Weltoffen <weltoffen@example.org>"
    yield kept
    controller.stop()


def link_in(text: str) -> str:
    found = re.search(r"http://testserver(/account/password/new/\S+)", text)
    assert found is not None, text
    return found.group(1)


def set_password(client: Client, link: str, first: str, second: str) -> HttpResponseBase:
    form = client.get(link)
    return client.post(form["Location"], {"password1": first, "password2": second}, follow=True)


def can_sign_in(person: Person, password: str) -> bool:
    return Client().post("/account/login/", {"login": person.email, "password": password}).status_code == 302


def test_a_forgotten_password_is_set_through_a_mail(client: Client, coordinator: Person, letterbox: Letterbox) -> None:
    sent = client.post(FORGOTTEN, {"email": coordinator.email}, follow=True)

    (message,) = letterbox.received
    text, html = (part.get_content() for part in message.iter_parts())
    link = link_in(text)
    done = set_password(client, link, NEW, NEW)

    assert words(sent).startswith("Bitte sehen Sie in Ihr Postfach Wenn es ein Konto mit dieser Adresse gibt")
    assert (message["Subject"], message["From"], message["To"]) == (
        "Neues Passwort wählen", "Weltoffen <weltoffen@example.org>", coordinator.email,
    )  # fmt: skip
    assert " ".join(text.split()) == (
        f"Guten Tag, {coordinator.name}, für Ihr Konto bei Weltoffen wurde ein neues Passwort angefordert. Hier wählen "
        f"Sie es: http://testserver{link} Der Link gilt einmal und 3 Tage lang. Sie haben das nicht angefordert? Dann "
        "ist nichts zu tun: Ihr Passwort bleibt, wie es ist. Diese Nachricht wurde automatisch versandt."
    )
    assert f'<a href="http://testserver{link}">Neues Passwort wählen</a>' in html
    assert words(done).startswith("Ihr neues Passwort ist gespeichert")
    assert (can_sign_in(coordinator, PASSWORD), can_sign_in(coordinator, NEW)) == (False, True)
    assert [received["Subject"] for received in letterbox.received] == [
        "Neues Passwort wählen", "Ihr Passwort wurde geändert",
    ]  # fmt: skip


def test_the_mail_speaks_the_language_that_was_chosen(client: Client, coordinator: Person) -> None:
    client.cookies["language"] = "en"

    client.post(FORGOTTEN, {"email": coordinator.email})

    (message,) = mail.outbox
    assert message.subject == "Set a new password"
    assert str(message.body).startswith(f"Good day, {coordinator.name},\n\na new password was asked for")


def test_a_name_stands_in_plain_text_as_it_is(client: Client, coordinator: Person) -> None:
    Person.objects.filter(pk=coordinator.pk).update(name="Amt für Bildung & <Soziales>")

    client.post(FORGOTTEN, {"email": coordinator.email})

    (message,) = mail.outbox
    assert isinstance(message, mail.EmailMultiAlternatives)
    assert "Guten Tag, Amt für Bildung & <Soziales>," in message.body
    assert "Guten Tag, Amt für Bildung &amp; &lt;Soziales&gt;," in str(message.alternatives[0][0])


def test_nobody_learns_whether_an_address_has_an_account(client: Client, coordinator: Person) -> None:
    known = client.post(FORGOTTEN, {"email": coordinator.email}, follow=True)
    unknown = client.post(FORGOTTEN, {"email": "niemand@example.org"}, follow=True)

    assert words(unknown) == words(known)
    assert [message.to for message in mail.outbox] == [[coordinator.email]]


def test_an_account_that_has_ended_gets_no_mail(client: Client, coordinator: Person) -> None:
    Person.objects.filter(pk=coordinator.pk).update(is_active=False)

    client.post(FORGOTTEN, {"email": coordinator.email})

    assert mail.outbox == []


def test_a_mail_server_that_is_away_tells_nobody_who_has_an_account(
    client: Client, coordinator: Person, settings: Settings, socket_enabled: None, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    known, unknown = (
        client.post(FORGOTTEN, {"email": email}, follow=True) for email in (coordinator.email, "niemand@example.org")
    )

    assert (known.redirect_chain, words(known)) == (unknown.redirect_chain, words(unknown))
    assert "Bitte sehen Sie in Ihr Postfach" in words(known)
    assert [record.message for record in caplog.records] == ["The mail server refused a message."]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("", "", ["id_password1", "id_password2"]),
        ("kurz", "kurz", ["id_password1"]),
        (NEW, NEW + "x", ["id_password2"]),
        ("coordinator@donnersbergkreis", "coordinator@donnersbergkreis", ["id_password1"]),
        ("Stabsstelle Vielfalt", "Stabsstelle Vielfalt", ["id_password1"]),
    ],
)
def test_an_unsound_new_password_is_told_at_its_field(
    client: Client, coordinator: Person, first: str, second: str, told: list[str]
) -> None:
    Person.objects.filter(pk=coordinator.pk).update(name="Stabsstelle Vielfalt")

    answer = set_password(client, path_to_set_password(coordinator), first, second)

    assert [place for place, _sentence in errors(answer)] == told
    assert can_sign_in(coordinator, PASSWORD)


def test_a_link_works_once(client: Client, coordinator: Person) -> None:
    link = path_to_set_password(coordinator)
    set_password(client, link, NEW, NEW)

    again = Client().get(link)

    assert words(again).startswith("Dieser Link gilt nicht mehr Er wurde schon benutzt oder ist zu alt.")


def test_a_link_ends(client: Client, coordinator: Person, settings: Settings) -> None:
    link = path_to_set_password(coordinator)
    settings.PASSWORD_RESET_TIMEOUT = -1

    answer = client.get(link)

    assert words(answer).startswith("Dieser Link gilt nicht mehr")


def test_a_person_without_password_sets_the_first_one(client: Client, db: None) -> None:
    person = Person.objects.create_user("neu@example.org", name="Neu")

    set_password(client, path_to_set_password(person), NEW, NEW)

    assert can_sign_in(person, NEW)


def test_changing_the_password_ends_the_other_sessions(coordinator: Person, signed_in: SignedIn) -> None:
    here, elsewhere = signed_in(coordinator), signed_in(coordinator)

    answer = here.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}, follow=True)

    assert "Ihr Passwort wurde geändert. Auf allen anderen Geräten sind Sie jetzt abgemeldet." in words(answer)
    assert "Ihr Konto" in words(here.get("/account/"))
    assert elsewhere.get("/account/")["Location"] == "/account/login/?next=/account/"
    assert can_sign_in(coordinator, NEW)
    assert [message.subject for message in mail.outbox] == ["Ihr Passwort wurde geändert"]


def test_setting_a_password_through_a_link_ends_all_sessions(
    client: Client, coordinator: Person, signed_in: SignedIn
) -> None:
    elsewhere = signed_in(coordinator)

    set_password(client, path_to_set_password(coordinator), NEW, NEW)

    assert elsewhere.get("/account/")["Location"] == "/account/login/?next=/account/"


def test_the_present_password_is_asked(coordinator: Person, signed_in: SignedIn) -> None:
    answer = signed_in(coordinator).post(CHANGE, {"oldpassword": "falsch", "password1": NEW, "password2": NEW})

    assert errors(answer) == [
        ("id_oldpassword", "Das ist nicht Ihr jetziges Passwort. Bitte geben Sie es noch einmal ein.")
    ]
    assert can_sign_in(coordinator, PASSWORD)


def test_a_changed_password_stands_in_the_journal_without_the_password(client: Client, coordinator: Person) -> None:
    from django_scopes import scopes_disabled

    set_password(client, path_to_set_password(coordinator), NEW, NEW)

    with scopes_disabled():
        entries = list(Entry.objects.values_list("event", "actor", "municipality_id", "details"))
    assert entries == [("password_set", coordinator.name, None, {})]
