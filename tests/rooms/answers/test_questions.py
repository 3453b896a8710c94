"""Saving one answer for a script, and every earlier state of one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from django.test import Client
from django_scopes import scope
from tests.rooms.answers.pages import FIELDS, QUESTIONS, Page
from tests.rooms.answers.saying import said, save
from tests.rooms.conftest import member

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change
from weltoffen.foundation import clock
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round

ADDRESS = f"{QUESTIONS}m-1.1/"
HISTORY = f"{QUESTIONS}m-1.1/history/"
Queries = Callable[[int], AbstractContextManager[object]]
SignIn = Callable[[Person], Client]


def test_a_saved_answer_is_confirmed_with_its_version(
    county_round: Round, contributor: Person, signed_in: SignIn, django_assert_num_queries: Queries
) -> None:
    client = signed_in(contributor)

    first = client.post(ADDRESS, {"version": "0", "value": "begun", "comment": "erste\r\nzweite"})
    # Session, person, memberships, round; where they work, for whom they speak; begin, answer, history, end.
    with django_assert_num_queries(10):
        second = client.post(ADDRESS, {"version": "1", "value": "mostly", "comment": ""})

    assert (first.status_code, first.json()) == (200, {"version": 1, "saved_at": "14:02"})
    assert (second.status_code, second.json()) == (200, {"version": 2, "saved_at": "14:02"})
    assert said(county_round) == {"m-1.1": (2, "mostly", "")}


def test_what_was_sent_twice_is_confirmed_twice_and_saved_once(
    county_round: Round, contributor: Person, signed_in: SignIn
) -> None:
    client = signed_in(contributor)
    data = {"version": "0", "value": "begun", "comment": "einmal"}

    answers = [client.post(ADDRESS, data).json() for _ in range(2)]

    assert answers == [{"version": 1, "saved_at": "14:02"}] * 2
    assert said(county_round) == {"m-1.1": (1, "begun", "einmal")}
    assert client.post(f"{QUESTIONS}m-1.2/", {"version": "0"}).json() == {"version": 0, "saved_at": ""}


def test_a_stale_tab_gets_both_answers_and_overwrites_nothing(
    county_round: Round, coordinator: Person, contributor: Person, signed_in: SignIn
) -> None:
    save(county_round, Change("m-1.1", "begun", "von der <Koordination>"), by=coordinator)
    client = signed_in(contributor)

    response = client.post(ADDRESS, {"version": "0", "value": "none", "comment": "aus dem alten Fenster"})

    assert (response.status_code, response.headers["Content-Type"]) == (409, "text/html; charset=utf-8")
    text = Page(response).text
    assert "Frage m-1.1 wurde inzwischen anders beantwortet" in text
    assert "Nicht vorhanden aus dem alten Fenster" in text
    assert "Begonnen von der <Koordination>" in text
    assert "<html" not in response.content.decode()
    assert said(county_round) == {"m-1.1": (1, "begun", "von der <Koordination>")}


def test_a_stale_tab_is_told_who_gave_the_same_answer(
    county_round: Round, coordinator: Person, contributor: Person, signed_in: SignIn
) -> None:
    save(county_round, Change("m-1.1", "begun"), by=coordinator)
    client = signed_in(contributor)

    unseen, seen = (client.post(ADDRESS, {"version": version, "value": "begun"}).json() for version in "01")

    assert unseen == {"version": 1, "saved_at": "14:02", "by": str(coordinator)}
    assert seen == {"version": 1, "saved_at": "14:02"}


def test_a_conflict_says_whether_one_saved_the_other_answer_oneself(
    county_round: Round, coordinator: Person, contributor: Person, signed_in: SignIn
) -> None:
    save(county_round, Change("m-1.1", "begun"), Change("m-1.2", "begun"), by=coordinator)
    save(county_round, Change("m-1.2", "mostly", read_version=1), by=contributor)
    client = signed_in(contributor)

    theirs, own = (client.post(f"{QUESTIONS}m-1.{n}/", {"version": "0", "value": "none"}) for n in (1, 2))

    assert (theirs.status_code, b"data-own" in theirs.content) == (409, False)
    assert (own.status_code, b"data-own" in own.content) == (409, True)


def test_a_stale_tab_that_says_what_it_read_is_shown_what_is_stored(
    county_round: Round, coordinator: Person, contributor: Person, signed_in: SignIn
) -> None:
    """Nothing is saved, and nothing must look as if it were."""
    save(county_round, Change("m-1.1", "begun"), by=coordinator)
    save(county_round, Change("m-1.1", "mostly", read_version=1), by=coordinator)

    response = signed_in(contributor).post(ADDRESS, {"version": "1", "value": "begun"})

    assert (response.status_code, said(county_round)) == (409, {"m-1.1": (2, "mostly", "")})
    assert "Überwiegend umgesetzt" in Page(response).text


def test_faults_are_told_by_part(county_round: Round, contributor: Person, signed_in: SignIn) -> None:
    response = signed_in(contributor).post(ADDRESS, {"version": "0", "value": "best", "comment": "x" * 10_001})

    assert response.status_code == 400
    assert [(fault["part"], fault["sentence"][:13]) for fault in response.json()["faults"]] == [
        ("value", "Frage m-1.1: "), ("comment", "Frage m-1.1: "),
    ]  # fmt: skip
    assert said(county_round) == {}


def test_a_question_of_no_round_is_a_fault(county_round: Round, contributor: Person, signed_in: SignIn) -> None:
    response = signed_in(contributor).post(f"{QUESTIONS}x-9.9/", {"version": "0", "value": "begun"})

    assert (response.status_code, said(county_round)) == (400, {})


def test_nonsense_for_a_version_never_overwrites(
    county_round: Round, coordinator: Person, contributor: Person, signed_in: SignIn
) -> None:
    save(county_round, Change("m-1.1", "begun"), by=coordinator)
    client = signed_in(contributor)

    for version in ("", "-1", "1.0", "²", "eins", "9" * 30):
        assert client.post(ADDRESS, {"version": version, "value": "none"}).status_code == 409
    assert said(county_round) == {"m-1.1": (1, "begun", "")}


def test_a_finished_round_says_so(
    county_round: Round, coordinator: Person, contributor: Person, signed_in: SignIn
) -> None:
    with scope(municipality=county_round.municipality_id):
        close_round(county_round, by=coordinator)

    response = signed_in(contributor).post(ADDRESS, {"version": "0", "value": "begun"})

    assert (response.status_code, list(response.json())) == (409, ["refusal"])
    assert said(county_round) == {}


def test_only_those_who_answer_save(
    county: Municipality, county_round: Round, stranger: Person, signed_in: SignIn
) -> None:
    data = {"version": "0", "value": "begun"}
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member(Role.CONTRIBUTOR, county))

    refused = [
        Client().post(ADDRESS, data).status_code,
        signed_in(stranger).post(ADDRESS, data).status_code,
        signed_in(member(Role.HEAD, county)).post(ADDRESS, data).status_code,
        signed_in(member(Role.COUNCIL_READER, county)).post(ADDRESS, data).status_code,
        strict.post(ADDRESS, data).status_code,
        strict.get(ADDRESS).status_code,
    ]

    assert refused == [302, 404, 403, 403, 403, 405]
    assert said(county_round) == {}


def test_history_says_who_what_and_when_newest_first(
    county_round: Round, coordinator: Person, contributor: Person, signed_in: SignIn
) -> None:
    save(county_round, Change("m-1.1", "begun", "erste"), by=coordinator)
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        save(county_round, Change("m-1.1", "", "zweite", read_version=1), by=contributor)

    text = Page(signed_in(coordinator).get(HISTORY)).text

    newest = (
        "20. November 2026, 16:02 Uhr gilt jetzt "
        "Mitwirkung Donnersbergkreis, direkt eingegeben Noch keine Antwort zweite"
    )
    first = (
        "20. November 2026, 14:02 Uhr Koordination Donnersbergkreis, direkt eingegeben Begonnen erste Wieder übernehmen"
    )
    assert f"{newest} {first}" in text


def test_an_earlier_answer_counts_again_as_a_new_version(
    county_round: Round, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    save(county_round, Change("m-1.1", "begun", "erste"), by=coordinator)
    save(county_round, Change("m-1.1", "none", "zweite", read_version=1), by=coordinator)

    response = client.post(HISTORY, {"version": "1", "seen": "2"})

    assert response.headers["Location"] == HISTORY
    assert said(county_round) == {"m-1.1": (3, "begun", "erste")}
    assert "Die frühere Antwort gilt wieder." in Page(client.get(HISTORY)).text


def test_taking_over_again_does_not_overwrite_a_newer_answer(
    county_round: Round, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    save(county_round, Change("m-1.1", "begun"), by=coordinator)
    save(county_round, Change("m-1.1", "none", read_version=1), by=coordinator)
    save(county_round, Change("m-1.1", "mostly", read_version=2), by=coordinator)

    client.post(HISTORY, {"version": "1", "seen": "2"})

    assert said(county_round) == {"m-1.1": (3, "mostly", "")}
    assert "Gerade wurde eine neuere Antwort gespeichert." in Page(client.get(HISTORY)).text
    assert client.post(HISTORY, {"version": "9", "seen": "3"}).status_code == 404


def test_the_history_of_an_open_question_helps(county_round: Round, coordinator: Person, signed_in: SignIn) -> None:
    page = Page(signed_in(coordinator).get(HISTORY))

    assert "Diese Frage hat noch niemand beantwortet" in page.text
    assert f"{FIELDS}management/#q-m-1.1" in page.links


def test_histories_are_for_those_who_read_answers(
    county: Municipality, county_round: Round, coordinator: Person, stranger: Person, signed_in: SignIn
) -> None:
    save(county_round, Change("m-1.1", "begun", "vertraulich"), by=coordinator)
    save(county_round, Change("m-1.1", "none", read_version=1), by=coordinator)
    head = signed_in(member(Role.HEAD, county))

    seen = {
        role: signed_in(member(role, county)).get(HISTORY)
        for role in (Role.COUNCIL_READER, Role.PROGRAMME_OFFICE)
    }  # fmt: skip

    assert "Wieder übernehmen" not in Page(head.get(HISTORY)).text
    assert head.post(HISTORY, {"version": "1", "seen": "2"}).status_code == 403
    assert [response.status_code for response in seen.values()] == [403, 403]
    assert not [role for role, response in seen.items() if b"vertraulich" in response.content]
    assert signed_in(stranger).get(HISTORY).status_code == 404
    assert said(county_round) == {"m-1.1": (2, "none", "")}


def test_earlier_answers_of_a_finished_round_stay_with_those_who_worked_on_it(
    county_round: Round, coordinator: Person, council_reader: Person, signed_in: SignIn
) -> None:
    """The evaluation shows the others what counted, without names."""
    save(county_round, Change("m-1.1", "begun", "vertraulich"), by=coordinator)
    with scope(municipality=county_round.municipality_id):
        close_round(county_round, by=coordinator)

    refused = signed_in(council_reader).get(HISTORY)

    assert "vertraulich" in Page(signed_in(coordinator).get(HISTORY)).text
    assert (refused.status_code, b"vertraulich" in refused.content) == (403, False)
    assert "Antworten dieser Runde" in Page(refused).text
