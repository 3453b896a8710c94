"""Answers of the last round: what is offered, taken over, marked, confirmed, and who is offered nothing."""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope
from tests.rooms.answers.pages import Page
from tests.rooms.conftest import NOW

from weltoffen.accounts.models import Person
from weltoffen.answers import bridge, earlier
from weltoffen.answers.actions import Change, confirm_answers, save_answers
from weltoffen.answers.choices import AnswerEvent, Origin
from weltoffen.answers.earlier import offered
from weltoffen.answers.queries import answers_of, states_of, unconfirmed_in
from weltoffen.answers.respondents import Voice, voice_for, voice_of
from weltoffen.answers.settling import values_in
from weltoffen.answers.taking_over import take_over_answers
from weltoffen.departments.actions import NewDepartment, add_departments, place_colleague
from weltoffen.departments.models import Department
from weltoffen.evaluation.actions import finish_round
from weltoffen.evidence.actions import Said, add_evidence
from weltoffen.evidence.choices import Kind, Layer
from weltoffen.evidence.queries import evidence_at
from weltoffen.foundation import clock
from weltoffen.journal.models import Entry
from weltoffen.municipalities.models import Membership
from weltoffen.rounds.bridge import instrument_for
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed

KEYS = ["m-1.1", "m-1.2", "m-1.3"]
FIELD = "/m/donnersbergkreis/rounds/2/fields/management/"
SignIn = Callable[[Person], Client]


@pytest.fixture
def offices(county_round: Round, contributor: Person) -> Mapping[str, Department]:
    """The contributor works in the first."""
    county = county_round.municipality
    with scope(municipality=county.pk):
        added = add_departments(county, [NewDepartment(name, []) for name in ("Amt A", "Amt B")], by=None)
        place_colleague(Membership.objects.get(person=contributor), department=added[0], by=None)
    return {one.name: one for one in added}


@pytest.fixture
def second(county_round: Round, offices: Mapping[str, Department], coordinator: Person) -> Iterator[Round]:
    """The next round. In the one before Amt A answered two questions and had a note to show, Amt B answered a third."""
    with scope(municipality=county_round.municipality_id):
        a, b = (voice_for(county_round, offices[name], coordinator) for name in ("Amt A", "Amt B"))
        save_answers(county_round, [Change("m-1.1", "begun", "Beschluss folgt"), Change("m-1.2", "none")], by=a)
        save_answers(county_round, [Change("m-1.3", "begun")], by=b)
        note = Said(Kind.NOTE, Layer.PRACTICE, "Runde", text="monatlich")
        add_evidence(county_round, "m-1.1", note, voice=a, by=coordinator)
        finish_round(county_round, by=coordinator)
        with clock.stopped_at(NOW + timedelta(days=730)):
            created: Round = Round.objects.create(
                municipality=county_round.municipality, number=2, title="Selbstcheck 2028",
                framework_version=county_round.framework_version, kind="county", starts_on=clock.today(),
                started_at=clock.now(),
            )  # fmt: skip
        yield created


def own(round_: Round, person: Person) -> Voice:
    return voice_of(round_, person)


def test_only_the_same_department_is_offered_what_it_said(
    second: Round, contributor: Person, coordinator: Person, offices: Mapping[str, Department]
) -> None:
    found = {
        str(voice.respondent): [(key, offer.answer.value, offer.evidence) for key, offer in
                                offered(second, voice.respondent, KEYS).offers.items()]
        for voice in (
            own(second, contributor), own(second, coordinator), voice_for(second, offices["Amt B"], coordinator)
        )
    }  # fmt: skip

    assert found == {
        "Amt A": [("m-1.1", "begun", 1), ("m-1.2", "none", 0)], "Koordination": [], "Amt B": [("m-1.3", "begun", 0)],
    }  # fmt: skip


def test_taken_over_answers_count_and_wait_with_their_evidence(second: Round, contributor: Person) -> None:
    taken = take_over_answers(second, KEYS, voice=own(second, contributor), by=contributor)

    assert taken == (2, 1)
    answers = answers_of(own(second, contributor).respondent)
    assert {key: (one.value, one.comment, one.origin, one.version) for key, one in answers.items()} == {
        "m-1.1": ("begun", "Beschluss folgt", Origin.TAKEN_OVER, 1), "m-1.2": ("none", "", Origin.TAKEN_OVER, 1),
    }  # fmt: skip
    assert values_in(second)["m-1.1"] == "begun"
    assert [one.question for one in unconfirmed_in(second)] == ["m-1.1", "m-1.2"]
    [note] = evidence_at(second, "m-1.1")
    assert (note.is_taken_over, note.text, str(note.respondent)) == (True, "monatlich", "Amt A")
    entry = Entry.objects.get(event=AnswerEvent.LAST_ROUND_TAKEN_OVER)
    assert (entry.subject, entry.details) == ("Selbstcheck 2026", {"round": 2, "answers": 2, "evidence": 1})


def test_what_is_answered_by_now_is_never_replaced(second: Round, contributor: Person) -> None:
    save_answers(second, [Change("m-1.1", "none")], by=contributor)
    voice = own(second, contributor)

    assert list(offered(second, voice.respondent, KEYS).offers) == ["m-1.2"]
    assert take_over_answers(second, ["m-1.1"], voice=voice, by=contributor) == (0, 0)
    assert answers_of(voice.respondent)["m-1.1"].value == "none"
    assert take_over_answers(second, KEYS, voice=voice, by=contributor).answers == 1
    assert take_over_answers(second, KEYS, voice=voice, by=contributor).answers == 0


def test_an_answer_that_was_withdrawn_can_be_taken_over(second: Round, contributor: Person) -> None:
    save_answers(second, [Change("m-1.1", "none")], by=contributor)
    save_answers(second, [Change("m-1.1", "", read_version=1)], by=contributor)

    assert take_over_answers(second, ["m-1.1"], voice=own(second, contributor), by=contributor).answers == 1


def test_confirming_makes_a_version_and_saving_the_same_does_not(second: Round, contributor: Person) -> None:
    take_over_answers(second, KEYS, voice=own(second, contributor), by=contributor)
    voice = own(second, contributor)

    save_answers(second, [Change("m-1.1", "begun", "Beschluss folgt", read_version=1)], by=voice)
    assert len(unconfirmed_in(second)) == 2
    outcome = confirm_answers(second, {"m-1.1": 1, "m-1.3": 0}, by=voice)

    assert [(one.question, one.version, one.origin) for one in outcome.saved] == [("m-1.1", 2, Origin.CONFIRMED)]
    assert outcome.unchanged == ("m-1.3",)
    assert [state.origin for state in states_of(second, "m-1.1")] == [Origin.CONFIRMED, Origin.TAKEN_OVER]
    assert [one.question for one in unconfirmed_in(second)] == ["m-1.2"]
    assert [one.is_taken_over for one in evidence_at(second, "m-1.1")] == [False]
    assert confirm_answers(second, {"m-1.1": 2}, by=voice).saved == ()


def test_changing_confirms_too_and_who_read_less_confirms_nothing(second: Round, contributor: Person) -> None:
    take_over_answers(second, KEYS, voice=own(second, contributor), by=contributor)
    voice = own(second, contributor)

    assert [one.stored.version for one in confirm_answers(second, {"m-1.2": 0}, by=voice).conflicts] == [1]
    save_answers(second, [Change("m-1.2", "begun", read_version=1)], by=voice)

    assert [one.question for one in unconfirmed_in(second)] == ["m-1.1"]


def test_a_finished_round_takes_nothing_over(second: Round, contributor: Person, coordinator: Person) -> None:
    save_answers(second, [Change("m-1.4", "begun")], by=contributor)
    voice = own(second, contributor)
    finish_round(second, by=coordinator)

    with pytest.raises(RoundIsClosed):
        take_over_answers(second, KEYS, voice=voice, by=contributor)
    with pytest.raises(RoundIsClosed):
        confirm_answers(second, {"m-1.1": 1}, by=voice)


def test_other_options_are_not_comparable_and_other_words_are_said(
    second: Round, county_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    same = bridge.comparable(county_round, second)
    assert same["m-1.1"] is False
    now = instrument_for(second)
    questions = dict(now.framework.questions)
    scale = questions["m-1.2"].scale
    questions["m-1.2"] = replace(questions["m-1.2"], scale=replace(scale, options=scale.options[1:]))
    texts = {
        language: replace(one, questions={**one.questions, "m-1.1": replace(one.questions["m-1.1"], question="Neu?")})
        for language, one in now.texts.items()
    }
    newer = replace(now, texts=texts)
    second.framework_version = copy(second.framework_version)
    second.framework_version.checksum = "another"
    monkeypatch.setattr(bridge, "instrument_for", lambda one: newer if one is second else now)
    asked = {id(second): questions}
    monkeypatch.setattr(
        bridge, "questions_asked", lambda one: list(asked.get(id(one), now.framework.questions).values())
    )

    found = bridge.comparable(county_round, second)

    assert "m-1.2" not in found
    assert (found["m-1.1"], found["m-1.3"]) == (True, False)


def test_a_first_round_asks_no_question_of_the_database(
    county_round: Round, contributor: Person, django_assert_num_queries: Callable[[int], object]
) -> None:
    with scope(municipality=county_round.municipality_id):
        voice = own(county_round, contributor)
        with django_assert_num_queries(0):  # type: ignore[attr-defined]
            assert offered(county_round, voice.respondent, KEYS) == earlier.NOTHING


def test_the_page_offers_takes_over_marks_and_confirms(second: Round, contributor: Person, signed_in: SignIn) -> None:
    client = signed_in(contributor)
    page = Page(client.get(FIELD))
    assert (
        "Beim letzten Mal (Selbstcheck 2026): Begonnen Beschluss folgt Ein Nachweis wird mit übernommen." in page.text
    )
    assert "Alle Antworten der letzten Runde übernehmen (2)" in page.text

    typed = {**page.fields, "value-m-1.4": "begun"}
    response = client.post(FIELD, {**typed, "take": "m-1.1"})
    assert response["Location"] == f"{FIELD}#q-m-1.1"
    page = Page(client.get(FIELD))
    assert page.text.count("Übernommen, bitte prüfen") == 1
    assert page.fields["value-m-1.1"] == "begun"
    assert page.fields["value-m-1.4"] == "begun"  # what was typed beside it is saved
    assert "Alle Antworten" not in page.text

    client.post(FIELD, {**page.fields, "confirm": "m-1.1"})
    page = Page(client.get(FIELD))
    assert "Übernommen, bitte prüfen" not in page.text
    assert page.fields["version-m-1.1"] == "2"
    history = Page(client.get("/m/donnersbergkreis/rounds/2/questions/m-1.1/history/")).text
    assert "aus der letzten Runde, bestätigt" in history
    assert "aus der letzten Runde übernommen, noch nicht bestätigt" in history


def test_what_was_typed_is_stronger_than_what_is_taken_over(
    second: Round, contributor: Person, signed_in: SignIn
) -> None:
    client = signed_in(contributor)

    client.post(FIELD, {**Page(client.get(FIELD)).fields, "value-m-1.1": "none", "take-all": "1"})

    assert {key: (one.value, one.origin) for key, one in answers_of(own(second, contributor).respondent).items()} == {
        "m-1.1": ("none", Origin.PAGE), "m-1.2": ("none", Origin.TAKEN_OVER),
    }  # fmt: skip


def test_the_round_and_its_end_say_how_many_wait(
    second: Round, contributor: Person, coordinator: Person, signed_in: SignIn
) -> None:
    take_over_answers(second, KEYS, voice=own(second, contributor), by=contributor)
    client = signed_in(coordinator)
    base = "/m/donnersbergkreis"

    overview = Page(client.get(f"{base}/rounds/2/"))
    assert "2 Antworten aus der letzten Runde sind übernommen und noch nicht bestätigt." in overview.text
    assert f"{base}/rounds/2/taken-over/" in overview.links
    assert "2 übernommene Antworten sind nicht bestätigt" in Page(client.get(f"{base}/evaluations/2/finish/")).text
    waiting = Page(client.get(f"{base}/rounds/2/taken-over/"))
    assert [link for link in waiting.links if "#q-" in link] == [
        f"{FIELD}?department={own(second, contributor).respondent.department_id}#q-{key}" for key in ("m-1.1", "m-1.2")
    ]
    mine = Page(signed_in(contributor).get(f"{base}/rounds/2/taken-over/"))
    assert [link for link in mine.links if "#q-" in link] == [f"{FIELD}#q-{key}" for key in ("m-1.1", "m-1.2")]
