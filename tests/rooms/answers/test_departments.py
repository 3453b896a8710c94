"""A department's own questions on one page, and the board that says who is missing."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.rooms.conftest import NOW
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.queries import answers_in
from weltoffen.answers.standing import Standing, standings_of
from weltoffen.assignments.actions import assign_questions
from weltoffen.departments.actions import NewDepartment, add_departments, place_colleague
from weltoffen.departments.models import Department
from weltoffen.foundation import clock
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round

SignedIn = Callable[[Person], Client]
ROUND = "/m/donnersbergkreis/rounds/1/"
MINE, BOARD, HOME = f"{ROUND}mine/", f"{ROUND}board/", "/m/donnersbergkreis/"
OWN = ("m-1.4", "o-1.1", "k-1.1")


@pytest.fixture
def social(county: Municipality, county_round: Round, contributor: Person) -> Department:
    """A department with a colleague, which is asked three questions of three fields."""
    with scope(municipality=county.pk):
        [added] = add_departments(county, [NewDepartment("Sozialamt", [])], by=None)
        place_colleague(Membership.objects.get(person=contributor), department=added, by=None)
        assign_questions(county_round, {key: [added.pk] for key in OWN}, by=None)
    return added


def answer(round_: Round, by: Person, **values: str) -> None:
    with scope(municipality=round_.municipality_id):
        save_answers(round_, [Change(key.replace("_", "-", 1).replace("_", "."), said) for key, said in values.items()],
                     by=by)  # fmt: skip


def standings(round_: Round) -> list[Standing]:
    with scope(municipality=round_.municipality_id):
        return list(standings_of(round_))


def keys_on(page: bytes) -> list[str]:
    return re.findall(r'data-question="([^"]+)"', page.decode())


def test_ones_own_questions_stand_on_one_page_and_are_saved_there(
    county_round: Round, social: Department, contributor: Person, signed_in: SignedIn
) -> None:
    client = signed_in(contributor)
    page = client.get(MINE)
    assert keys_on(page.content) == list(OWN)
    assert "Ihre Fragen" in words(page)
    assert "0 von 3 beantwortet" in words(page)
    sent = {f"version-{key}": "0" for key in OWN} | {"value-m-1.4": "begun", "value-o-1.1": "none"}

    saved = client.post(MINE, sent, follow=True)

    assert saved.redirect_chain == [(MINE, 302)]
    assert "2 Antworten gespeichert." in words(saved)
    assert "2 von 3 beantwortet" in words(saved)
    assert client.post(MINE, {"onward": "1"}).headers["Location"] == ROUND
    with scope(municipality=county_round.municipality_id):
        assert {one.question: (one.value, str(one.respondent)) for one in answers_in(county_round)} == {
            "m-1.4": ("begun", "Sozialamt"), "o-1.1": ("none", "Sozialamt"),
        }  # fmt: skip


def test_another_question_that_is_sent_along_is_not_saved(
    county_round: Round, social: Department, contributor: Person, signed_in: SignedIn
) -> None:
    signed_in(contributor).post(MINE, {"version-m-1.1": "0", "value-m-1.1": "begun"})

    with scope(municipality=county_round.municipality_id):
        assert not answers_in(county_round)


def test_a_conflict_shows_both_answers_there_too(
    county_round: Round, social: Department, contributor: Person, coordinator: Person, signed_in: SignedIn
) -> None:
    with scope(municipality=county_round.municipality_id):
        place_colleague(Membership.objects.get(person=coordinator), department=social, by=None)
    answer(county_round, coordinator, m_1_4="none")

    response = signed_in(contributor).post(MINE, {"version-m-1.4": "0", "value-m-1.4": "begun"})

    assert response.status_code == 409
    assert "Eine Antwort braucht Ihre Entscheidung" in words(response)


def test_who_has_no_questions_is_told_where_all_of_them_are(
    county_round: Round, coordinator: Person, signed_in: SignedIn
) -> None:
    response = signed_in(coordinator).get(MINE)

    assert response.status_code == 409
    assert "An Ihre Abteilung geht in dieser Runde keine Frage." in words(response)


def test_the_overview_leads_to_ones_own_questions_until_they_are_answered(
    county_round: Round, social: Department, contributor: Person, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(contributor)
    assert "Beantworten Sie Ihre Fragen 0 von 3 beantwortet, für: Sozialamt." in words(client.get(HOME))
    assert "Ihre Fragen" in words(client.get(ROUND))

    answer(county_round, contributor, m_1_4="begun")
    assert f'href="{MINE}#q-o-1.1"' in client.get(HOME).content.decode()
    answer(county_round, contributor, o_1_1="begun", k_1_1="not_known")

    assert "Ihre Fragen sind beantwortet" in words(client.get(HOME))
    assert "Ihre Fragen" not in words(signed_in(coordinator).get(HOME))
    with scope(municipality=county_round.municipality_id):
        close_round(county_round, by=None)
    assert "Ihre Fragen" not in words(client.get(HOME))


def test_the_board_counts_each_department_and_what_nobody_is_asked(
    county_round: Round, social: Department, contributor: Person, coordinator: Person, signed_in: SignedIn
) -> None:
    with scope(municipality=county_round.municipality_id):
        add_departments(county_round.municipality, [NewDepartment("Jugendamt", [])], by=None)
    answer(county_round, contributor, m_1_4="begun", m_1_1="none")

    found = standings(county_round)

    said = [(str(one.department or "–"), one.total.answered, one.total.asked, one.state, one.people) for one in found]
    assert said == [
        ("Sozialamt", 1, 3, "started", 1), ("Jugendamt", 0, 0, "nothing", 0), ("–", 1, 94, "started", 0),
    ]  # fmt: skip
    shown = words(signed_in(coordinator).get(BOARD))
    assert "Sozialamt In Arbeit 1 von 3 beantwortet Management und Steuerung 1 von 1" in shown
    assert "Jugendamt Keine Fragen" in shown
    assert "Ohne Abteilung" in shown


def test_the_board_says_what_is_late_complete_and_without_people(
    county_round: Round, social: Department, contributor: Person, coordinator: Person, head: Person, signed_in: SignedIn
) -> None:
    with scope(municipality=county_round.municipality_id):
        [youth] = add_departments(county_round.municipality, [NewDepartment("Jugendamt", [])], by=None)
        assign_questions(county_round, {"m-1.1": [youth.pk]}, by=None)
        Round.objects.update(ends_on=NOW.date())
        county_round.refresh_from_db()
    answer(county_round, contributor, m_1_4="begun", o_1_1="none", k_1_1="none")
    assert [one.state for one in standings(county_round)] == ["open", "complete", "open"]

    with clock.stopped_at(NOW + timedelta(days=1)):
        assert [one.state for one in standings(county_round)] == ["overdue", "complete", "overdue"]
        managing = signed_in(coordinator).get(BOARD)
        reading = signed_in(head).get(BOARD)

    assert "In einer Abteilung kann noch niemand antworten" in words(managing)
    assert "Jugendamt Überfällig" in words(managing)
    assert f"invite/?department={youth.pk}" in managing.content.decode()
    assert "invite" not in reading.content.decode()


def test_the_board_costs_the_same_whatever_the_number_of_departments(
    county_round: Round, coordinator: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(coordinator)
    client.get(BOARD)
    with scope(municipality=county_round.municipality_id):
        for number in range(12):
            [added] = add_departments(county_round.municipality, [NewDepartment(f"Amt {number}", [])], by=None)
            assign_questions(county_round, {f"m-1.{number % 4 + 1}": [added.pk]}, by=None)

    # Session, person, memberships, round; answers, who answered, who is asked, colleagues, links, departments.
    with django_assert_num_queries(10):
        client.get(BOARD)
