"""From stored answers to the calculation's sheet, and from the questionnaire to the words of a page."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django_scopes import scope

from selfcheck import Answer, AnswerSheet, evaluate
from selfcheck import Municipality as SheetMunicipality
from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.bridge import questionnaire_of, questions_of, sheet_of
from weltoffen.answers.queries import answers_in
from weltoffen.foundation import clock
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.bridge import instrument_for
from weltoffen.rounds.models import Round


@pytest.fixture(autouse=True)
def in_the_county(county: Municipality) -> Iterator[None]:
    with scope(municipality=county.pk):
        yield


def test_a_sheet_holds_every_chosen_option(county_round: Round, coordinator: Person) -> None:
    save_answers(
        county_round,
        [Change("m-1.1", "begun", "Beschluss"), Change("m-1.2", "", "offen"), Change("m-1.3", "not_known")],
        by=coordinator,
    )

    sheet = sheet_of(county_round, answers_in(county_round))

    assert sheet == AnswerSheet(
        answers=(Answer("m-1.1", "begun", comment="Beschluss"), Answer("m-1.3", "not_known")),
        municipality=SheetMunicipality("Donnersbergkreis", "07333", "county"),
        framework="weltoffene-kommune@1.0",
        date="2026-11-20",
        is_accountable=True,
    )
    assert evaluate(instrument_for(county_round).framework, sheet).respondents == 1


def test_the_sheet_of_a_finished_round_has_the_day_of_its_end(county_round: Round, coordinator: Person) -> None:
    finished = close_round(county_round, by=coordinator)

    with clock.stopped_at(clock.now() + timedelta(days=40)):
        assert sheet_of(finished, []).date == "2026-11-20"


def test_a_questionnaire_asks_what_the_kind_is_asked_in_each_language(county_round: Round) -> None:
    german, english = questionnaire_of(county_round, "de"), questionnaire_of(county_round, "en")

    assert list(german.questions) == list(english.questions) == list(questions_of(county_round))
    assert len(german.fields) == 7
    assert german.questions["m-1.1"].short == "Leitbild für das Zusammenleben"
    assert english.questions["m-1.1"].short != german.questions["m-1.1"].short
    assert questionnaire_of(county_round, "de") is german

    county_round.kind = "village"
    assert "m-2.3" in german.questions
    assert "m-2.3" not in questionnaire_of(county_round, "de").questions


def test_a_question_brings_everything_that_helps_to_answer(county_round: Round) -> None:
    question = questionnaire_of(county_round, "de").questions["m-3.2"]

    assert [option.key for option in question.scale.answers] == ["none", "planned", "begun", "mostly", "established"]
    assert [option.label for option in question.scale.others] == ["Nicht bekannt", "Trifft auf uns nicht zu"]
    assert question.departments == ("Integrationsbeauftragte", "Verwaltungsleitung")
    assert question.only_if == "m-3.1=begun,mostly,established"
    [condition] = question.conditions
    assert condition.said == "„Begonnen“, „Überwiegend umgesetzt“ oder „Verankert und überprüft“"
    assert question.label_of("begun") == "Begonnen"
    assert question.label_of("") == ""
    assert question.explanation
    assert [kind for kind, _text in question.evidence] == [""]
