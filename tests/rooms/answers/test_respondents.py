"""Several departments answer the same question: each for itself, nothing overwritten, one answer that counts."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django_scopes import scope
from tests.rooms.conftest import member
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.models import AnswerState
from weltoffen.answers.queries import answers_in
from weltoffen.answers.respondents import agreeing_voice, respondents_in, voice_for
from weltoffen.answers.settling import counting, values_in
from weltoffen.departments.actions import NewDepartment, add_departments, end_department, place_colleague
from weltoffen.departments.models import Department
from weltoffen.evaluation.actions import finish_round
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.rounds.models import Round

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
ROUND = "/m/donnersbergkreis/rounds/1/"
MANAGEMENT, QUESTION = f"{ROUND}fields/management/", f"{ROUND}questions/m-1.1/"


@pytest.fixture
def offices(county: Municipality, contributor: Person) -> Mapping[str, Department]:
    """Three departments; the contributor works in the first."""
    with scope(municipality=county.pk):
        added = add_departments(county, [NewDepartment(name, []) for name in ("Amt A", "Amt B", "Amt C")], by=None)
        place_colleague(Membership.objects.get(person=contributor), department=added[0], by=None)
    return {one.name: one for one in added}


def say(round_: Round, by: Person, department: Department | None, *changes: Change) -> None:
    """Somebody answers for a department; the scope is open."""
    assert not save_answers(round_, changes, by=voice_for(round_, department, by)).conflicts


def agree(round_: Round, by: Person, change: Change) -> None:
    """What all agreed on, as the deeds of agreeing store it."""
    save_answers(round_, [change], by=agreeing_voice(round_, by.pk, str(by)))


def test_departments_answer_beside_each_other(
    county_round: Round, offices: Mapping[str, Department], contributor: Person, coordinator: Person
) -> None:
    with scope(municipality=county_round.municipality_id):
        save_answers(county_round, [Change("m-1.1", "begun", "von A")], by=contributor)
        save_answers(county_round, [Change("m-1.1", "none", "von uns")], by=coordinator)
        say(county_round, coordinator, offices["Amt B"], Change("m-1.1", "established"))

        found = [(str(one.respondent), one.value, one.version, one.saved_by_name) for one in answers_in(county_round)]

        assert found == [
            ("Koordination", "none", 1, str(coordinator)),
            ("Amt A", "begun", 1, str(contributor)),
            ("Amt B", "established", 1, str(coordinator)),
        ]
        assert [one.number for one in respondents_in(county_round)] == [1, 2, 3]
        assert AnswerState.objects.filter(question="m-1.1").count() == 3


def test_what_counts_is_agreed_or_the_middle(
    county_round: Round, offices: Mapping[str, Department], coordinator: Person
) -> None:
    with scope(municipality=county_round.municipality_id):
        for name, value in (("Amt A", "none"), ("Amt B", "established"), ("Amt C", "begun")):
            say(county_round, coordinator, offices[name], Change("m-1.1", value, name), Change("m-1.2", "not_known"))
        say(county_round, coordinator, None, Change("m-1.3", "mostly"))
        assert values_in(county_round) == {"m-1.1": "begun", "m-1.2": "not_known", "m-1.3": "mostly"}
        assert counting(county_round, answers_in(county_round))["m-1.1"].comment == "Amt C"

        agree(county_round, coordinator, Change("m-1.1", "established", "so vereinbart"))

        assert values_in(county_round)["m-1.1"] == "established"
        assert counting(county_round, answers_in(county_round))["m-1.1"].comment == "so vereinbart"


def test_the_evaluation_knows_who_said_what_and_what_was_agreed(
    county_round: Round, offices: Mapping[str, Department], coordinator: Person
) -> None:
    with scope(municipality=county_round.municipality_id):
        say(county_round, coordinator, offices["Amt A"], Change("m-1.1", "none", "nichts da"))
        say(county_round, coordinator, offices["Amt B"], Change("m-1.1", "mostly"))
        agree(county_round, coordinator, Change("m-1.1", "begun", "ein Anfang"))
        evaluation = finish_round(county_round, by=coordinator)

    assert evaluation.sheet["answers"] == [
        {"question": "m-1.1", "value": "none", "respondent": "Amt A", "comment": "nichts da"},
        {"question": "m-1.1", "value": "mostly", "respondent": "Amt B"},
    ]
    assert evaluation.sheet["agreed"] == [{"question": "m-1.1", "value": "begun", "comment": "ein Anfang"}]
    assert evaluation.sheet["accountable"] is True
    [result] = [one for one in evaluation.result["questions"] if one["key"] == "m-1.1"]
    assert (result["value"], result["formed"]) == ("begun", "agreed")


def test_two_departments_of_one_name_are_told_apart(
    county_round: Round, offices: Mapping[str, Department], county: Municipality, coordinator: Person
) -> None:
    with scope(municipality=county.pk):
        say(county_round, coordinator, offices["Amt A"], Change("m-1.1", "none"))
        end_department(offices["Amt A"], by=coordinator)
        [again] = add_departments(county, [NewDepartment("Amt A", [])], by=None)
        say(county_round, coordinator, again, Change("m-1.1", "mostly"))
        evaluation = finish_round(county_round, by=coordinator)

    assert [one["respondent"] for one in evaluation.sheet["answers"]] == ["Amt A (2)", "Amt A (3)"]


def test_the_page_says_for_whom_one_answers_and_shows_the_others(
    county_round: Round, offices: Mapping[str, Department], contributor: Person, coordinator: Person,
    signed_in: SignedIn,
) -> None:  # fmt: skip
    with scope(municipality=county_round.municipality_id):
        say(county_round, coordinator, offices["Amt B"], Change("m-1.1", "established", "fest verankert"))
        save_answers(county_round, [Change("m-1.1", "none")], by=contributor)

    shown = words(signed_in(contributor).get(MANAGEMENT))

    assert "Sie antworten für: Amt A. Ihr Name steht bei Ihren Antworten." in shown
    assert "Eine weitere Antwort, sie weicht von Ihrer ab" in shown
    assert "Amt B" in shown
    assert "fest verankert" in shown
    assert "Für andere eintragen" not in shown
    assert "1 von 12 beantwortet" in shown


def test_the_coordination_enters_answers_for_a_department(
    county_round: Round, offices: Mapping[str, Department], coordinator: Person, signed_in: SignedIn
) -> None:
    client, query = signed_in(coordinator), f"?department={offices['Amt C'].pk}"
    shown = client.get(MANAGEMENT + query)
    assert "Sie tragen für Amt C ein." in words(shown)
    assert f'data-save="{ROUND}questions/QUESTION/{query}"' in shown.content.decode()

    client.post(QUESTION + query, {"version": "0", "value": "begun"})
    page = client.post(MANAGEMENT + query, {"version-m-1.2": "0", "value-m-1.2": "mostly"})

    assert page.headers["Location"] == MANAGEMENT + query
    with scope(municipality=county_round.municipality_id):
        found = {(one.question, one.value, str(one.respondent)) for one in answers_in(county_round)}
    assert found == {("m-1.1", "begun", "Amt C"), ("m-1.2", "mostly", "Amt C")}


@pytest.mark.parametrize("wanted", ["999999", "x", "-1", "1.5", "9" * 30, "²"])
def test_nobody_answers_for_a_department_that_is_not_there(
    county_round: Round, coordinator: Person, signed_in: SignedIn, wanted: str
) -> None:
    assert signed_in(coordinator).get(f"{MANAGEMENT}?department={wanted}").status_code == 404
    assert signed_in(coordinator).post(f"{QUESTION}?department={wanted}", {"value": "begun"}).status_code == 404


def test_nobody_answers_for_a_department_of_elsewhere_or_as_a_colleague(
    county_round: Round, offices: Mapping[str, Department], town: Municipality, contributor: Person,
    coordinator: Person, signed_in: SignedIn,
) -> None:  # fmt: skip
    with scope(municipality=town.pk):
        [foreign] = add_departments(town, [NewDepartment("Bauamt", [])], by=None)
    data = {"version": "0", "value": "begun"}

    assert signed_in(coordinator).post(f"{QUESTION}?department={foreign.pk}", data).status_code == 404
    assert signed_in(contributor).post(f"{QUESTION}?department={offices['Amt B'].pk}", data).status_code == 403
    assert signed_in(contributor).get(f"{MANAGEMENT}?department=0").status_code == 403
    with scope(municipality=county_round.municipality_id):
        assert not answers_in(county_round)


def test_the_history_tells_whose_each_state_is_and_gives_back_only_ones_own(
    county_round: Round, offices: Mapping[str, Department], contributor: Person, coordinator: Person,
    signed_in: SignedIn,
) -> None:  # fmt: skip
    with scope(municipality=county_round.municipality_id):
        save_answers(county_round, [Change("m-1.1", "begun")], by=contributor)
        save_answers(county_round, [Change("m-1.1", "mostly", read_version=1)], by=contributor)
        say(county_round, coordinator, offices["Amt B"], Change("m-1.1", "none"))
        say(county_round, coordinator, offices["Amt B"], Change("m-1.1", "established", read_version=1))
    client = signed_in(contributor)

    page = client.get(f"{QUESTION}history/")
    assert page.content.decode().count('name="version"') == 1
    assert words(page).count("Amt A") == 2
    client.post(f"{QUESTION}history/", {"version": "1", "seen": "2"})

    with scope(municipality=county_round.municipality_id):
        found = {str(one.respondent): (one.value, one.version) for one in answers_in(county_round)}
    assert found == {"Amt A": ("begun", 3), "Amt B": ("established", 2)}


def test_readers_see_every_answer_by_name(
    county_round: Round, offices: Mapping[str, Department], coordinator: Person, head: Person, signed_in: SignedIn
) -> None:
    with scope(municipality=county_round.municipality_id):
        say(county_round, coordinator, offices["Amt A"], Change("m-1.1", "none", "aus A"))
        say(county_round, coordinator, offices["Amt B"], Change("m-1.1", "mostly", "aus B"))

    shown = words(signed_in(head).get(MANAGEMENT))

    assert "Amt A" in shown
    assert "aus A" in shown
    assert "aus B" in shown
    assert "Sie antworten für" not in shown


def test_what_others_answered_decides_what_is_asked_next(
    county_round: Round, offices: Mapping[str, Department], coordinator: Person, contributor: Person,
    signed_in: SignedIn,
) -> None:  # fmt: skip
    with scope(municipality=county_round.municipality_id):
        say(county_round, coordinator, offices["Amt B"], Change("m-3.1", "established"))

    page = signed_in(contributor).get(MANAGEMENT).content.decode()

    article = page[page.index('id="q-m-3.2"') :]
    assert " data-due" in article[: article.index(">")]


@pytest.mark.django_db(transaction=True)
def test_two_first_answers_at_once_are_of_one_respondent(
    county_round: Round, offices: Mapping[str, Department], county: Municipality
) -> None:
    people = [member(role, county) for role in (Role.COORDINATOR, Role.HEAD)]

    def answer(person: Person, key: str) -> None:
        try:
            with scope(municipality=county.pk):
                say(county_round, person, offices["Amt A"], Change(key, "begun"))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as at_once:
        list(at_once.map(answer, people, ("m-1.1", "m-1.2")))

    with scope(municipality=county.pk):
        assert [(one.number, str(one)) for one in respondents_in(county_round)] == [(2, "Amt A")]
        assert len(answers_in(county_round)) == 2
