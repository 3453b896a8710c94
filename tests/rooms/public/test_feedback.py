"""Reporting a barrier: without account, as mail to the operator, stored nowhere, and nothing typed is lost."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings
from tests.rooms.foundation.reading import page_of, sight_of

from weltoffen.foundation import clock
from weltoffen.public.forms import opened_now

pytestmark = pytest.mark.django_db
PAGE = "/accessibility/feedback/"
MESSAGE = "Der Knopf wird nicht vorgelesen."


@pytest.fixture(autouse=True)
def contact(settings: Settings) -> None:
    """The operator named an address."""
    settings.CONTACT = "selbstcheck@example.org"


def typed(moment: datetime, *, seconds: int = 30, **more: str) -> dict[str, str]:
    """What a person sends who took so long."""
    with clock.stopped_at(moment - timedelta(seconds=seconds)):
        return {"message": MESSAGE, "page": "/privacy/", "opened": opened_now(), **more}


def still_there(client: Client, data: dict[str, str]) -> tuple[int, str, list[str]]:
    """Status, what stands in the message's field after sending, and what is said on top."""
    response = client.post(PAGE, data)
    page = page_of(response)
    said = [one.text_content().strip() for one in page.xpath("//*[@id='errors']//li")]
    return response.status_code, page.xpath("string(//textarea)").strip(), said


def test_a_message_goes_to_the_operator(client: Client, moment: datetime) -> None:
    response = client.post(PAGE, typed(moment, email="leserin@example.org"), follow=True)

    (sent,) = mail.outbox
    assert (sent.to, sent.reply_to, sent.subject) == (
        ["selbstcheck@example.org"], ["leserin@example.org"], "Barriere bei Weltoffen gemeldet",
    )  # fmt: skip
    assert sent.body == f"{MESSAGE}\n\nSeite: /privacy/\n\nAntwort an: leserin@example.org\n"
    assert "Danke. Ihre Nachricht wurde verschickt." in sight_of(response).text


def test_nobody_has_to_say_who_they_are(client: Client, moment: datetime) -> None:
    client.post(PAGE, typed(moment))

    (sent,) = mail.outbox
    assert sent.reply_to == []
    assert "keine Adresse angegeben" in sent.body


@pytest.mark.parametrize("fault", [
    {"message": ""}, {"message": "x" * 5001}, {"email": "keine"}, {"website": "https://spam.example"},
    {"opened": "forged"},
])  # fmt: skip
def test_what_is_faulty_is_not_sent(client: Client, moment: datetime, fault: dict[str, str]) -> None:
    status, left, said = still_there(client, typed(moment) | fault)

    assert (status, left, len(said)) == (200, fault.get("message", MESSAGE), 1)
    assert mail.outbox == []


@pytest.mark.parametrize("seconds", [2, 24 * 3600 + 1])
def test_robots_are_quicker_and_slower_than_people(client: Client, moment: datetime, seconds: int) -> None:
    status, left, said = still_there(client, typed(moment, seconds=seconds))

    assert (status, left) == (200, MESSAGE)
    assert said == ["Bitte schicken Sie die Nachricht noch einmal ab. So unterscheiden wir Menschen von Programmen."]
    assert mail.outbox == []


def test_nobody_sees_the_field_for_robots(client: Client) -> None:
    page = page_of(client.get(PAGE))

    assert page.xpath("boolean(//input[@name='website']/ancestor::*[@hidden])")


def test_there_is_a_limit_and_the_text_stays(client: Client, moment: datetime) -> None:
    for _message in range(5):
        assert client.post(PAGE, typed(moment)).status_code == 302

    status, left, said = still_there(client, typed(moment))

    assert (status, left, len(mail.outbox)) == (429, MESSAGE, 5)
    assert said == ["Von hier kamen viele Nachrichten innerhalb einer Stunde. Bitte schicken Sie diese später ab."]


def test_a_mail_server_that_refuses_is_told_and_the_text_stays(
    client: Client, moment: datetime, settings: Settings, socket_enabled: None, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    status, left, said = still_there(client, typed(moment))

    assert (status, left) == (503, MESSAGE)
    assert said == [
        "Die Nachricht konnte nicht verschickt werden. Sie steht noch hier: Bitte versuchen Sie es später noch einmal."
    ]
    assert "refused a message about a barrier" in caplog.text
    assert MESSAGE not in caplog.text


def test_without_an_address_there_is_no_form(client: Client, moment: datetime, settings: Settings) -> None:
    settings.CONTACT = ""
    page = page_of(client.post(PAGE, typed(moment)))

    assert page.xpath("//main//form") == []
    assert mail.outbox == []


def test_the_footer_leads_there_from_every_page_and_tells_no_secret(client: Client) -> None:
    def way(path: str) -> list[str]:
        return [str(one) for one in page_of(client.get(path)).xpath("//footer//a[contains(@href, 'feedback')]/@href")]

    assert way("/privacy/") == [f"{PAGE}?page=/privacy/"]
    assert way("/account/password/new/1-secret/") == [PAGE]
    assert page_of(client.get(f"{PAGE}?page=/privacy/")).xpath("string(//input[@name='page']/@value)") == "/privacy/"
