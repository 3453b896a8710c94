"""What is kept of what people say, what may be shown of it, and what is erased."""

from datetime import timedelta

import pytest
from django.db import connection
from django_scopes import scope
from tests.rooms.conftest import NOW
from tests.rooms.surveys.asking import CONTENT, NUMBERS, counted, opened, says

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.journal.models import Entry
from weltoffen.rounds.models import Round
from weltoffen.surveys.actions import (
    change_survey,
    close_survey,
    count_ballot,
    discard_survey,
    make_survey,
    open_survey,
    renew_link,
)
from weltoffen.surveys.bridge import results_of
from weltoffen.surveys.models import Survey, Tally, UsedForm
from weltoffen.surveys.queries import people_in_steps
from weltoffen.surveys.retention import close_surveys_that_are_over, erase_used_forms
from weltoffen.surveys.rules import Ballot, SurveyIsNoDraft, SurveyIsNotAnswerable, SurveyIsNotOpen
from weltoffen.surveys.tokens import SentForm

# Every column of the tables that an answer touches.
TOUCHED = {
    "surveys_tally": {"survey_id", "municipality_id", "people", "counts"},
    "surveys_usedform": {"checksum", "expires_on"},
}


def shown(survey: Survey) -> list[tuple[int, str, list[tuple[str, int]]]]:
    """What the results say of the first question: people, median, groups."""
    result = results_of(survey, Tally.objects.get(pk=survey.pk), "de")[0]
    return [(result.people, result.median, [(group.label, group.people) for group in result.groups])]


def test_an_answer_raises_counters_and_leaves_nothing_else(survey: Survey) -> None:
    form = SentForm("a" * 64, NOW.date())
    assert count_ballot(survey, Ballot({"m-1.1": "begun", "m-1.2": "none"}, "2"), form)

    tally = Tally.objects.get(pk=survey.pk)
    assert (counted(survey), counted(survey, "m-1.2")) == ({"2": {"begun": 1}}, {"2": {"none": 1}})
    assert tally.people == {"": 0, "1": 0, "2": 1}
    assert list(UsedForm.objects.values_list("checksum", "expires_on")) == [form]
    assert "begun" not in str(list(Entry.objects.values_list("event", "details")))


@pytest.mark.parametrize("table", TOUCHED)
def test_no_table_that_is_touched_has_room_for_a_person_or_a_moment(survey: Survey, table: str) -> None:
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}

    assert columns == TOUCHED[table]


def test_one_row_holds_all_counters_before_and_after(survey: Survey) -> None:
    before = Tally.objects.get(pk=survey.pk).counts

    says(survey, "established", "1")

    after = Tally.objects.get(pk=survey.pk).counts
    assert Tally.objects.count() == 1
    assert [list(one) for one in before.values()] == [list(one) for one in after.values()]
    assert before.keys() == after.keys()


def test_a_form_counts_once(survey: Survey) -> None:
    form = SentForm("b" * 64, NOW.date())

    assert [count_ballot(survey, Ballot({"m-1.1": "none"}), form) for _time in range(2)] == [True, False]
    assert counted(survey) == {"": {"none": 1}}


def test_what_was_not_asked_is_not_counted(survey: Survey) -> None:
    ballot = Ballot({"m-1.1": "not_applicable", "m-2.1": "none", "m-1.2": "begun"}, "3")

    assert count_ballot(survey, ballot, SentForm("c" * 64, NOW.date()))
    assert (counted(survey), counted(survey, "m-1.2")) == ({}, {"": {"begun": 1}})
    assert "m-2.1" not in Tally.objects.get(pk=survey.pk).counts


@pytest.mark.parametrize(("people", "kept"), [(4, {}), (5, {"": {"begun": 5}})])
def test_what_is_under_the_threshold_is_erased_when_closing(survey: Survey, people: int, kept: object) -> None:
    says(survey, "begun", people=people)

    close_survey(survey, by=None)

    assert counted(survey) == kept
    assert sum(Tally.objects.get(pk=survey.pk).people.values()) == (people if kept else 0)


def test_five_people_of_whom_one_does_not_know_are_too_few(survey: Survey) -> None:
    says(survey, "begun", people=4)
    says(survey, "not_known")

    assert shown(close_survey(survey, by=None)) == [(0, "", [])]
    assert counted(survey) == {}


def test_a_group_from_which_a_smaller_one_could_be_computed_is_not_kept(survey: Survey) -> None:
    says(survey, "none", "1", people=6)
    says(survey, "established", "2", people=4)

    closed = close_survey(survey, by=None)

    assert shown(closed) == [(10, "Nicht vorhanden", [])]
    assert counted(survey) == {"": {"none": 6, "established": 4}}


def test_groups_that_are_large_enough_are_kept(survey: Survey) -> None:
    says(survey, "none", "1", people=6)
    says(survey, "established", "2", people=5)

    assert shown(close_survey(survey, by=None)) == [
        (11, "Nicht vorhanden", [("Zivilgesellschaft", 6), ("Wirtschaft", 5)])
    ]
    assert counted(survey) == {"1": {"none": 6}, "2": {"established": 5}}


def test_a_raised_threshold_holds_and_a_lower_one_is_raised(survey: Survey) -> None:
    low, high = (
        opened(survey.round, CONTENT._replace(threshold=threshold)) for threshold in (1, 8)
    )  # fmt: skip
    says(high, "begun", people=7)

    assert (low.threshold, high.threshold) == (5, 8)
    assert shown(close_survey(high, by=None)) == [(0, "", [])]


@pytest.mark.parametrize(("people", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)])
def test_how_many_took_part_is_told_in_steps(survey: Survey, people: int, told: int) -> None:
    says(survey, "begun", people=people)

    assert people_in_steps(survey, Tally.objects.get(pk=survey.pk)) == told


def test_closing_is_final(survey: Survey) -> None:
    says(survey, "begun", people=5)
    closed = close_survey(survey, by=None)

    with pytest.raises(SurveyIsNotAnswerable):
        says(closed, "begun")
    for deed, refusal in (
        (open_survey, SurveyIsNoDraft),
        (close_survey, SurveyIsNotOpen),
        (renew_link, SurveyIsNotOpen),
    ):
        with pytest.raises(refusal):
            deed(closed, by=None)
    assert counted(survey) == {"": {"begun": 5}}
    assert not UsedForm.objects.filter(checksum=f"{next(NUMBERS) - 1:064}").exists()


def test_an_open_survey_asks_everybody_the_same(survey: Survey) -> None:
    with pytest.raises(SurveyIsNoDraft):
        change_survey(survey, CONTENT._replace(questions=["m-1.2"]), by=None)
    with pytest.raises(SurveyIsNoDraft):
        discard_survey(survey, by=None)


@pytest.mark.parametrize(("offset", "may"), [(-1, False), (0, True), (7, True), (8, False)])
def test_only_on_its_days_a_survey_is_answered(county_round: Round, offset: int, *, may: bool) -> None:
    with scope(municipality=county_round.municipality_id):
        last = NOW.date() + timedelta(days=7)
        survey = opened(county_round, CONTENT._replace(opens_on=NOW.date(), closes_on=last))

        with clock.stopped_at(NOW + timedelta(days=offset)):
            assert survey.may_be_answered(clock.today()) is may
            if may:
                says(survey, "begun")
            else:
                with pytest.raises(SurveyIsNotAnswerable):
                    says(survey, "begun")


def test_each_day_closes_what_is_over_and_forgets_forms(survey: Survey) -> None:
    ending = opened(survey.round, CONTENT._replace(closes_on=NOW.date()))
    says(ending, "begun", people=3)

    assert (close_surveys_that_are_over(), erase_used_forms()) == (0, 0)
    with clock.stopped_at(NOW + timedelta(days=3)):
        assert (close_surveys_that_are_over(), erase_used_forms()) == (1, 3)
    assert (Survey.objects.get(pk=ending.pk).state, counted(ending)) == ("closed", {})
    assert Survey.objects.get(pk=survey.pk).state == "open"


def test_deeds_stand_in_the_journal_and_answers_do_not(county_round: Round, coordinator: Person) -> None:
    with scope(municipality=county_round.municipality_id):
        survey = open_survey(make_survey(county_round, CONTENT, by=coordinator), by=coordinator)
        key = survey.key
        renewed = renew_link(survey, by=coordinator)
        says(renewed, "begun")
        close_survey(renewed, by=coordinator)

        assert renewed.key != key
        assert list(Entry.objects.values_list("event", "subject")) == [
            (event, CONTENT.title) for event in ("survey_made", "survey_opened", "survey_link_renewed", "survey_closed")
        ]
