"""Several people send at once: each counts, a form counts once, and nobody comes after closing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django_scopes import scope
from tests.rooms.answers.test_at_once import together
from tests.rooms.conftest import NOW
from tests.rooms.surveys.asking import CONTENT, counted, opened, says

from weltoffen.rounds.models import Round
from weltoffen.surveys.actions import close_survey, count_ballot
from weltoffen.surveys.models import Survey, Tally
from weltoffen.surveys.rules import Ballot, SurveyIsNotAnswerable
from weltoffen.surveys.tokens import SentForm


@pytest.fixture
def survey(county_round: Round) -> Survey:
    """An open survey; each thread enters the scope for itself."""
    with scope(municipality=county_round.municipality_id):
        return opened(county_round, CONTENT._replace(questions=["m-1.1"]))


def sending(survey: Survey, number: int) -> Callable[[], object]:
    """Send the form with this number."""

    def send() -> object:
        with scope(municipality=survey.municipality_id):
            form = SentForm(f"{number:064}", NOW.date() + timedelta(days=2))
            return count_ballot(survey, Ballot({"m-1.1": "begun"}), form)

    return send


@pytest.mark.django_db(transaction=True)
def test_everybody_counts(survey: Survey) -> None:
    for turn in range(6):
        assert together(*(sending(survey, 10 * turn + place) for place in range(4))) == [True] * 4

    with scope(municipality=survey.municipality_id):
        assert counted(survey) == {"": {"begun": 24}}
        assert Tally.objects.get(pk=survey.pk).people[""] == 24


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_once_counts_once(survey: Survey) -> None:
    for turn in range(6):
        assert sorted(together(*[sending(survey, turn)] * 2), key=str) == [False, True]

    with scope(municipality=survey.municipality_id):
        assert counted(survey) == {"": {"begun": 6}}


@pytest.mark.django_db(transaction=True)
def test_who_sends_while_it_closes_is_counted_before_or_told(survey: Survey) -> None:
    def close() -> object:
        with scope(municipality=survey.municipality_id):
            return close_survey(survey, by=None)

    with scope(municipality=survey.municipality_id):
        says(survey, "begun", people=6)
    outcome, _closed = together(sending(survey, 4711), close)

    assert outcome is True or isinstance(outcome, SurveyIsNotAnswerable), outcome
    with scope(municipality=survey.municipality_id):
        assert counted(survey) == {"": {"begun": 7 if outcome is True else 6}}
