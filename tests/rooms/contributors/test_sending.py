"""Mail to contributors through a real mail server: text and headers, faults, reminders, now and later."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as outbox
from django.test import Client
from django_scopes import scope
from pytest_django import Settings
from tests.rooms.conftest import NOW
from tests.rooms.contributors.post import LIST, NOBODY_THERE, WRITE, Post, free_port, link_in, part_of
from tests.rooms.reading import errors, words

from weltoffen.accounts.models import Person
from weltoffen.accounts.sending import MailServerIsAway, Outcome
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.respondents import voice_of_guest
from weltoffen.contributors import sending
from weltoffen.contributors.actions import cancel_sending, revoke_link, want_reminders
from weltoffen.contributors.guest import Guest
from weltoffen.contributors.models import Contributor, Sending
from weltoffen.contributors.rules import TooManyMails
from weltoffen.contributors.sending import recipients_among, send_due, send_now
from weltoffen.contributors.wording import Asking
from weltoffen.foundation import clock
from weltoffen.journal.queries import entries_here
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round

LATER = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
PLANNED = {"do": "send", "when": "later", "day": "2026-11-23", "time": "08:30", "note": "Bitte bis Freitag."}


def state_of(contributor: Contributor) -> Contributor:
    with scope(municipality=contributor.municipality_id):
        return Contributor.objects.get(pk=contributor.pk)


def all_of(three: list[Contributor]) -> list[int]:
    return [one.pk for one in three]


def last_entry(round_: Round) -> tuple[str, dict[str, object]]:
    with scope(municipality=round_.municipality_id):
        newest = max(entries_here(), key=lambda entry: entry.pk)
    return newest.event, newest.details


def send(three: list[Contributor], by: Person, note: str = "") -> Outcome:
    round_ = three[0].round
    asking = Asking(round_.municipality, round_, "http://testserver/", by.name)
    with scope(municipality=round_.municipality_id):
        return send_now(asking, recipients_among(round_.municipality, round_, all_of(three)), note=note, by=by)


def test_the_mail_is_sent_as_it_was_shown(
    desk: Client, three: list[Contributor], post: Post, coordinator: Person, county_round: Round
) -> None:
    note = "Danke, dass Sie dabei sind!\r\n<b>Bis bald</b>"
    preview = desk.post(WRITE, {"who": all_of(three), "note": note, "when": "now", "do": "preview"})
    shown = words(preview)
    assert post.mails == []
    assert "Ohne Postfach: hat keine E-Mail-Adresse: Drucken Sie einen Brief" in shown
    assert "Einladung (Deutsch)" in shown
    assert "Einladung (Englisch)" in shown

    page = desk.post(WRITE, {"who": all_of(three), "note": note, "when": "now", "do": "send"}, follow=True)

    assert "2 E-Mails wurden verschickt." in words(page)
    mail = post.to("erika.beispiel@kreis.example")
    assert mail["From"] == "Donnersbergkreis <weltoffen@example.org>"
    assert mail["Reply-To"] == f"{coordinator.name} <{coordinator.email}>"
    assert mail["Subject"].strip() == "Donnersbergkreis: Bitte um Ihren Beitrag zu „Selbstcheck 2026“"
    stop = f"http://testserver{link_in(mail)}reminders/"
    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]) == (f"<{stop}>", "List-Unsubscribe=One-Click")
    text = part_of(mail, "plain")
    secret = link_in(mail).split("/")[2]
    for paragraph in text.strip().split("\n\n"):
        one_line = " ".join(paragraph.replace(secret, "…").split())
        assert one_line in shown.replace("&lt;", "<").replace("&gt;", ">"), one_line
    assert "Es sind 2 Fragen; sie dauern etwa 5 Minuten." in text
    html = part_of(mail, "html")
    assert f'<a href="http://testserver{link_in(mail)}">Zu den Fragen</a>' in html
    assert f'<a href="{stop}">Erinnerungen abbestellen</a>' in html
    assert "&lt;b&gt;Bis bald&lt;/b&gt;" in html
    assert "If you have a question, simply answer this e-mail." in part_of(post.to("john@kreis.example"), "plain")
    assert desk.get(link_in(mail)).status_code == 200
    event, details = last_entry(county_round)
    assert (event, details) == ("contributors_written_to", {"round": 1, "number": 2, "faults": 0})


def test_who_is_refused_is_told_and_the_others_get_their_mail(
    desk: Client, three: list[Contributor], post: Post
) -> None:
    post.refused.add("erika.beispiel@kreis.example")

    page = desk.post(WRITE, {"who": ["new"], "note": "", "when": "now", "do": "send"}, follow=True)

    assert [mail["To"] for mail in post.mails] == ["john@kreis.example"]
    assert "Eine E-Mail wurde verschickt." in words(page)
    assert f"E-Mail abgelehnt: {NOBODY_THERE}" in words(page)
    assert state_of(three[0]).delivery_fault == NOBODY_THERE
    assert state_of(three[1]).delivery_fault == ""
    assert "Eine Person ist noch nicht angeschrieben" in words(page)


def test_nothing_is_noted_where_the_mail_server_is_away(
    desk: Client, three: list[Contributor], settings: Settings, socket_enabled: None
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    page = desk.post(WRITE, {"who": ["new"], "note": "", "when": "now", "do": "send"})

    assert page.status_code == 409
    assert "Der Mailserver antwortet nicht." in words(page)
    assert [state_of(one).invited_at for one in three] == [None] * 3


def test_a_second_mail_reminds_those_who_want_it_and_have_something_open(
    three: list[Contributor], coordinator: Person, desk: Client
) -> None:
    send(three, coordinator)
    outbox.outbox.clear()
    assert [state_of(one).invited_at for one in three] == [NOW, NOW, None]
    want_reminders_of = three[1]
    with scope(municipality=three[0].municipality_id):
        want_reminders(want_reminders_of, wanted=False)

    page = desk.get(WRITE + "?who=all")
    assert "John Sample: möchte keine Erinnerungen" in words(page)
    assert send(three, coordinator) == Outcome(1, 0)
    [mail] = outbox.outbox
    assert mail.subject == "Erinnerung: Selbstcheck 2026, Donnersbergkreis"

    with scope(municipality=three[0].municipality_id):
        guest = Guest(three[0].municipality, three[0].round, three[0], "")
        save_answers(guest.round, [Change("m-1.1", "begun"), Change("m-1.2", "none")], by=voice_of_guest(guest))
    assert "Erika Beispiel: hat alles beantwortet" in words(desk.get(WRITE + "?who=all"))


def test_mail_waits_for_its_moment(
    desk: Client, three: list[Contributor], post: Post, county_round: Round, coordinator: Person
) -> None:
    page = desk.post(WRITE, {"who": ["new"], **PLANNED}, follow=True)
    assert "2 E-Mails werden verschickt: 23. November 2026, 08:30 Uhr." in words(page)
    assert "E-Mail geplant für 23. November 2026, 08:30 Uhr" in words(page)
    assert last_entry(county_round)[0] == "sending_planned"
    with clock.stopped_at(LATER - timedelta(seconds=1)):
        assert send_due() == Outcome(0, 0)
    assert post.mails == []

    with clock.stopped_at(LATER):
        assert send_due() == Outcome(2, 0)
        assert send_due() == Outcome(0, 0)

    mail = post.to("erika.beispiel@kreis.example")
    assert "Bitte bis Freitag." in part_of(mail, "plain")
    assert mail["Reply-To"] == f"{coordinator.name} <{coordinator.email}>"
    assert state_of(three[0]).invited_at == LATER
    with scope(municipality=county_round.municipality_id):
        assert not Sending.objects.exists()
    assert last_entry(county_round) == ("contributors_written_to", {"round": 1, "number": 2, "faults": 0})


def test_what_ended_or_was_cancelled_meanwhile_is_not_sent(
    desk: Client, three: list[Contributor], county_round: Round, coordinator: Person
) -> None:
    desk.post(WRITE, {"who": ["new"], **PLANNED})
    with scope(municipality=county_round.municipality_id):
        revoke_link(three[0], by=coordinator)
    with clock.stopped_at(LATER):
        assert send_due() == Outcome(1, 0)

    desk.post(WRITE, {"who": [three[1].pk], **PLANNED})
    with scope(municipality=county_round.municipality_id):
        waiting = Sending.objects.get()
    assert desk.post(f"{LIST}sendings/{waiting.pk}/cancel/").status_code == 302
    assert last_entry(county_round) == ("sending_cancelled", {"round": 1, "number": 1})
    with clock.stopped_at(LATER):
        assert send_due() == Outcome(0, 0)

    desk.post(WRITE, {"who": [three[1].pk], **PLANNED})
    with scope(municipality=county_round.municipality_id):
        close_round(county_round, by=coordinator)
    with clock.stopped_at(LATER):
        assert send_due() == Outcome(0, 0)
    assert len(outbox.outbox) == 1


def test_planned_mail_stays_where_the_mail_server_is_away(
    desk: Client, three: list[Contributor], settings: Settings, socket_enabled: None
) -> None:
    desk.post(WRITE, {"who": ["new"], **PLANNED})
    before, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with clock.stopped_at(LATER):
        with pytest.raises(MailServerIsAway):
            send_due()
        settings.EMAIL_BACKEND = before
        assert send_due() == Outcome(2, 0)


def test_planning_again_replaces_what_waited(desk: Client, three: list[Contributor], county_round: Round) -> None:
    desk.post(WRITE, {"who": ["new"], **PLANNED})
    desk.post(WRITE, {"who": ["new"], **PLANNED, "day": "2026-11-24"})

    with scope(municipality=county_round.municipality_id):
        assert [one.due_at for one in Sending.objects.all()] == [LATER + timedelta(days=1)]


@pytest.mark.parametrize(
    ("changed", "anchor"),
    [
        ({"day": ""}, "id_day"), ({"time": ""}, "id_time"), ({"day": "2026-11-20", "time": "08:30"}, "id_day"),
        ({"day": "2028-11-20"}, "id_day"), ({"time": "bald"}, "id_time"), ({"when": ""}, "id_when"),
        ({"note": "x" * 2001}, "id_note"),
    ],
)  # fmt: skip
def test_a_fault_is_told_and_nothing_is_sent(
    desk: Client, three: list[Contributor], changed: dict[str, str], anchor: str
) -> None:
    page = desk.post(WRITE, {"who": ["new"], **PLANNED, **changed})

    assert [where for where, _sentence in errors(page)] == [anchor]
    with scope(municipality=three[0].municipality_id):
        assert not Sending.objects.exists()
    assert outbox.outbox == []


def test_what_a_page_cannot_wait_for_is_sent_by_the_command(
    three: list[Contributor], coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_AT_ONCE", 1)

    assert send(three, coordinator) == Outcome(1, 0, 1)
    assert send_due() == Outcome(1, 0)
    assert sorted(mail.to[0] for mail in outbox.outbox) == ["erika.beispiel@kreis.example", "john@kreis.example"]


def test_a_round_sends_a_limited_number_of_mails_in_a_day(
    three: list[Contributor], coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_IN_A_DAY", 3)
    send(three, coordinator)

    with pytest.raises(TooManyMails):
        send(three, coordinator)
    with clock.stopped_at(NOW + timedelta(days=1)):
        assert send(three, coordinator) == Outcome(2, 0)


def test_nobody_is_written_to_by_accident(desk: Client, three: list[Contributor], county_round: Round) -> None:
    assert "Es ist niemand ausgewählt." in words(desk.get(WRITE, follow=True))
    assert "Es ist niemand ausgewählt." in words(desk.post(WRITE, {"do": "send", "who": ["4711", "x"]}, follow=True))
    page = desk.post(WRITE, {"do": "send", "when": "now", "who": [three[2].pk]})
    assert (page.status_code, outbox.outbox) == (409, [])


def test_cancelling_twice_is_refused(
    desk: Client, three: list[Contributor], county_round: Round, coordinator: Person
) -> None:
    desk.post(WRITE, {"who": ["new"], **PLANNED})
    with scope(municipality=county_round.municipality_id):
        waiting = Sending.objects.get()
        cancel_sending(waiting, by=coordinator)

    assert desk.post(f"{LIST}sendings/{waiting.pk}/cancel/").status_code == 409
