"""Reading answers: how far a round has come, and how long the rest takes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from django_scopes.exceptions import ScopeError
from tests.rooms.answers.saying import answers_to

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.queries import (
    FEWEST_SAMPLES,
    SECONDS_PER_QUESTION,
    minutes_for,
    progress_of,
    questions_due,
    seconds_per_question,
)
from weltoffen.answers.settling import values_in
from weltoffen.foundation import clock
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.models import Round

Queries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def in_the_county(county: Municipality) -> Iterator[None]:
    with scope(municipality=county.pk):
        yield


@pytest.fixture
def keys(county_round: Round) -> list[str]:
    """Questions without a condition."""
    return [question.key for question in questions_asked(county_round) if not question.conditions]


def answer_at_pace(round_: Round, keys: list[str], by: Person, seconds: list[float]) -> None:
    """Answer one question after the other, so many seconds after the one before."""
    moment: datetime = clock.now()
    for key, pause in zip(keys, [0.0, *seconds], strict=False):
        moment += timedelta(seconds=pause)
        with clock.stopped_at(moment):
            save_answers(round_, [Change(key, "begun")], by=by)


def test_outside_of_a_scope_nothing_is_read(county_round: Round) -> None:
    with pytest.raises(ScopeError):
        answers_to(county_round)
    with pytest.raises(ScopeError):
        values_in(county_round)


@pytest.mark.usefixtures("in_the_county")
def test_values_leave_out_what_has_only_a_comment(county_round: Round, coordinator: Person) -> None:
    save_answers(county_round, [Change("m-1.1", "begun"), Change("m-1.2", "", "später")], by=coordinator)

    assert values_in(county_round) == {"m-1.1": "begun"}
    assert sorted(answers_to(county_round)) == ["m-1.1", "m-1.2"]
    assert list(answers_to(county_round, ["m-1.2", "m-1.3"])) == ["m-1.2"]


@pytest.mark.usefixtures("in_the_county")
def test_progress_counts_conditional_questions_once_they_are_asked(
    county_round: Round, coordinator: Person, django_assert_num_queries: Queries
) -> None:
    before = progress_of(county_round, {})
    asked = len([question for question in questions_asked(county_round) if not question.conditions])

    save_answers(county_round, [Change("m-3.1", "begun"), Change("m-1.1", "not_known")], by=coordinator)
    values = values_in(county_round)
    with django_assert_num_queries(0):
        after = progress_of(county_round, values)

    assert (before.asked, before.answered, before.is_complete) == (asked, 0, False)
    assert before.next_open == ("management", "m-1.1")
    assert (after.asked, after.answered) == (asked + 2, 2)
    assert after.next_open == ("management", "m-1.2")
    assert after.fields["management"].open[-5:] == ("m-3.2", "m-3.3", "m-4.1", "m-4.2", "m-4.3")


def test_a_condition_holds_only_if_its_own_question_is_asked(county_round: Round) -> None:
    questions = {question.key: question for question in questions_asked(county_round)}
    conditional = next(question for question in questions.values() if question.conditions)
    [condition] = conditional.conditions
    met = {condition.question: min(condition.options)}

    assert conditional.key in questions_due(county_round, met)
    assert conditional.key not in questions_due(county_round, {})
    assert conditional.key not in questions_due(county_round, {condition.question: "none"})


def test_everything_answered_is_complete(county_round: Round) -> None:
    values = {question.key: "established" for question in questions_asked(county_round)}

    progress = progress_of(county_round, values)

    assert progress.is_complete
    assert progress.next_open is None
    assert all(field.answered == field.asked for field in progress.fields.values())


@pytest.mark.usefixtures("in_the_county")
def test_the_default_holds_until_there_are_enough_times(
    county_round: Round, coordinator: Person, keys: list[str]
) -> None:
    answer_at_pace(county_round, keys, coordinator, [25.0] * (FEWEST_SAMPLES - 1))
    assert seconds_per_question() == SECONDS_PER_QUESTION

    with clock.stopped_at(clock.now() + timedelta(seconds=25 * FEWEST_SAMPLES)):
        save_answers(county_round, [Change(keys[-1], "begun")], by=coordinator)
    assert seconds_per_question() == 25


@pytest.mark.usefixtures("in_the_county")
def test_pauses_other_people_and_second_thoughts_do_not_count(
    county_round: Round, coordinator: Person, contributor: Person, keys: list[str]
) -> None:
    answer_at_pace(county_round, keys[:12], coordinator, [30.0, 30.0, 7200.0, *[30.0] * 8])
    # At the same time somebody else, between the answers of the first; and a comment a second after an answer.
    answer_at_pace(county_round, keys[20:25], contributor, [1000.0] * 4)
    with clock.stopped_at(clock.now() + timedelta(seconds=1)):
        save_answers(county_round, [Change(keys[0], "begun", "Nachtrag", read_version=1)], by=coordinator)

    assert seconds_per_question() == 30


@pytest.mark.usefixtures("in_the_county")
def test_a_session_in_a_hurry_does_not_promise_others_too_little_time(
    county_round: Round, coordinator: Person, keys: list[str]
) -> None:
    answer_at_pace(county_round, keys[:20], coordinator, [2.0] * 19)

    assert seconds_per_question() == 20


@pytest.mark.usefixtures("in_the_county")
def test_a_page_that_was_sent_at_once_counts_by_its_answers(
    county_round: Round, coordinator: Person, keys: list[str]
) -> None:
    save_answers(county_round, [Change(keys[0], "begun")], by=coordinator)
    with clock.stopped_at(clock.now() + timedelta(seconds=440)):
        save_answers(county_round, [Change(key, "begun") for key in keys[1:12]], by=coordinator)

    assert seconds_per_question() == 40


def test_minutes_are_rounded_up() -> None:
    assert [minutes_for(questions, 45) for questions in (0, 1, 2, 4)] == [0, 1, 2, 3]
