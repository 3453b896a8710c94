"""The page behind a guest's personal link: reply, needs, calendar, erasing."""

from datetime import timedelta

from django.test import Client
from django_scopes import scope
from icalendar import Calendar
from tests.rooms.conftest import NOW
from tests.rooms.invitations.conftest import BEGINS, GUESTS, now
from tests.rooms.reading import errors, words

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.invitations.actions import NeedsTold, erase_guest, renew_link, reply_to_invitation
from weltoffen.invitations.links import token_of
from weltoffen.invitations.models import Attendee, Needs
from weltoffen.invitations.queries import wanted_at
from weltoffen.invitations.retention import erase_old_guests, erase_old_needs
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.slots import GuestName, guest_names


def page_of(attendee: Attendee, page: str = "") -> str:
    return f"/i/{token_of(attendee)}/{page}"


def test_the_page_says_what_when_where_and_whom_it_knows_not(client: Client, three: list[Attendee]) -> None:
    response = client.get(page_of(three[0]))
    shown = words(response)

    assert "Einladung: Donnersbergkreis" in shown
    assert "12. März 2027, 14:00 bis 17:00 Uhr" in shown
    assert "Kreishaus, Raum 12, 3. Stock" in shown
    assert "Prozessbegleitung Beispiel" in shown
    assert "14:00 Ankommen 14:20 Bewerten" in shown
    assert "Erika" not in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "invites you" not in shown
    assert "Donnersbergkreis invites you" in words(client.get(page_of(three[1])))


def test_a_guest_replies_and_says_what_they_need(
    client: Client, desk: Client, three: list[Attendee], workshop: Workshop
) -> None:
    page = client.post(page_of(three[0]), {"needs_interpretation": "on", "children": "viele"})
    assert page.status_code == 422
    assert errors(page) == [
        ("id_reply", "Bitte sagen Sie uns, ob Sie kommen."),
        ("id_interpretation", "Bitte sagen Sie uns, in welche Sprache wir dolmetschen lassen sollen."),
        ("id_children", "Bitte schreiben Sie die Anzahl der Kinder in Ziffern."),
    ]

    page = client.post(page_of(three[0]), {
        "reply": "yes", "needs_interpretation": "on", "interpretation": "arabisch", "children": "2",
        "needs_step_free": "on", "other": "Pausen",
    }, follow=True)  # fmt: skip

    assert "Vielen Dank. Ihre Antwort ist gespeichert." in words(page)
    assert "Sie haben geantwortet: Ich komme." in words(page)
    with scope(municipality=workshop.municipality_id):
        wanted = wanted_at(workshop)
    assert (wanted.interpretation, wanted.children, wanted.step_free) == ([("Arabisch", 1)], 2, 1)
    shown = words(desk.get(GUESTS + "needs/"))
    assert (
        "Erika Beispiel Wirtschaft Verdolmetschung: arabisch; Stufenloser Zugang; Kinderbetreuung: 2; Pausen" in shown
    )
    assert "Arabisch" not in words(desk.get(GUESTS))

    client.post(page_of(three[0]), {"reply": "no", "other": "Pausen"})
    assert now(three[0]).reply == "no"
    with scope(municipality=workshop.municipality_id):
        assert not Needs.objects.exists()


def test_names_of_who_comes_go_to_the_papers(three: list[Attendee], workshop: Workshop) -> None:
    with scope(municipality=workshop.municipality_id):
        reply_to_invitation(three[0], "yes", NeedsTold())
        reply_to_invitation(three[1], "other", NeedsTold(), stand_in="Jane Sample")

        assert list(guest_names(workshop)) == [
            GuestName("Erika Beispiel", "Bäckerei Beispiel", "business"), GuestName("Jane Sample", "", "civil_society"),
        ]  # fmt: skip


def test_replies_end_when_the_event_begins(client: Client, three: list[Attendee]) -> None:
    with clock.stopped_at(BEGINS - timedelta(seconds=1)):
        assert client.post(page_of(three[0]), {"reply": "yes"}).status_code == 302
    with clock.stopped_at(BEGINS):
        assert client.post(page_of(three[0]), {"reply": "no"}).status_code == 409
        assert "Antworten lassen sich nicht mehr ändern" in words(client.get(page_of(three[0])))
    assert now(three[0]).reply == "yes"


def test_links_of_others_old_ones_and_guesses_open_nothing(
    client: Client, three: list[Attendee], coordinator: Person
) -> None:
    old = page_of(three[0])
    with scope(municipality=three[0].municipality_id):
        renew_link(three[0], by=coordinator)
        erase_guest(three[1])

    assert client.get(old).status_code == 410
    assert "neueren Link" in words(client.get(old))
    assert client.get(page_of(three[1])).status_code == 410
    assert client.get(old.replace(str(three[0].pk), str(three[2].pk), 1)).status_code == 404
    assert client.get("/i/1-aaaa-aaaa-aaaa-aaaa/").status_code == 404
    with_contributors = f"/with/{token_of(now(three[0]))}/"
    assert client.get(with_contributors).status_code == 404


def test_the_calendar_file_can_be_downloaded(client: Client, three: list[Attendee]) -> None:
    response = client.get(page_of(three[0], "calendar/"))

    assert response["Content-Type"] == "text/calendar; method=PUBLISH; charset=utf-8"
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Wie offen sind wir?"
    assert "Erika" not in response.content.decode()


def test_guests_erase_themselves(client: Client, three: list[Attendee], workshop: Workshop) -> None:
    with scope(municipality=workshop.municipality_id):
        reply_to_invitation(three[0], "yes", NeedsTold(other="Pausen"))
    about = words(client.get(page_of(three[0], "about-me/")))
    assert "e…@handwerk.example" in about
    assert "Pausen" in about
    assert "Erika" not in about

    client.post(page_of(three[0], "about-me/erase/"))

    gone = now(three[0])
    assert (gone.name, gone.email, gone.reply, gone.erased_on) == ("", "", "no", NOW.date())
    assert client.get(page_of(three[0])).status_code == 410


def test_needs_go_first_then_names_and_numbers_stay(three: list[Attendee], workshop: Workshop) -> None:
    with scope(municipality=workshop.municipality_id):
        reply_to_invitation(three[0], "yes", NeedsTold(other="Pausen"))
    with clock.stopped_at(BEGINS + timedelta(days=14)):
        assert (erase_old_needs(), erase_old_guests()) == (0, 0)
    with clock.stopped_at(BEGINS + timedelta(days=14, seconds=1)):
        assert (erase_old_needs(), erase_old_guests()) == (1, 0)
    with clock.stopped_at(BEGINS + timedelta(days=90, seconds=1)):
        assert erase_old_guests() == 3
        assert erase_old_guests() == 0
    assert (now(three[0]).name, now(three[0]).reply) == ("", "yes")
