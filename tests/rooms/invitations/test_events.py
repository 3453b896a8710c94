"""Dialogue events: announcing them, registering without an account, places, and giving one back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope
from icalendar import Calendar
from tests.rooms.conftest import NOW
from tests.rooms.contributors.post import Post, part_of
from tests.rooms.invitations.conftest import BEGINS
from tests.rooms.reading import errors, words

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.invitations.actions import call_off
from weltoffen.invitations.models import Announcement, Attendee
from weltoffen.invitations.views import events
from weltoffen.surveys.throttle import Throttle
from weltoffen.workshops.models import Workshop

EVENT = "/p/donnersbergkreis/events/1/"
ANNOUNCE = "/m/donnersbergkreis/workshops/1/announcement/"


def send(client: Client, seconds: int = 10, form: str = "", **typed: object) -> Any:
    """Open the form, take some time, send it."""
    token = form or opened(client)
    with clock.stopped_at(NOW + timedelta(seconds=seconds)):
        return client.post(EVENT + "register/", {"people": "1", "form": token, **typed}, follow=True)


def opened(client: Client) -> str:
    found = re.search(r'name="form" value="([^"]+)"', client.get(EVENT + "register/").content.decode())
    assert found is not None
    return found.group(1)


def rows(announcement: Announcement) -> list[Attendee]:
    with scope(municipality=announcement.municipality_id):
        return list(Attendee.objects.order_by("pk"))


def test_an_event_is_announced_and_withdrawn(
    client: Client, evening: Announcement, head: Person, signed_in: Callable[[Person], Client]
) -> None:
    assert "Alle sind eingeladen" in words(client.get(EVENT))
    assert "Wie offen sind wir?" in words(client.get("/p/donnersbergkreis/"))
    assert "Donnersbergkreis" in words(client.get("/"))
    desk = signed_in(head)
    page = desk.post(ANNOUNCE, {"closes_on": "2027-03-13", "places": "0"})
    assert errors(page) == [
        ("id_closes_on", "Dieser Tag liegt nach der Veranstaltung. Bitte wählen Sie einen früheren."),
        ("id_places", "Bitte schreiben Sie die Anzahl der Plätze in Ziffern, höchstens 5.000."),
    ]
    desk.post(ANNOUNCE, {"closes_on": "2027-03-01", "places": ""})
    assert "bis einschließlich 1. März 2027" in words(client.get(EVENT))

    desk.post(ANNOUNCE + "withdraw/")

    assert client.get(EVENT).status_code == 404
    assert client.get(EVENT + "register/").status_code == 404
    assert client.get("/p/donnersbergkreis/").status_code == 404


def test_a_workshop_is_announced_to_nobody(client: Client, workshop: Workshop, desk: Client) -> None:
    assert desk.post(ANNOUNCE, {"closes_on": "2027-03-01"}).status_code == 409
    assert client.get(EVENT).status_code == 404


def test_somebody_registers_with_an_address(client: Client, evening: Announcement, post: Post) -> None:
    page = send(client, name="Vera Wolf", email="vera@post.example", people="2", children="1")

    assert "Danke für Ihre Anmeldung" in words(page)
    mail = post.to("vera@post.example")
    assert mail["Subject"] == "Angemeldet: Wie offen sind wir?"
    text = part_of(mail, "plain")
    [part] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["URL"]) == f"http://testserver{EVENT}"
    link = next(line for line in text.splitlines() if line.startswith("http://testserver/i/"))
    place = client.get(link.removeprefix("http://testserver"))
    assert "Donnersbergkreis: Ihre Anmeldung" in words(place)
    assert "einer von 3 ist frei" in words(client.get(EVENT))

    client.post(link.removeprefix("http://testserver"), {"reply": "no"})
    assert "3 von 3 sind frei" in words(client.get(EVENT))


def test_nobody_learns_that_an_address_is_registered(client: Client, evening: Announcement, post: Post) -> None:
    first = send(client, email="vera@post.example")
    second = send(client, name="Jemand", email="VERA@post.example", people="2")

    assert words(first) == words(second)
    assert [(one.name, one.people) for one in rows(evening)] == [("", 1)]
    assert len(post.mails) == 2


def test_without_an_address_the_page_of_the_place_opens(client: Client, evening: Announcement, desk: Client) -> None:
    page = send(client, other="Ruheraum")

    assert "Sie sind angemeldet. Bitte heben Sie die Adresse dieser Seite auf" in words(page)
    assert "Sie brauchen: Ruheraum." in words(page)
    [one] = rows(evening)
    assert (one.origin, one.reply, one.perspective, one.name) == ("registered", "yes", "residents", "")
    said = {"name": "", "perspective": "residents", "language": "de", "note": "kommt früher"}
    assert desk.post(f"/m/donnersbergkreis/workshops/1/guests/{one.pk}/", said).status_code == 302
    assert "kommt früher" in words(desk.get("/m/donnersbergkreis/workshops/1/guests/"))


def test_a_form_counts_once_and_is_read_before_it_is_sent(client: Client, evening: Announcement) -> None:
    token = opened(client)
    assert "Einen Augenblick bitte: Diese Seite wartet einige Sekunden" in words(send(client, seconds=1, form=token))
    assert rows(evening) == []
    send(client, form=token)
    assert "Diese Anmeldung ist schon angekommen." in words(send(client, form=token))
    assert len(rows(evening)) == 1


@pytest.mark.parametrize("refused", [{"people": "0"}, {"people": "2"}])
def test_whoever_corrects_a_form_is_never_too_quick(
    client: Client, evening: Announcement, refused: dict[str, str]
) -> None:
    page = send(client, seconds=1, **refused)
    again = re.search(r'name="form" value="([^"]+)"', page.content.decode())
    assert again is not None

    send(client, seconds=2, form=again[1], people="3")

    assert [one.people for one in rows(evening)] == [3]


def test_a_forged_form_does_not_count_as_read(client: Client, evening: Announcement) -> None:
    page = send(client, seconds=0, form="forged", people="0")
    again = re.search(r'name="form" value="([^"]+)"', page.content.decode())
    assert again is not None

    assert "Einen Augenblick bitte" in words(send(client, seconds=1, form=again[1]))


def test_taking_a_place_is_not_called_what_signing_in_is(client: Client, evening: Announcement) -> None:
    for address in (EVENT, EVENT + "register/"):
        page = client.get(address).content.decode()
        labels = [" ".join(re.sub("<[^>]*>", " ", one).split()) for one in re.findall(
            r"<(?:a|button)\b[^>]*>(.*?)</(?:a|button)>", page, re.DOTALL
        )]  # fmt: skip
        assert [labels.count(words_) for words_ in ("Anmelden", "Platz reservieren")] == [0, 1]


def test_a_full_event_says_so(client: Client, evening: Announcement) -> None:
    too_late = opened(client)
    send(client, people="2")
    assert "Nur ein Platz ist noch frei. Bitte tragen Sie" in words(send(client, form=too_late, people="2"))
    page = send(client)
    place = page.redirect_chain[-1][0]
    assert "Diese Veranstaltung ist ausgebucht." in words(client.get(EVENT))
    assert client.get(EVENT + "register/").status_code == 302

    client.post(place, {"reply": "no"})
    assert "einer von 3 ist frei" in words(client.get(EVENT))
    send(client)
    assert client.post(place, {"reply": "yes"}).status_code == 409
    assert sum(one.people for one in rows(evening) if one.comes) == 3


def test_registration_closes(client: Client, evening: Announcement, coordinator: Person) -> None:
    with clock.stopped_at(BEGINS - timedelta(minutes=1)):
        assert client.get(EVENT + "register/").status_code == 200
    with clock.stopped_at(BEGINS):
        assert "Anmeldung zu dieser Veranstaltung ist geschlossen" in words(client.get(EVENT))
        assert client.post(EVENT + "register/", {"people": "1"}).status_code == 302
    with scope(municipality=evening.municipality_id):
        call_off(evening.workshop, by=coordinator)
    assert "Diese Veranstaltung findet nicht statt" in words(client.get(EVENT))
    assert "METHOD:CANCEL" in client.get(EVENT + "calendar/").content.decode()
    assert rows(evening) == []


def test_many_registrations_from_one_connection_are_held_up(
    client: Client, evening: Announcement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "THROTTLE", Throttle(1))
    send(client)
    page = send(client)

    assert "Von Ihrem Anschluss kamen sehr viele Anmeldungen." in words(page)
    assert len(rows(evening)) == 1
