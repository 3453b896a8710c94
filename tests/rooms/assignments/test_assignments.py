"""Who answers what: the proposal, changing it by hand, and what is refused."""

from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.assignments.actions import assign_questions, take_over_proposal
from weltoffen.assignments.models import Assignment
from weltoffen.assignments.queries import departments_asked
from weltoffen.departments.actions import NewDepartment, add_departments, end_department
from weltoffen.departments.models import Department
from weltoffen.journal.queries import entries_here
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed

SignedIn = Callable[[Person], Client]
PAGE = "/m/donnersbergkreis/rounds/1/assignments/"
FIELD = f"{PAGE}fields/management/"


@pytest.fixture
def social(county: Municipality) -> Department:
    with scope(municipality=county.pk):
        return add_departments(county, [NewDepartment("Sozialamt", ["social"])], by=None)[0]


@pytest.fixture
def personnel(county: Municipality) -> Department:
    with scope(municipality=county.pk):
        return add_departments(county, [NewDepartment("Personalamt", ["personnel", "head"])], by=None)[0]


def asked_in(round_: Round) -> dict[str, frozenset[int]]:
    with scope(municipality=round_.municipality_id):
        return dict(departments_asked(round_))


def test_the_proposal_asks_who_knows_best_and_leaves_the_rest(
    county_round: Round, social: Department, personnel: Department, coordinator: Person
) -> None:
    with scope(municipality=county_round.municipality_id):
        number = take_over_proposal(county_round, by=coordinator)

    asked = asked_in(county_round)
    assert len(asked) == number > 10
    # m-1.4 names the head of administration before social affairs; m-2.2 names finance and integration only.
    assert asked["m-1.4"] == {personnel.pk}
    assert "m-2.2" not in asked
    assert {len(departments) for departments in asked.values()} == {1}


def test_what_was_assigned_by_hand_outlives_the_proposal(
    county_round: Round, social: Department, personnel: Department, coordinator: Person
) -> None:
    with scope(municipality=county_round.municipality_id):
        assert assign_questions(county_round, {"m-1.4": [social.pk, personnel.pk]}, by=coordinator) == 1
        take_over_proposal(county_round, by=coordinator)
        assert take_over_proposal(county_round, by=coordinator) == 0
        events = [entry.event for entry in entries_here()]

    assert asked_in(county_round)["m-1.4"] == {social.pk, personnel.pk}
    assert events.count("questions_proposed") == 1


def test_a_page_shows_the_proposal_takes_it_over_and_says_what_is_left(
    county_round: Round, social: Department, personnel: Department, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    before = words(client.get(PAGE))
    assert "Vorschlag übernehmen" in before
    assert "100 von 100 Fragen haben keine Abteilung." in before

    after = words(client.post(f"{PAGE}propose/", follow=True))

    number = len(asked_in(county_round))
    assert f"{number} weitere Fragen haben jetzt eine Abteilung." in after
    assert f"{100 - number} von 100 Fragen haben keine Abteilung." in after
    assert "Vorschlag übernehmen" not in after


def test_the_departments_of_a_field_are_chosen_on_its_page(
    county_round: Round, social: Department, personnel: Department, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    sent = {"ask-m-1.1": [social.pk, personnel.pk], "ask-m-1.2": social.pk, "ask-o-1.1": social.pk}

    shown = words(client.post(FIELD, sent, follow=True))

    assert "Bei 2 Fragen ist die Zuordnung geändert." in shown
    assert asked_in(county_round) == {"m-1.1": {social.pk, personnel.pk}, "m-1.2": {social.pk}}
    page = client.get(FIELD).content.decode()
    assert page.count(" checked") == 3
    with scope(municipality=county_round.municipality_id):
        own = Assignment.objects.filter(department=social).values_list("question", flat=True)
        assert set(own) == {"m-1.1", "m-1.2"}
    client.post(FIELD, {"ask-m-1.1": personnel.pk})
    assert asked_in(county_round) == {"m-1.1": {personnel.pk}}


def test_a_department_that_ended_or_is_of_somebody_else_is_not_asked(
    county_round: Round, social: Department, personnel: Department, coordinator: Person, town: Municipality,
    signed_in: SignedIn,
) -> None:  # fmt: skip
    with scope(municipality=town.pk):
        [foreign] = add_departments(town, [NewDepartment("Fremd", [])], by=None)
    client = signed_in(coordinator)
    client.post(FIELD, {"ask-m-1.1": [social.pk, foreign.pk]})
    assert asked_in(county_round) == {"m-1.1": {social.pk}}

    with scope(municipality=county_round.municipality_id):
        end_department(social, by=None)

    assert asked_in(county_round) == {}
    client.post(FIELD, {"ask-m-1.1": social.pk, "ask-m-1.2": "zwölf"})
    assert asked_in(county_round) == {}


def test_a_finished_round_stays_as_it_was(
    county_round: Round, social: Department, coordinator: Person, signed_in: SignedIn
) -> None:
    with scope(municipality=county_round.municipality_id):
        assign_questions(county_round, {"m-1.1": [social.pk]}, by=None)
        close_round(county_round, by=None)
        with pytest.raises(RoundIsClosed):
            take_over_proposal(county_round, by=None)
        with pytest.raises(RoundIsClosed):
            assign_questions(county_round, {"m-1.1": []}, by=None)

    client = signed_in(coordinator)
    assert client.post(FIELD, {}).status_code == 409
    assert "Sozialamt" in words(client.get(PAGE))
    assert asked_in(county_round) == {"m-1.1": {social.pk}}


def test_without_departments_a_way_to_them_is_shown(
    county_round: Round, coordinator: Person, contributor: Person, signed_in: SignedIn
) -> None:
    assert "/m/donnersbergkreis/departments/set-up/" in signed_in(coordinator).get(PAGE).content.decode()
    read = signed_in(contributor).get(PAGE)
    assert "Es gibt noch keine Abteilungen" in words(read)
    assert "set-up" not in read.content.decode()


def test_the_cost_does_not_grow_with_departments(
    county_round: Round, coordinator: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(coordinator)
    client.get(FIELD)
    for number in range(12):
        with scope(municipality=county_round.municipality_id):
            add_departments(county_round.municipality, [NewDepartment(f"Amt {number}", ["social"])], by=None)
    with scope(municipality=county_round.municipality_id):
        take_over_proposal(county_round, by=None)
        assert Assignment.objects.count() > 100

    # Session, person, memberships, round; departments, who is asked.
    with django_assert_num_queries(6):
        client.get(FIELD)
    # The same, and the departments' shares.
    with django_assert_num_queries(7):
        client.get(PAGE)
