"""Reminding: who is listed, what the mail says, what is left out, what waits, how it is stopped and erased."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries, Settings
from tests.rooms.conftest import NOW
from tests.rooms.contributors.post import NOBODY_THERE, Post, free_port, part_of
from tests.rooms.reading import errors, words

from weltoffen.accounts.models import Person
from weltoffen.accounts.sending import Outcome
from weltoffen.agreement.actions import propose
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.respondents import voice_for
from weltoffen.commands import mail as mail_command
from weltoffen.contributors.actions import NewContributor, add_contributors
from weltoffen.departments.models import Department
from weltoffen.foundation import clock
from weltoffen.foundation.own_data import Forgotten, forget, own_data_of
from weltoffen.journal.queries import entries_here
from weltoffen.municipalities.models import Membership
from weltoffen.reminders import sending
from weltoffen.reminders.actions import want_reminders
from weltoffen.reminders.links import Receiver, read_signed, signed
from weltoffen.reminders.models import NoReminders, PlannedReminders, Reminder
from weltoffen.reminders.own_data import forget_reminders
from weltoffen.reminders.queries import departments_waiting
from weltoffen.reminders.retention import erase_old_reminders
from weltoffen.reminders.rules import NothingWasSent
from weltoffen.reminders.sending import remind_due
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round

LIST = "/m/donnersbergkreis/rounds/1/reminders/"
WRITE = LIST + "write/"
LATER = NOW + timedelta(days=3)
PLANNED = {"when": "later", "day": "2026-11-23", "time": "14:02", "note": "Bitte bis Freitag.", "do": "send"}
NOW_AS_IT_IS = {"when": "now", "note": "", "do": "send"}

People = Mapping[str, Person]


def ticked(round_: Round, *people: Person) -> list[int]:
    with scope(municipality=round_.municipality_id):
        return [Membership.objects.get(person=one).pk for one in people]


def remind(desk: Client, round_: Round, people: People, **typed: str) -> str:
    """Send to everybody; answers what the list says then."""
    who = ticked(round_, *people.values())
    return words(desk.post(WRITE, {"who": who, **NOW_AS_IT_IS, **typed}, follow=True))


def last_entry(round_: Round) -> tuple[str, dict[str, object]]:
    with scope(municipality=round_.municipality_id):
        newest = max(entries_here(), key=lambda entry: entry.pk)
    return newest.event, newest.details


def answer(round_: Round, department: Department, by: Person, **values: str) -> None:
    with scope(municipality=round_.municipality_id):
        changes = [Change(key.replace("_", "-", 1).replace("_", "."), value) for key, value in values.items()]
        assert save_answers(round_, changes, by=voice_for(round_, department, by)).saved


def stop_link(text: str) -> str:
    found = re.search(r"^http://testserver(/reminders/\S+/)$", text, re.MULTILINE)
    assert found is not None
    return found.group(1)


def test_the_list_says_what_is_open_and_for_whom(
    desk: Client, people: People, county_round: Round, departments: list[Department], coordinator: Person
) -> None:
    answer(county_round, departments[1], people["John"], m_1_1="begun")
    with scope(municipality=county_round.municipality_id):
        add_contributors(county_round, [NewContributor("Ohne Konto", "o@kreis.example", departments[2])], by=None)

    page = desk.get(LIST)

    shown = words(page)
    assert "Sozialamt 2 Fragen sind offen" in shown
    assert "Bauamt Eine Frage ist offen Mit persönlichem Link: Ohne Konto. Mitwirkende ohne Konto anschreiben" in shown
    assert "Nichts ist offen bei: Jugendamt." in shown
    assert "John" not in shown
    found = re.findall(r'name="who" type="checkbox" value="(\d+)" checked', page.content.decode())
    assert sorted(int(one) for one in found) == sorted(ticked(county_round, people["Erika"], people["Kim"]))


def test_the_mail_is_sent_as_it_was_shown(
    desk: Client, people: People, county_round: Round, post: Post, coordinator: Person
) -> None:
    note = "Danke für Ihre Mühe!\r\n<b>Bis bald</b>"
    who = ticked(county_round, people["Erika"], people["John"])
    shown = words(desk.post(WRITE, {"who": who, "note": note, "when": "now", "do": "preview"}))
    assert post.mails == []

    page = desk.post(WRITE, {"who": who, "note": note, "when": "now", "do": "send"}, follow=True)

    assert "2 Personen wurden erinnert." in words(page)
    mail = post.to("erika@kreis.example")
    assert mail["From"] == "Donnersbergkreis <weltoffen@example.org>"
    assert mail["Reply-To"] == f"{coordinator.name} <{coordinator.email}>"
    assert mail["Subject"].strip() == "Erinnerung: Selbstcheck 2026, Donnersbergkreis"
    text = part_of(mail, "plain")
    stop = stop_link(text)
    assert mail["List-Unsubscribe"].replace("\n", "").replace(" ", "") == f"<http://testserver{stop}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    secret = stop.split("/")[2]
    for paragraph in text.strip().split("\n\n"):
        one_line = " ".join(paragraph.replace(secret, "…").split())
        assert one_line in shown.replace("&lt;", "<").replace("&gt;", ">"), one_line
    assert "im Selbstcheck von Donnersbergkreis sind für Ihre Abteilung „Sozialamt“ noch 2 Fragen offen." in text
    assert "http://testserver/m/donnersbergkreis/rounds/1/mine/" in text
    assert "agreement" not in text
    html = part_of(mail, "html")
    assert f'<a href="http://testserver{stop}">Erinnerungen abbestellen</a>' in html
    assert "&lt;b&gt;Bis bald&lt;/b&gt;" in html
    assert "noch eine Frage offen" in part_of(post.to("john@kreis.example"), "plain")
    assert last_entry(county_round) == (
        "reminders_sent", {"round": 1, "departments": "Sozialamt, Jugendamt", "number": 2, "faults": 0},
    )  # fmt: skip


def test_a_mail_is_german_whatever_the_coordinator_reads(desk: Client, people: People, county_round: Round) -> None:
    desk.cookies["language"] = "en"

    page = remind(desk, county_round, people)

    assert "3 people were reminded." in page
    assert {one.subject for one in outbox.outbox} == {"Erinnerung: Selbstcheck 2026, Donnersbergkreis"}


@pytest.mark.parametrize(
    ("days", "said"),
    [(10, "Bitte antworten Sie bis zum 30. November 2026."), (-1, "Eigentlich wollten wir bis zum 19. November 2026")],
)
def test_a_mail_says_by_when(desk: Client, people: People, county_round: Round, days: int, said: str) -> None:
    with scope(municipality=county_round.municipality_id):
        Round.objects.filter(pk=county_round.pk).update(
            ends_on=(NOW + timedelta(days=days)).date(), starts_on=(NOW - timedelta(days=9)).date()
        )

    assert ("Überfällig" in words(desk.get(LIST))) == (days < 0)
    remind(desk, county_round, people)
    assert said in outbox.outbox[0].body


def test_a_proposal_alone_is_a_reason_to_remind(
    desk: Client, people: People, county_round: Round, departments: list[Department], coordinator: Person
) -> None:
    answer(county_round, departments[1], people["John"], m_1_1="begun")
    answer(county_round, departments[0], people["Kim"], m_1_1="none")
    with scope(municipality=county_round.municipality_id):
        propose(county_round, "m-1.1", value="begun", reason="", by=coordinator)

    assert "Jugendamt ein Vorschlag wartet auf eine Rückmeldung" in words(desk.get(LIST))
    remind(desk, county_round, people)

    by_address = {one.to[0]: str(one.body) for one in outbox.outbox}
    assert "wartet ein Vorschlag für eine gemeinsame Antwort" in by_address["john@kreis.example"]
    assert "/rounds/1/mine/" not in by_address["john@kreis.example"]
    assert "Außerdem wartet ein Vorschlag" in by_address["erika@kreis.example"]
    assert by_address["erika@kreis.example"].index("/mine/") < by_address["erika@kreis.example"].index("/agreement/")


def test_who_was_reminded_is_left_out_for_a_day(desk: Client, people: People, county_round: Round) -> None:
    remind(desk, county_round, {"Erika": people["Erika"]})
    outbox.outbox.clear()

    assert "Erika Beispiel: wurde in den letzten 24 Stunden erinnert" in words(
        desk.get(f"{WRITE}?who={ticked(county_round, people['Erika'])[0]}")
    )
    assert "2 Personen wurden erinnert." in remind(desk, county_round, people)
    assert "kann niemand erinnert werden" in remind(desk, county_round, people)
    with clock.stopped_at(NOW + timedelta(hours=24)):
        assert "3 Personen wurden erinnert." in remind(desk, county_round, people)


def test_who_is_refused_is_told_and_can_be_tried_again(
    desk: Client, people: People, county_round: Round, post: Post
) -> None:
    post.refused.add("erika@kreis.example")

    page = remind(desk, county_round, people)

    assert "2 Personen wurden erinnert." in page
    assert f"E-Mail abgelehnt: {NOBODY_THERE}" in page
    assert last_entry(county_round)[1]["faults"] == 1
    post.refused.clear()
    assert "Eine Person wurde erinnert." in remind(desk, county_round, people)
    assert "abgelehnt" not in words(desk.get(LIST))


def test_nothing_is_noted_where_the_mail_server_is_away(
    desk: Client, people: People, county_round: Round, settings: Settings, socket_enabled: None
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    who = ticked(county_round, *people.values())

    page = desk.post(WRITE, {"who": who, **NOW_AS_IT_IS})

    assert (page.status_code, "Niemand wurde erinnert." in words(page)) == (409, True)
    with scope(municipality=county_round.municipality_id):
        assert not Reminder.objects.exists()
    desk.post(WRITE, {"who": who, **PLANNED})
    with clock.stopped_at(LATER), pytest.raises(NothingWasSent):
        remind_due()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with clock.stopped_at(LATER):
        assert remind_due() == Outcome(3, 0)


def test_reminders_wait_for_their_moment_and_say_what_is_open_then(
    desk: Client, people: People, county_round: Round, departments: list[Department], coordinator: Person
) -> None:
    shown = remind(desk, county_round, people, **PLANNED)
    assert "3 Erinnerungen werden verschickt: 23. November 2026, 14:02 Uhr." in shown
    assert "E-Mail geplant für 23. November 2026, 14:02 Uhr" in shown
    assert last_entry(county_round)[0] == "reminders_planned"
    answer(county_round, departments[1], people["John"], m_1_1="begun")
    answer(county_round, departments[0], people["Kim"], m_1_1="begun")
    want_reminders(Receiver(county_round.municipality_id, people["Kim"].pk), wanted=False)
    with clock.stopped_at(LATER - timedelta(seconds=1)):
        assert remind_due() == Outcome(0, 0)

    with clock.stopped_at(LATER):
        assert remind_due() == Outcome(1, 0)
        assert remind_due() == Outcome(0, 0)

    [mail] = outbox.outbox
    assert mail.to == ["erika@kreis.example"]
    assert "noch eine Frage offen" in mail.body
    assert "Bitte bis Freitag." in mail.body
    assert mail.reply_to == [f"{coordinator.name} <{coordinator.email}>"]
    with scope(municipality=county_round.municipality_id):
        assert not PlannedReminders.objects.exists()


def test_the_command_sends_what_is_due(
    desk: Client, people: People, county_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_command, "require_prepared", lambda: None)
    remind(desk, county_round, people, **PLANNED)
    assert mail_command.send() == ""

    with clock.stopped_at(LATER):
        assert mail_command.send() == "Mail sent: 3, refused by the mail server: 0"


def test_what_was_cancelled_or_belongs_to_a_finished_round_is_not_sent(
    desk: Client, people: People, county_round: Round, coordinator: Person
) -> None:
    remind(desk, county_round, people, **PLANNED)
    remind(desk, county_round, people, **PLANNED)
    with scope(municipality=county_round.municipality_id):
        [waiting] = PlannedReminders.objects.all()
    cancel = f"{LIST}planned/{waiting.pk}/cancel/"
    assert "werden nicht verschickt" in words(desk.post(cancel, follow=True))
    assert last_entry(county_round) == ("reminders_cancelled", {"round": 1, "number": 3})
    assert desk.post(cancel).status_code == 409
    remind(desk, county_round, people, **PLANNED)
    with scope(municipality=county_round.municipality_id):
        close_round(county_round, by=coordinator)

    with clock.stopped_at(LATER):
        assert remind_due() == Outcome(0, 0)
    assert outbox.outbox == []
    assert desk.get(LIST).status_code == 409


def test_what_a_page_cannot_wait_for_is_sent_by_the_command_and_a_day_has_a_limit(
    desk: Client, people: People, county_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_IN_A_DAY", 2)
    assert "höchstens 500 Erinnerungen" in remind(desk, county_round, people)
    assert outbox.outbox == []
    monkeypatch.setattr(sending, "MOST_IN_A_DAY", 3)
    monkeypatch.setattr(sending, "MOST_AT_ONCE", 1)

    assert "2 weitere E-Mails folgen" in remind(desk, county_round, people)
    assert remind_due() == Outcome(2, 0)
    assert len({one.to[0] for one in outbox.outbox}) == 3


def test_a_fault_is_told_and_nothing_is_sent(desk: Client, people: People, county_round: Round) -> None:
    who = ticked(county_round, *people.values())

    page = desk.post(WRITE, {"who": who, **PLANNED, "day": "2026-11-19"})

    assert [anchor for anchor, _sentence in errors(page)] == ["id_day"]
    with scope(municipality=county_round.municipality_id):
        assert not PlannedReminders.objects.exists()


def test_a_link_stops_reminders_without_signing_in(
    desk: Client, people: People, county_round: Round, client: Client
) -> None:
    remind(desk, county_round, people)
    way = stop_link(str(next(one.body for one in outbox.outbox if one.to == ["kim@kreis.example"])))

    page = client.get(way)
    assert "Donnersbergkreis erinnert Sie per E-Mail" in words(page)
    assert "Kim" not in page.content.decode()
    with scope(municipality=county_round.municipality_id):
        assert not NoReminders.objects.exists()
    assert "keine Erinnerungen mehr von Donnersbergkreis" in words(client.post(way, {"wanted": "no"}, follow=True))

    with clock.stopped_at(NOW + timedelta(days=2)):
        assert "Bekommt nichts: möchte keine Erinnerungen" in words(desk.get(LIST))
        assert "2 Personen wurden erinnert." in remind(desk, county_round, people)
    client.post(way, {"wanted": "yes"})
    with scope(municipality=county_round.municipality_id):
        assert not NoReminders.objects.exists()


def test_a_mail_program_stops_reminders_with_one_click(people: People, county_round: Round) -> None:
    client = Client(enforce_csrf_checks=True)
    way = f"/reminders/{signed(Receiver(county_round.municipality_id, people['Kim'].pk))}/"

    assert client.post(way, {"wanted": "no"}).status_code == 403
    for _again in range(2):
        assert client.post(way, {"List-Unsubscribe": "One-Click"}).status_code == 200

    with scope(municipality=county_round.municipality_id):
        assert [one.person_id for one in NoReminders.objects.all()] == [people["Kim"].pk]


def test_a_link_is_nobody_elses(people: People, county_round: Round, client: Client) -> None:
    kim = Receiver(county_round.municipality_id, people["Kim"].pk)
    other = signed(kim).replace(f"-{kim.person}:", f"-{people['Erika'].pk}:")

    assert (read_signed(signed(kim)), read_signed(other), read_signed("x")) == (kim, None, None)
    answer = client.post(f"/reminders/{other}/", {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, "Dieser Link ist nicht bekannt" in words(answer)) == (404, True)
    gone = signed(Receiver(kim.municipality, 4711))
    assert client.get(f"/reminders/{gone}/").status_code == 404


def test_the_account_stops_and_starts_reminders(
    people: People, county_round: Round, signed_in: Callable[[Person], Client], town: object
) -> None:
    kim = signed_in(people["Kim"])
    assert 'href="/reminders/"' in kim.get("/account/").content.decode()

    page = kim.post("/reminders/", {"municipality": "donnersbergkreis", "wanted": "no"}, follow=True)
    assert "Sie bekommen keine Erinnerungen." in words(page)
    kim.post("/reminders/", {"municipality": "eisenberg", "wanted": "no"})
    with scope(municipality=county_round.municipality_id):
        assert NoReminders.objects.count() == 1
    page = kim.post("/reminders/", {"municipality": "donnersbergkreis", "wanted": "yes"}, follow=True)
    assert "Sie werden per E-Mail erinnert" in words(page)


def test_somebody_sees_what_is_stored_and_it_goes_with_the_account(
    desk: Client, people: People, county_round: Round, coordinator: Person
) -> None:
    remind(desk, county_round, {"Kim": people["Kim"]})
    want_reminders(Receiver(county_round.municipality_id, people["Kim"].pk), wanted=False)
    remind(desk, county_round, people, **PLANNED)

    own = {part.key: part.rows for part in own_data_of(people["Kim"])}
    assert own["reminders"] == [("Donnersbergkreis", "Selbstcheck 2026", NOW, "", None)]
    assert own["no_reminders"] == [("Donnersbergkreis", NOW)]
    planned = {part.key: part.rows for part in own_data_of(coordinator)}["planned_reminders"]
    assert planned == [("Donnersbergkreis", "Selbstcheck 2026", LATER, "Bitte bis Freitag.")]
    forget(Forgotten(people["Kim"].pk, people["Kim"], "jemand"))
    forget_reminders(Forgotten(coordinator.pk, coordinator, "jemand"))
    with scope(municipality=county_round.municipality_id):
        assert not Reminder.objects.filter(person=people["Kim"]).exists()
        assert not NoReminders.objects.exists()
        assert not PlannedReminders.objects.exists()


def test_it_is_erased_some_time_after_the_round(
    desk: Client, people: People, county_round: Round, coordinator: Person
) -> None:
    remind(desk, county_round, people)
    with scope(municipality=county_round.municipality_id):
        close_round(county_round, by=coordinator)
    with clock.stopped_at(NOW + timedelta(days=90)):
        assert erase_old_reminders() == 0
    with clock.stopped_at(NOW + timedelta(days=90, seconds=1)):
        assert erase_old_reminders() == 3


def test_a_round_that_nobody_finishes_keeps_nothing_for_ever(desk: Client, people: People, county_round: Round) -> None:
    remind(desk, county_round, people)
    with clock.stopped_at(NOW + timedelta(days=365)):
        assert erase_old_reminders() == 0
    with clock.stopped_at(NOW + timedelta(days=365, seconds=1)):
        assert erase_old_reminders() == 3


def test_the_journal_names_departments_and_nobody(desk: Client, people: People, county_round: Round) -> None:
    remind(desk, county_round, people)

    page = words(desk.get("/m/donnersbergkreis/journal/"))
    with scope(municipality=county_round.municipality_id):
        kept = str([(one.event, one.subject, one.details) for one in entries_here() if "reminder" in one.event])

    assert "hat an „Selbstcheck 2026“ erinnert. Abteilungen: Sozialamt, Jugendamt. Verschickt: 3," in page
    assert [one for one in ("Erika", "John", "Kim", "kreis.example") if one in kept] == []


def test_the_board_leads_there(
    desk: Client, people: People, contributor: Person, signed_in: Callable[..., Client]
) -> None:
    board = "/m/donnersbergkreis/rounds/1/board/"

    assert f'href="{LIST}"' in desk.get(board).content.decode()
    assert f'href="{LIST}"' not in signed_in(contributor).get(board).content.decode()


@pytest.mark.parametrize("names", [("Erika",), ("Erika", "Kim", "John")])
def test_more_people_ask_the_database_equally_often(
    people: People, county_round: Round, names: tuple[str, ...], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with scope(municipality=county_round.municipality_id):
        Membership.objects.filter(person__in=[one for name, one in people.items() if name not in names]).delete()
        departments_waiting(county_round)
        with django_assert_num_queries(12):
            departments_waiting(county_round)
