"""Mail to guests through a real mail server, with its calendar file; now, later, after a change, called off."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django_scopes import scope
from icalendar import Calendar
from tests.rooms.conftest import NOW
from tests.rooms.contributors.post import NOBODY_THERE, Post, part_of
from tests.rooms.invitations.conftest import CONTENT, GUESTS, now
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.accounts.sending import Outcome
from weltoffen.foundation import clock
from weltoffen.invitations.actions import NeedsTold, call_off, reply_to_invitation, up_to_date
from weltoffen.invitations.choices import Occasion
from weltoffen.invitations.models import Attendee, GuestMail
from weltoffen.invitations.rules import GuestsAreInvited, NobodyToInvite
from weltoffen.invitations.sending import recipients_among, send_due_guest_mail, send_now
from weltoffen.invitations.wording import Inviting
from weltoffen.journal.queries import entries_here
from weltoffen.workshops.actions import change_workshop, discard_workshop
from weltoffen.workshops.models import Workshop

NOW_PLEASE = {"do": "send", "when": "now", "note": ""}
BERLIN = ZoneInfo("Europe/Berlin")


def send(inviting: Inviting, occasion: str, guests: list[Attendee], by: Person) -> Outcome:
    with scope(municipality=inviting.municipality.pk):
        fresh = inviting._replace(invitation=up_to_date(inviting.workshop))
        chosen = recipients_among(inviting.workshop, occasion, [one.pk for one in guests])
        return send_now(fresh, occasion, chosen, note="", by=by)


def calendar_in(mail: EmailMessage) -> tuple[Any, Any]:
    [part] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_content_disposition() == "attachment"
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    calendar = Calendar.from_ical(content)
    assert part.get_param("method") == str(calendar["METHOD"])
    [event] = calendar.walk("VEVENT")
    return calendar, event


def moved(workshop: Workshop, by: Person, begins_at: datetime) -> Workshop:
    with scope(municipality=workshop.municipality_id):
        return change_workshop(workshop, CONTENT._replace(begins_at=begins_at, place="Stadthalle"), by=by)


def test_the_invitation_is_sent_as_it_was_shown_with_a_calendar_file(
    desk: Client, three: list[Attendee], post: Post, coordinator: Person, workshop: Workshop
) -> None:
    note = "Bis bald\n<b>fett</b>"
    preview = words(
        desk.post(GUESTS + "write/invitation/", {"who": ["all"], "when": "now", "note": note, "do": "preview"})
    )
    assert post.mails == []
    assert "2 Personen bekommen eine E-Mail" in preview
    chosen = {"who": [one.pk for one in three], **NOW_PLEASE, "note": note}
    assert "Ohne Postfach: hat keine E-Mail-Adresse" in words(
        desk.post(GUESTS + "write/invitation/", {**chosen, "do": ""})
    )

    page = desk.post(GUESTS + "write/invitation/", chosen, follow=True)

    assert "2 E-Mails wurden verschickt." in words(page)
    mail = post.to("erika@handwerk.example")
    assert mail["From"] == "Donnersbergkreis <weltoffen@example.org>"
    assert mail["Reply-To"] == f"{coordinator.name} <{coordinator.email}>"
    assert " ".join(mail["Subject"].split()) == "Einladung: Wie offen sind wir?, 12. März 2027"
    text = part_of(mail, "plain")
    assert "Wie offen sind wir?\n12. März 2027, 14:00 bis 17:00 Uhr\nKreishaus, Raum 12, 3. Stock" in text
    assert "&lt;b&gt;fett&lt;/b&gt;" in part_of(mail, "html")
    assert "Wie offen sind wir?<br>12. März 2027" in part_of(mail, "html")
    link = next(line for line in text.splitlines() if line.startswith("http://testserver/i/"))
    assert desk.get(link.removeprefix("http://testserver")).status_code == 200
    secret = link.split("/")[4]
    for paragraph in text.strip().split("\n\n"):
        assert " ".join(paragraph.replace(secret, "…").split()) in preview.replace("&lt;", "<").replace("&gt;", ">")
    calendar, event = calendar_in(mail)
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert event["DTSTART"].dt == datetime(2027, 3, 12, 14, 0, tzinfo=BERLIN)
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=3)
    assert str(event["SUMMARY"]) == "Wie offen sind wir?"
    assert str(event["LOCATION"]) == "Kreishaus, Raum 12, 3. Stock"
    assert (event["SEQUENCE"], str(event["UID"])) == (0, f"workshop-{workshop.pk}@testserver")
    [zone] = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/Berlin"
    assert "1981" not in zone.to_ical().decode()
    assert "ATTENDEE" not in event
    assert secret not in calendar.to_ical().decode()
    english = part_of(post.to("john@verein.example"), "plain")
    assert "12 March 2027, 14:00 to 17:00" in english
    with scope(municipality=workshop.municipality_id):
        newest = max(entries_here(), key=lambda entry: entry.pk)
    assert (newest.event, newest.details) == (
        "guests_written_to", {"workshop": 1, "occasion": "invitation", "number": 2, "faults": 0},
    )  # fmt: skip


def test_who_is_refused_is_told_and_can_be_invited_again(desk: Client, three: list[Attendee], post: Post) -> None:
    post.refused.add("erika@handwerk.example")

    page = desk.post(GUESTS + "write/invitation/", {"who": ["all"], **NOW_PLEASE}, follow=True)

    assert f"E-Mail abgelehnt: {NOBODY_THERE}" in words(page)
    assert (now(three[0]).is_invited, now(three[1]).is_invited) == (False, True)
    post.refused.clear()
    desk.post(GUESTS + "write/invitation/", {"who": ["all"], **NOW_PLEASE})
    assert now(three[0]).is_invited
    assert len(post.mails) == 2


def test_nobody_is_invited_twice_and_reminders_come_once_a_day(
    three: list[Attendee], inviting: Inviting, post: Post, coordinator: Person
) -> None:
    with pytest.raises(NobodyToInvite):
        send(inviting, Occasion.REMINDER, three, coordinator)
    assert send(inviting, Occasion.INVITATION, three, coordinator) == Outcome(2, 0)
    with pytest.raises(NobodyToInvite):
        send(inviting, Occasion.INVITATION, three, coordinator)
    with pytest.raises(NobodyToInvite):
        send(inviting, Occasion.REMINDER, three, coordinator)
    with scope(municipality=inviting.municipality.pk):
        reply_to_invitation(three[1], "no", NeedsTold())
    with clock.stopped_at(NOW + timedelta(hours=25)):
        assert send(inviting, Occasion.REMINDER, three, coordinator) == Outcome(1, 0)
        with pytest.raises(NobodyToInvite):
            send(inviting, Occasion.REMINDER, three, coordinator)
    last = post.mails[-1]
    assert " ".join(last["Subject"].split()) == "Kommen Sie? Wie offen sind wir?, 12. März 2027"
    assert not [part for part in last.walk() if part.get_content_type() == "text/calendar"]


def test_a_change_is_told_with_a_newer_calendar_file(
    desk: Client, three: list[Attendee], inviting: Inviting, post: Post, coordinator: Person, workshop: Workshop
) -> None:
    send(inviting, Occasion.INVITATION, three, coordinator)
    post.mails.clear()
    moved(workshop, coordinator, datetime(2027, 3, 30, 13, 0, tzinfo=UTC))

    shown = words(desk.get(GUESTS))
    assert "Tag oder Ort haben sich geändert" in shown
    assert "2 eingeladene Gäste wissen es noch nicht." in shown
    desk.post(GUESTS + "write/change/", {"who": ["all"], **NOW_PLEASE})

    mail = post.to("erika@handwerk.example")
    text = part_of(mail, "plain")
    assert "30. März 2027, 15:00 bis 18:00 Uhr\nStadthalle" in text
    assert "Bisher galt: 12. März 2027, 14:00 bis 17:00 Uhr, Kreishaus, Raum 12, 3. Stock" in text
    _calendar, event = calendar_in(mail)
    assert event["DTSTART"].dt == datetime(2027, 3, 30, 15, 0, tzinfo=BERLIN)
    assert (event["SEQUENCE"], str(event["UID"])) == (1, f"workshop-{workshop.pk}@testserver")
    assert "Tag oder Ort haben sich geändert" not in words(desk.get(GUESTS))


def test_a_workshop_with_invited_guests_is_called_off_before_it_is_discarded(
    desk: Client, three: list[Attendee], inviting: Inviting, post: Post, coordinator: Person, workshop: Workshop
) -> None:
    send(inviting, Occasion.INVITATION, three[:2], coordinator)
    with scope(municipality=workshop.municipality_id), pytest.raises(GuestsAreInvited, match="2 Gäste sind eingeladen"):
        discard_workshop(workshop, by=coordinator)
    post.mails.clear()

    page = desk.post(GUESTS + "call-off/", follow=True)
    assert "Die Gäste wissen es noch nicht" in words(page)
    desk.post(GUESTS + "write/cancellation/", {"who": [three[0].pk], **NOW_PLEASE})
    desk.post(GUESTS + "told/", {"who": [three[1].pk]})

    calendar, event = calendar_in(post.to("erika@handwerk.example"))
    assert (str(calendar["METHOD"]), str(event["STATUS"]), event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert desk.get(GUESTS + "add/").status_code == 409
    with scope(municipality=workshop.municipality_id):
        discard_workshop(workshop, by=coordinator)
        assert not Attendee.objects.exists()


def test_mail_waits_for_its_moment_and_is_not_sent_when_called_off(
    desk: Client, three: list[Attendee], post: Post, coordinator: Person, workshop: Workshop
) -> None:
    later = {"do": "send", "when": "later", "day": "2026-11-23", "time": "08:30", "note": ""}
    page = desk.post(GUESTS + "write/invitation/", {"who": ["all"], **later}, follow=True)
    assert "Einladung, 23. November 2026, 08:30 Uhr: 2 E-Mails" in words(page)
    with clock.stopped_at(datetime(2026, 11, 23, 7, 31, tzinfo=UTC)):
        assert send_due_guest_mail() == Outcome(2, 0)
        assert send_due_guest_mail() == Outcome(0, 0)
    with scope(municipality=workshop.municipality_id):
        Attendee.objects.update(told={})
    desk.post(GUESTS + "write/invitation/", {"who": ["all"], **later})
    with scope(municipality=workshop.municipality_id):
        call_off(workshop, by=coordinator)
        assert not GuestMail.objects.exists()
    with clock.stopped_at(datetime(2026, 11, 24, 7, 31, tzinfo=UTC)):
        assert send_due_guest_mail() == Outcome(0, 0)
    assert len(post.mails) == 2


def test_planned_mail_can_be_cancelled(desk: Client, three: list[Attendee], workshop: Workshop) -> None:
    later = {"do": "send", "when": "later", "day": "2026-11-23", "time": "08:30", "note": ""}
    desk.post(GUESTS + "write/invitation/", {"who": ["all"], **later})
    with scope(municipality=workshop.municipality_id):
        [mail] = GuestMail.objects.all()
    page = desk.post(f"{GUESTS}mails/{mail.pk}/cancel/", follow=True)

    assert "Die geplanten E-Mails werden nicht verschickt." in words(page)
    assert desk.post(f"{GUESTS}mails/{mail.pk}/cancel/").status_code == 409
    with clock.stopped_at(datetime(2026, 11, 24, 7, 31, tzinfo=UTC)):
        assert send_due_guest_mail() == Outcome(0, 0)


def test_a_text_of_ones_own_stands_in_the_mail(
    desk: Client, three: list[Attendee], inviting: Inviting, post: Post, coordinator: Person
) -> None:
    usual = desk.get(GUESTS + "text/").content.decode()
    assert "Diese Frage hat sich unsere Verwaltung in einem Selbstcheck gestellt." in usual
    assert "In a self-check our administration has asked itself this question." in usual
    desk.post(GUESTS + "text/", {"text": "wir laden Sie ein.\n\nBringen Sie Ideen mit.", "text_en": ""})
    send(inviting, Occasion.INVITATION, three, coordinator)

    assert "wir laden Sie ein.\n\nBringen Sie Ideen mit." in part_of(post.to("erika@handwerk.example"), "plain")
    assert "In a self-check our administration" in part_of(post.to("john@verein.example"), "plain")
