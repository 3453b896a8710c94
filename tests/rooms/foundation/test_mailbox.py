"""Mail that nobody sends can be read in the browser, and nowhere in production."""

from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings
from tests.rooms.reading import words

from weltoffen.foundation.mailbox import FILES

PAGE = "/mail/"


@pytest.fixture
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = FILES, str(tmp_path)
    return tmp_path


def send(subject: str, text: str) -> None:
    mail = EmailMultiAlternatives(subject, text, "Kreis <kreis@example.org>", ["erika@example.org"])
    mail.attach_alternative("<p>nur HTML</p>", "text/html")
    mail.send()


@pytest.mark.django_db
def test_what_would_have_been_sent_stands_there_newest_first(client: Client, files: Path) -> None:
    assert "Noch keine E-Mails" in words(client.get(PAGE))
    send("Einladung für Müller", "Guten Tag,\n\nIhr Link: http://localhost:8000/with/1-abc/\n<b>fett</b>")
    send("Erinnerung", "Nur noch zwei Fragen.")

    page = client.get(PAGE)

    shown = words(page)
    assert shown.index("Erinnerung – erika@example.org") < shown.index("Einladung für Müller – erika@example.org")
    assert '<a href="http://localhost:8000/with/1-abc/"' in page.content.decode()
    assert "&lt;b&gt;fett" in page.content.decode()
    assert "nur HTML" not in shown
    assert f'href="{PAGE}"' in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("is_production", [True, False])
def test_there_is_no_such_page_in_production_or_with_a_mail_server(
    client: Client, files: Path, settings: Settings, *, is_production: bool
) -> None:
    settings.IS_PRODUCTION = is_production
    if not is_production:
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/").content.decode()
