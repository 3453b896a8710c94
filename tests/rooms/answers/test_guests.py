"""Answering by a personal link: one's own answers and nothing of others, beside the department's, under its name."""

import re
from collections.abc import Mapping

import pytest
from django.test import Client
from django_scopes import scope
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.agreement.actions import propose
from weltoffen.agreement.queries import Stage, difference_at
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.models import AnswerState
from weltoffen.answers.queries import answers_in
from weltoffen.answers.respondents import voice_for
from weltoffen.answers.standing import standings_of
from weltoffen.assignments.actions import assign_questions
from weltoffen.contributors.actions import NewContributor, add_contributors, erase_contributor, revoke_link
from weltoffen.contributors.links import token_of
from weltoffen.contributors.models import Contributor
from weltoffen.departments.actions import NewDepartment, add_departments
from weltoffen.departments.models import Department
from weltoffen.evaluation.actions import finish_round
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round

pytestmark = pytest.mark.django_db
OWN = ("m-1.1", "m-3.2", "o-1.1")


@pytest.fixture
def offices(county: Municipality, county_round: Round) -> Mapping[str, Department]:
    with scope(municipality=county.pk):
        added = add_departments(county, [NewDepartment(name, []) for name in ("Sozialamt", "Jugendamt")], by=None)
        assign_questions(county_round, {key: [added[0].pk] for key in OWN}, by=None)
        assign_questions(county_round, {"m-1.1": [one.pk for one in added]}, by=None)
    return {one.name: one for one in added}


@pytest.fixture
def links(county_round: Round, offices: Mapping[str, Department], coordinator: Person) -> list[Contributor]:
    """Two people of one department, one of the other."""
    new = [
        NewContributor("Erika Beispiel", "erika@kreis.example", offices["Sozialamt"]),
        NewContributor("Hans Beispiel", "hans@kreis.example", offices["Sozialamt"]),
        NewContributor("Ayşe Beispiel", "ayse@kreis.example", offices["Jugendamt"]),
    ]
    with scope(municipality=county_round.municipality_id):
        return add_contributors(county_round, new, by=coordinator)


def page_of(contributor: Contributor, rest: str = "questions/") -> str:
    return f"/with/{token_of(contributor)}/{rest}"


def send(contributor: Contributor, key: str, version: int = 0, **content: str) -> int:
    data = {"version": str(version), **content}
    return Client().post(page_of(contributor, f"questions/{key}/"), data).status_code


def stored(round_: Round) -> list[tuple[str, str, str, str, int | None]]:
    with scope(municipality=round_.municipality_id):
        return [
            (one.question, one.value, str(one.respondent), one.saved_by_name, one.saved_by_id)
            for one in answers_in(round_)
        ]


def test_the_questions_of_the_department_are_answered_without_an_account(
    county_round: Round, links: list[Contributor]
) -> None:
    client, [erika, _hans, _ayse] = Client(), links
    assert "Fragen beantworten" in words(client.get(page_of(erika, "")))
    page = client.get(page_of(erika))
    assert re.findall(r'data-question="([^"]+)"', page.content.decode()) == list(OWN)
    assert "Sie antworten für: Sozialamt. Bei den Antworten steht die Abteilung, nicht Ihr Name." in words(page)
    assert "0 von 2 beantwortet" in words(page)

    sent = {f"version-{key}": "0" for key in OWN} | {"value-m-1.1": "begun", "comment-m-1.1": "erst seit Mai"}
    saved = client.post(page_of(erika), {**sent, "onward": "1"}, follow=True)

    assert saved.redirect_chain == [(page_of(erika, ""), 302)]
    assert "1 von 2 beantwortet" in words(saved)
    assert "Weiter antworten" in words(saved)
    assert stored(county_round) == [("m-1.1", "begun", "Sozialamt (Link 2)", "Sozialamt", None)]


def test_what_saves_itself_goes_on_at_another_device_and_is_never_overwritten(
    county_round: Round, links: list[Contributor]
) -> None:
    erika = links[0]
    assert send(erika, "m-1.1", value="begun") == 200
    assert 'value="begun" checked' in Client().get(page_of(erika)).content.decode()
    assert send(erika, "m-1.1", version=1, value="mostly") == 200

    late = Client().post(page_of(erika, "questions/m-1.1/"), {"version": "1", "value": "none"})

    assert late.status_code == 409
    assert [value for _key, value, *_rest in stored(county_round)] == ["mostly"]
    with scope(municipality=county_round.municipality_id):
        assert list(AnswerState.objects.values_list("version", "value")) == [(1, "begun"), (2, "mostly")]


def test_a_link_shows_nobodys_name_and_nobody_elses_answer(
    county_round: Round, links: list[Contributor], offices: Mapping[str, Department], coordinator: Person
) -> None:
    erika, hans, ayse = links
    send(hans, "m-1.1", value="none", comment="Geheim-Hans")
    send(ayse, "m-1.1", value="established", comment="Geheim-Ayse")
    with scope(municipality=county_round.municipality_id):
        for office in (None, offices["Sozialamt"]):
            voice = voice_for(county_round, office, coordinator)
            save_answers(
                county_round, [Change("m-1.1", "mostly", "Geheim-Amt"), Change("m-3.1", "established")], by=voice
            )

    pages = [Client().get(page_of(erika, rest)) for rest in ("", "questions/", "about-me/", "reminders/", "proposals/")]

    for page in pages:
        shown = page.content.decode()
        for secret in ("Geheim", "Hans", "Erika", "Ayşe", "hans@", str(coordinator)):
            assert secret not in shown
    # What others answered does not even show in what is asked: m-3.2 is asked after an answer to m-3.1.
    article = pages[1].content.decode()
    article = article[article.index('id="q-m-3.2"') :]
    assert " data-due" not in article[: article.index(">")]
    assert "data-beside" not in pages[1].content.decode()


def test_only_what_the_department_is_asked_can_be_answered(county_round: Round, links: list[Contributor]) -> None:
    ayse = links[2]

    assert send(ayse, "o-1.1", value="begun") == 404
    assert Client().post(page_of(ayse), {"version-o-1.1": "0", "value-o-1.1": "begun"}).status_code == 302
    assert send(ayse, "m-1.1", value="begun") == 200
    assert [key for key, *_rest in stored(county_round)] == ["m-1.1"]


def test_links_and_department_count_together_on_the_board(
    county_round: Round, links: list[Contributor], offices: Mapping[str, Department], coordinator: Person
) -> None:
    send(links[0], "m-1.1", value="begun")
    send(links[1], "o-1.1", value="begun")
    with scope(municipality=county_round.municipality_id):
        social = next(one for one in standings_of(county_round) if one.department == offices["Sozialamt"])

    assert (social.total.answered, social.total.asked, social.people, social.lacks_people) == (2, 2, 2, False)


def test_a_link_that_ended_and_a_finished_round_take_nothing_more(
    county_round: Round, links: list[Contributor], coordinator: Person
) -> None:
    erika, hans, ayse = links
    with scope(municipality=county_round.municipality_id):
        revoke_link(hans, by=coordinator)
        erase_contributor(ayse, by=None)
    assert (send(hans, "m-1.1", value="begun"), send(ayse, "m-1.1", value="begun")) == (410, 410)
    with scope(municipality=county_round.municipality_id):
        close_round(county_round, by=None)

    assert send(erika, "m-1.1", value="begun") == 410
    assert stored(county_round) == []


def test_without_questions_the_link_leads_back_to_its_beginning(county_round: Round, links: list[Contributor]) -> None:
    with scope(municipality=county_round.municipality_id):
        assign_questions(county_round, {key: [] for key in OWN}, by=None)

    assert Client().get(page_of(links[0])).headers["Location"] == page_of(links[0], "")
    assert "Fragen beantworten" not in words(Client().get(page_of(links[0], "")))


def test_a_guest_agrees_with_a_proposal_or_objects(
    county_round: Round, links: list[Contributor], coordinator: Person
) -> None:
    erika, hans, ayse = links
    for one, value in ((erika, "begun"), (ayse, "none")):
        send(one, "m-1.1", value=value)
    assert "Für Sie liegt nichts vor" in words(Client().get(page_of(erika, "proposals/")))
    with scope(municipality=county_round.municipality_id):
        proposal = propose(county_round, "m-1.1", value="planned", reason="Mitte", by=coordinator)
    said = {"question": "m-1.1", "proposal": str(proposal.pk)}
    assert "Ein Vorschlag wartet auf Ihre Rückmeldung." in words(Client().get(page_of(erika, "")))
    assert "Ihre Antwort: Begonnen Vorschlag: Geplant Mitte" in words(Client().get(page_of(erika, "proposals/")))

    assert Client().post(page_of(hans, "proposals/"), {**said, "agrees": "1"}).status_code == 409
    assert Client().post(page_of(ayse, "proposals/"), {**said, "objects": "1", "objection": ""}).status_code == 409
    Client().post(page_of(erika, "proposals/"), {**said, "agrees": "1"})
    Client().post(page_of(ayse, "proposals/"), {**said, "objects": "1", "objection": "noch nichts da"})
    with scope(municipality=county_round.municipality_id):
        assert difference_at(county_round, "m-1.1").stage is Stage.OBJECTED
    Client().post(page_of(ayse, "proposals/"), {**said, "agrees": "1"})

    with scope(municipality=county_round.municipality_id):
        assert difference_at(county_round, "m-1.1").stage is Stage.AGREED
        evaluation = finish_round(county_round, by=coordinator)
    assert {one["respondent"] for one in evaluation.sheet["answers"]} == {"Sozialamt (Link 2)", "Jugendamt (Link 3)"}
    assert "Erika" not in str(evaluation.sheet)


def test_a_proposal_does_not_wait_for_a_link_that_ended(
    county_round: Round, links: list[Contributor], coordinator: Person
) -> None:
    erika, _hans, ayse = links
    for one, value in ((erika, "begun"), (ayse, "none")):
        send(one, "m-1.1", value=value)
    with scope(municipality=county_round.municipality_id):
        propose(county_round, "m-1.1", value="planned", reason="", by=coordinator)
        revoke_link(ayse, by=coordinator)

        assert [str(one) for one in difference_at(county_round, "m-1.1").waiting] == ["Sozialamt (Link 2)"]
