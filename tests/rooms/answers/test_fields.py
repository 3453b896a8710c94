"""The page of a field of action: what it shows, what a whole page saves, and what it gives back."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django_scopes import scope
from tests.rooms.answers.pages import FIELDS, Page
from tests.rooms.answers.saying import said, save
from tests.rooms.conftest import member

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change
from weltoffen.answers.models import Answer
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.models import Round

MANAGEMENT = f"{FIELDS}management/"
Queries = Callable[[int], AbstractContextManager[object]]
SignIn = Callable[[Person], Client]


def test_a_page_shows_what_is_stored(county_round: Round, coordinator: Person, signed_in: SignIn) -> None:
    save(county_round, Change("m-1.1", "begun", "Zeile 1\nZeile <2> & „drei“"), by=coordinator)

    page = Page(signed_in(coordinator).get(MANAGEMENT))

    assert page.fields["value-m-1.1"] == "begun"
    assert page.fields["comment-m-1.1"] == "Zeile 1\nZeile <2> & „drei“"
    assert page.fields["version-m-1.1"] == "1"
    assert (page.fields["value-m-1.2"], page.fields["version-m-1.2"]) == ("", "0")
    assert "1 von 12 beantwortet, noch etwa 15 Minuten" in page.text
    assert "Gespeichert: 20. November 2026, 14:02 Uhr, Koordination Donnersbergkreis" in page.text
    assert "Zur ersten offenen Frage: m-1.2" in page.text
    assert "Zurück zur Runde" in page.text
    assert len(page.ids) == len(set(page.ids))


def test_a_comment_is_folded_while_there_is_none(county_round: Round, coordinator: Person, signed_in: SignIn) -> None:
    save(county_round, Change("m-1.1", "begun", "Siehe Satzung"), by=coordinator)

    page = signed_in(coordinator).get(MANAGEMENT).content.decode()
    folded = re.findall(r'<details class="comment".*?name="comment-([^"]+)".*?</details>', page, re.DOTALL)

    assert folded == re.findall(r'name="comment-([^"]+)"', page)[1:]


def test_a_field_without_an_open_question_says_so_once(
    county_round: Round, coordinator: Person, signed_in: SignIn
) -> None:
    keys = [question.key for question in questions_asked(county_round) if question.field == "management"]
    save(county_round, *(Change(key, "mostly") for key in keys), by=coordinator)

    text = Page(signed_in(coordinator).get(MANAGEMENT)).text

    assert f"Alles beantwortet: {len(keys)} von {len(keys)}" in text
    assert "noch etwa" not in text


def test_the_number_of_queries_is_small_and_constant(
    county_round: Round, coordinator: Person, signed_in: SignIn, django_assert_num_queries: Queries
) -> None:
    client = signed_in(coordinator)
    save(county_round, Change("m-1.1", "begun"), by=coordinator)
    client.get(MANAGEMENT)

    # Session, person, memberships, round; where they work, for whom they speak; what was chosen in the round, answers
    # of the field, times; for whom else they can speak; evidence.
    with django_assert_num_queries(11):
        client.get(MANAGEMENT)
    changes = [Change(question.key, "mostly", "Text", read_version=1) for question in questions_asked(county_round)]
    save(county_round, *changes, by=coordinator)
    with django_assert_num_queries(11):
        client.get(MANAGEMENT)


def test_a_whole_page_is_saved_at_once_and_leads_on(
    county_round: Round, coordinator: Person, signed_in: SignIn, django_assert_num_queries: Queries
) -> None:
    client = signed_in(coordinator)
    data = Page(client.get(MANAGEMENT)).fields
    data |= {name: "mostly" for name in data if name.startswith("value-")}
    data |= {"comment-m-1.1": "erste\r\nzweite", "onward": "1"}

    # Session, person, memberships, round; where they work, for whom they speak; begin, round held, who speaks added,
    # answers, two writes, end.
    with django_assert_num_queries(14):
        response = client.post(MANAGEMENT, data)

    assert (response.status_code, response.headers["Location"]) == (302, f"{FIELDS}opening/")
    stored = said(county_round)
    assert len(stored) == 14
    assert stored["m-1.1"] == (1, "mostly", "erste\nzweite")
    assert "14 Antworten gespeichert." in Page(client.get(f"{FIELDS}opening/")).text

    del data["onward"]
    data |= {f"version-{key}": "1" for key in stored} | {"comment-m-1.2": "neu"}
    response = client.post(MANAGEMENT, data)
    assert response.headers["Location"] == MANAGEMENT
    assert said(county_round) == stored | {"m-1.2": (2, "mostly", "neu")}
    assert "1 Antwort gespeichert." in Page(client.get(MANAGEMENT)).text


def test_the_last_field_leads_to_the_round(county_round: Round, coordinator: Person, signed_in: SignIn) -> None:
    last = questions_asked(county_round)[-1].field

    response = signed_in(coordinator).post(f"{FIELDS}{last}/", {"onward": "1"})

    assert response.headers["Location"] == "/m/donnersbergkreis/rounds/1/"


def test_an_answer_can_be_cleared_again(county_round: Round, coordinator: Person, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    save(county_round, Change("m-1.1", "begun"), by=coordinator)

    client.post(MANAGEMENT, Page(client.get(MANAGEMENT)).fields | {"value-m-1.1": ""})

    assert said(county_round) == {"m-1.1": (2, "", "")}


def test_a_conflict_comes_back_side_by_side_and_the_rest_is_saved(
    county_round: Round, coordinator: Person, contributor: Person, signed_in: SignIn
) -> None:
    client = signed_in(contributor)
    mine = Page(client.get(MANAGEMENT)).fields | {
        "value-m-1.1": "none", "comment-m-1.1": "meins", "value-m-1.2": "mostly",
    }  # fmt: skip
    save(county_round, Change("m-1.1", "begun", "deins"), Change("m-1.3", "planned"), by=coordinator)

    response = client.post(MANAGEMENT, mine)

    page = Page(response)
    assert response.status_code == 409
    assert said(county_round) == {
        "m-1.1": (1, "begun", "deins"), "m-1.2": (1, "mostly", ""), "m-1.3": (1, "planned", ""),
    }  # fmt: skip
    assert "Eine Antwort braucht Ihre Entscheidung" in page.text
    assert "Inzwischen gespeichert von Koordination Donnersbergkreis, 20. November 2026, 14:02 Uhr" in page.text
    assert "1 Antwort gespeichert." in page.text
    assert (page.fields["value-m-1.1"], page.fields["comment-m-1.1"]) == ("none", "meins")
    assert (page.fields["version-m-1.1"], page.fields["seen-m-1.1"]) == ("0", "1")
    # What the other person added meanwhile is there, not in conflict.
    assert (page.fields["value-m-1.3"], page.fields["version-m-1.3"]) == ("planned", "1")


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("mine", (2, "none", "meins")),
        ("theirs", (1, "begun", "deins")),
        ("both", (2, "none", "deins\n\nmeins")),
        ("", (1, "begun", "deins")),
        ("anything", (1, "begun", "deins")),
    ],
)
def test_a_conflict_ends_as_the_person_decides(
    county_round: Round, coordinator: Person, contributor: Person, signed_in: SignIn, decision: str,
    expected: tuple[int, str, str],
) -> None:  # fmt: skip
    client = signed_in(contributor)
    save(county_round, Change("m-1.1", "begun", "deins"), by=coordinator)
    mine = {"version-m-1.1": "0", "value-m-1.1": "none", "comment-m-1.1": "meins"}
    again = Page(client.post(MANAGEMENT, mine)).fields

    response = client.post(MANAGEMENT, again | {"decision-m-1.1": decision})

    assert said(county_round) == {"m-1.1": expected}
    assert response.status_code == (302 if decision in {"mine", "theirs", "both"} else 409)


def test_a_decision_about_an_older_state_is_a_conflict_again(
    county_round: Round, coordinator: Person, contributor: Person, signed_in: SignIn
) -> None:
    client = signed_in(contributor)
    save(county_round, Change("m-1.1", "begun"), by=coordinator)
    again = Page(client.post(MANAGEMENT, {"version-m-1.1": "0", "value-m-1.1": "none"})).fields
    save(county_round, Change("m-1.1", "mostly", read_version=1), by=coordinator)

    response = client.post(MANAGEMENT, again | {"decision-m-1.1": "mine"})

    assert (response.status_code, said(county_round)) == (409, {"m-1.1": (2, "mostly", "")})


def test_faults_stand_at_the_field_and_in_the_summary_and_the_rest_is_saved(
    county_round: Round, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    data = Page(client.get(MANAGEMENT)).fields | {
        "comment-m-1.1": "x" * 10_001, "value-m-1.1": "begun", "value-m-1.2": "best", "value-m-1.3": "planned",
    }  # fmt: skip

    response = client.post(MANAGEMENT, data)

    page = Page(response)
    assert (response.status_code, said(county_round)) == (409, {"m-1.3": (1, "planned", "")})
    sentence = "Frage m-1.1: Der Text hat 10.001 Zeichen, möglich sind 10.000. Bitte kürzen Sie ihn."
    assert page.text.count(sentence) == 2
    assert page.text.count("Frage m-1.2: Bitte wählen Sie eine der angebotenen Antworten.") == 2
    assert {"#q-m-1.1-comment", "#q-m-1.2-value"} <= set(page.links)
    assert {"q-m-1.1-comment", "q-m-1.1-comment_error", "q-m-1.2-value", "q-m-1.2-value_error"} <= set(page.ids)
    assert (page.fields["value-m-1.1"], len(page.fields["comment-m-1.1"])) == ("begun", 10_001)


def test_a_round_that_was_finished_meanwhile_gives_back_what_was_typed(
    county_round: Round, coordinator: Person, contributor: Person, signed_in: SignIn
) -> None:
    client = signed_in(contributor)
    data = Page(client.get(MANAGEMENT)).fields | {"value-m-1.1": "begun", "comment-m-1.1": "lange überlegt"}
    with scope(municipality=county_round.municipality_id):
        close_round(county_round, by=coordinator)

    response = client.post(MANAGEMENT, data)

    page = Page(response)
    assert (response.status_code, said(county_round), page.fields) == (409, {}, {})
    assert "Sie hatten Folgendes eingegeben." in page.text
    assert "lange überlegt" in page.text


def test_conditional_questions_wait_folded_until_they_are_asked(
    county_round: Round, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    folded, open_ = '<details class="conditional" id="c-m-3.2">', '<details class="conditional" open id="c-m-3.2">'

    before = client.get(MANAGEMENT).content.decode()
    save(county_round, Change("m-3.1", "begun"), Change("m-3.2", "planned"), by=coordinator)
    asked = client.get(MANAGEMENT).content.decode()
    save(county_round, Change("m-3.1", "none", read_version=1), by=coordinator)
    after = client.get(MANAGEMENT).content.decode()

    assert [(folded in page, open_ in page) for page in (before, asked, after)] == [
        (True, False), (False, True), (True, False),
    ]  # fmt: skip
    sentence = (
        'wird nur gestellt, wenn <span class="unbroken">m-3.1</span> mit '
        "„Begonnen“, „Überwiegend umgesetzt“ oder „Verankert und überprüft“"
    )
    assert sentence in before
    assert "Ihre Antwort bleibt erhalten, zählt zurzeit aber nicht." in after
    assert said(county_round)["m-3.2"] == (1, "planned", "")


@pytest.mark.parametrize(
    ("role", "while_answering", "afterwards"),
    [
        (Role.COORDINATOR, "answers", "reads"),
        (Role.CONTRIBUTOR, "answers", "reads"),
        (Role.HEAD, "reads", "reads"),
        (Role.COUNCIL_READER, "refused", "refused"),
        (Role.FACILITATOR, "refused", "refused"),
        (Role.EDITOR, "refused", "refused"),
        (Role.PROGRAMME_OFFICE, "refused", "refused"),
    ],
)
def test_who_answers_and_who_reads(
    county: Municipality, county_round: Round, signed_in: SignIn, role: Role, while_answering: str, afterwards: str
) -> None:
    person = member(role, county)
    client = signed_in(person)
    save(county_round, Change("m-1.1", "begun", "vertraulicher Entwurf"), by=person)

    def seen() -> str:
        response = client.get(MANAGEMENT)
        if response.status_code == 403:
            assert b"vertraulicher Entwurf" not in response.content
            return "refused"
        page = Page(response)
        assert "vertraulicher Entwurf" in page.text
        return "answers" if page.fields else "reads"

    first = seen()
    changed = (
        client.post(
            MANAGEMENT, {"version-m-1.1": "1", "value-m-1.1": "none", "comment-m-1.1": "vertraulicher Entwurf"}
        ).status_code
        == 302
    )
    with scope(municipality=county.pk):
        close_round(county_round, by=person)

    assert (first, changed, seen()) == (while_answering, while_answering == "answers", afterwards)


def test_strangers_find_no_such_page(county_round: Round, stranger: Person, signed_in: SignIn) -> None:
    client = signed_in(stranger)

    assert client.get(MANAGEMENT).status_code == 404
    assert client.post(MANAGEMENT, {"version-m-1.1": "0", "value-m-1.1": "none"}).status_code == 404
    assert said(county_round) == {}


def test_answers_of_another_round_are_out_of_reach(
    county_round: Round, town: Municipality, stranger: Person, signed_in: SignIn
) -> None:
    """The same number of a round in two municipalities: each sees and changes its own."""
    with scope(municipality=town.pk):
        theirs = Round.objects.create(
            municipality=town, number=1, title="Selbstcheck", framework_version=county_round.framework_version,
            kind="town", starts_on=county_round.starts_on, started_at=county_round.started_at,
        )  # fmt: skip
    save(theirs, Change("m-1.1", "begun"), by=stranger)
    address = MANAGEMENT.replace("donnersbergkreis", "eisenberg")
    client = signed_in(stranger)

    client.post(address, Page(client.get(address)).fields | {"value-m-1.1": "none"})

    assert (said(theirs), said(county_round)) == ({"m-1.1": (2, "none", "")}, {})


def test_a_field_that_is_not_there_is_not_found(county_round: Round, coordinator: Person, signed_in: SignIn) -> None:
    assert signed_in(coordinator).get(f"{FIELDS}nowhere/").status_code == 404
    with scope(municipality=county_round.municipality_id):
        assert Answer.objects.count() == 0
