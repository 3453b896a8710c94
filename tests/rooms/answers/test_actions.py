"""Saving answers: nothing newer is overwritten, every state stays, nothing faulty comes in."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import PermissionDenied
from django_scopes import scope
from tests.rooms.answers.saying import answers_to, said

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.choices import Origin
from weltoffen.answers.models import Answer, AnswerState
from weltoffen.answers.rules import FaultyAnswers
from weltoffen.foundation import clock
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed

Queries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture(autouse=True)
def in_the_county(county: Municipality) -> Iterator[None]:
    with scope(municipality=county.pk):
        yield


def history() -> list[tuple[str, int, str, str]]:
    return list(AnswerState.objects.values_list("question", "version", "value", "saved_by_name"))


def test_first_answers_are_saved_with_their_history(county_round: Round, coordinator: Person) -> None:
    outcome = save_answers(
        county_round, [Change("m-1.1", "begun", "  Beschluss\r\nfolgt "), Change("m-1.2", "", "offen")], by=coordinator
    )

    assert said(county_round) == {"m-1.1": (1, "begun", "Beschluss\nfolgt"), "m-1.2": (1, "", "offen")}
    assert [answer.question for answer in outcome.saved] == ["m-1.1", "m-1.2"]
    assert (outcome.unchanged, outcome.conflicts) == ((), ())
    assert history() == [("m-1.1", 1, "begun", str(coordinator)), ("m-1.2", 1, "", str(coordinator))]
    kept = Answer.objects.get(question="m-1.1")
    assert (kept.saved_at, kept.saved_by, kept.origin) == (clock.now(), coordinator, Origin.PAGE)
    assert kept.municipality_id == county_round.municipality_id


def test_a_later_version_follows_the_one_that_was_read(
    county_round: Round, coordinator: Person, contributor: Person
) -> None:
    save_answers(county_round, [Change("m-1.1", "begun")], by=coordinator)
    save_answers(county_round, [Change("m-1.1", "mostly", read_version=1)], by=contributor)

    assert said(county_round) == {"m-1.1": (2, "mostly", "")}
    assert history() == [("m-1.1", 1, "begun", str(coordinator)), ("m-1.1", 2, "mostly", str(contributor))]


def test_a_newer_answer_is_never_overwritten(county_round: Round, coordinator: Person, contributor: Person) -> None:
    save_answers(county_round, [Change("m-1.1", "begun", "von mir")], by=coordinator)

    change = Change("m-1.1", "established", "von dir")
    outcome = save_answers(county_round, [change, Change("m-1.2", "planned")], by=contributor)

    assert said(county_round) == {"m-1.1": (1, "begun", "von mir"), "m-1.2": (1, "planned", "")}
    assert [(conflict.change, conflict.stored.comment) for conflict in outcome.conflicts] == [(change, "von mir")]
    assert [answer.question for answer in outcome.saved] == ["m-1.2"]


def test_equal_content_makes_no_version(county_round: Round, coordinator: Person, contributor: Person) -> None:
    save_answers(county_round, [Change("m-1.1", "begun", "gleich")], by=coordinator)

    # Sent again after the confirmation was lost; by somebody else by chance; and what was left empty.
    again = [Change("m-1.1", "begun", "gleich "), Change("m-1.2", "")]
    outcome = save_answers(county_round, again, by=contributor)

    assert outcome == ((), ("m-1.1", "m-1.2"), ())
    assert said(county_round) == {"m-1.1": (1, "begun", "gleich")}


def test_what_was_only_read_is_no_conflict(county_round: Round, coordinator: Person, contributor: Person) -> None:
    save_answers(county_round, [Change("m-1.1", "begun")], by=coordinator)
    save_answers(county_round, [Change("m-1.1", "mostly", "neu", read_version=1)], by=contributor)
    save_answers(county_round, [Change("m-1.2", "planned")], by=contributor)

    # A page from before both: one answer as it was read, one place as empty as it was.
    left_alone = [Change("m-1.1", "begun", read_version=1), Change("m-1.2", "")]
    outcome = save_answers(county_round, left_alone, by=coordinator)

    assert outcome == ((), ("m-1.1", "m-1.2"), ())
    assert said(county_round) == {"m-1.1": (2, "mostly", "neu"), "m-1.2": (1, "planned", "")}


def test_an_answer_can_be_taken_back(county_round: Round, coordinator: Person) -> None:
    save_answers(county_round, [Change("m-1.1", "begun", "Text")], by=coordinator)
    save_answers(county_round, [Change("m-1.1", "", read_version=1)], by=coordinator)

    assert said(county_round) == {"m-1.1": (2, "", "")}
    assert [state[:3] for state in history()] == [("m-1.1", 1, "begun"), ("m-1.1", 2, "")]


def test_every_fault_is_told_and_nothing_is_saved(county_round: Round, coordinator: Person) -> None:
    changes = [
        Change("m-1.1", "begun"),
        Change("m-1.2", "best"),
        Change("x-9.9", "begun"),
        Change("m-1.3", "begun", "x" * 10_001),
        Change("m-1.4", "begun", evidence={"policy": "Beschluss"}),
    ]

    with pytest.raises(FaultyAnswers) as refusal:
        save_answers(county_round, changes, by=coordinator)

    assert [(fault.question, fault.part) for fault in refusal.value.faults] == [
        ("m-1.2", "value"), ("x-9.9", "value"), ("m-1.3", "comment"), ("m-1.4", "evidence")
    ]  # fmt: skip
    assert said(county_round) == {}
    assert history() == []


def test_a_question_for_other_kinds_of_municipality_is_not_part_of_the_round(
    county_round: Round, coordinator: Person
) -> None:
    Round.objects.update(kind="village")
    county_round.refresh_from_db()

    with pytest.raises(FaultyAnswers):
        save_answers(county_round, [Change("m-2.3", "begun")], by=coordinator)


def test_longest_comment_and_what_word_processors_leave_behind(county_round: Round, coordinator: Person) -> None:
    long = "ä\r\n" * 5_000
    save_answers(county_round, [Change("m-1.1", "", long), Change("m-1.2", "", "a\x00\x0bb\ud800")], by=coordinator)

    assert said(county_round)["m-1.1"][2] == ("ä\n" * 5_000).strip()
    assert said(county_round)["m-1.2"][2] == "a\nb"


def test_a_finished_round_takes_nothing(county_round: Round, coordinator: Person) -> None:
    close_round(county_round, by=coordinator)

    # The object in hand still says that it is open; the database decides.
    assert county_round.is_being_answered
    with pytest.raises(RoundIsClosed):
        save_answers(county_round, [Change("m-1.1", "begun")], by=coordinator)
    assert said(county_round) == {}


def test_history_is_append_only(county_round: Round, coordinator: Person) -> None:
    save_answers(county_round, [Change("m-1.1", "begun")], by=coordinator)

    with pytest.raises(PermissionDenied):
        AnswerState.objects.update(value="established")
    with pytest.raises(PermissionDenied):
        AnswerState.objects.all().delete()
    assert history() == [("m-1.1", 1, "begun", str(coordinator))]


def test_answers_outlive_the_account(county_round: Round, coordinator: Person, contributor: Person) -> None:
    save_answers(county_round, [Change("m-1.1", "begun")], by=contributor)
    name = contributor.name

    contributor.delete()

    assert history() == [("m-1.1", 1, "begun", name)]
    assert Answer.objects.get().saved_by is None


def test_another_municipality_finds_nothing(
    county_round: Round, coordinator: Person, town: Municipality, stranger: Person
) -> None:
    save_answers(county_round, [Change("m-1.1", "begun")], by=coordinator)

    with scope(municipality=town.pk):
        assert answers_to(county_round) == {}
        with pytest.raises(Round.DoesNotExist):
            save_answers(county_round, [Change("m-1.1", "established")], by=stranger)
    assert said(county_round) == {"m-1.1": (1, "begun", "")}


def test_many_answers_cost_as_many_queries_as_two(
    county_round: Round, coordinator: Person, django_assert_num_queries: Queries
) -> None:
    keys = ["m-1.1", "m-1.2", "m-1.3", "m-1.4", "m-2.1", "m-2.2"]
    save_answers(county_round, [Change("m-4.1", "begun")], by=coordinator)

    for chosen in (keys[:2], keys[2:]):
        # Where the person works, for whom they speak; begin, round held, answers, two writes, end.
        with django_assert_num_queries(8):
            save_answers(county_round, [Change(key, "begun") for key in chosen], by=coordinator)


def test_one_answer_costs_two_statements(
    county_round: Round, coordinator: Person, django_assert_num_queries: Queries
) -> None:
    save_answers(county_round, [Change("m-4.1", "begun")], by=coordinator)
    for version, value in enumerate(("begun", "mostly", "established")):
        # Where the person works and for whom they speak; with the begin and the end of the transaction.
        with django_assert_num_queries(6):
            save_answers(county_round, [Change("m-1.1", value, read_version=version)], by=coordinator)


@pytest.mark.parametrize("others", [[], [Change("m-4.1", "begun")]], ids=["alone", "with another"])
def test_one_and_many_answers_are_saved_alike(
    county_round: Round, coordinator: Person, contributor: Person, others: list[Change]
) -> None:
    """One answer goes a short way of its own; it must lead to the same place."""

    def save(*change: object, by: Person) -> tuple[list[int], list[int]]:
        outcome = save_answers(county_round, [Change(*change), *others], by=by)  # type: ignore[arg-type]
        others.clear()
        mine = [answer for answer in outcome.saved if answer.question == "m-1.1"]
        return [answer.version for answer in mine], [conflict.stored.version for conflict in outcome.conflicts]

    assert save("m-1.1", "", "", {}, 0, by=coordinator) == ([], [])
    assert save("m-1.1", "begun", "a", {}, 0, by=coordinator) == ([1], [])
    assert save("m-1.1", "begun", "a", {}, 1, by=contributor) == ([], [])
    assert save("m-1.1", "begun", "b", {}, 0, by=contributor) == ([], [1])
    assert save("m-1.1", "begun", "b", {}, 1, by=contributor) == ([2], [])
    assert save("m-1.1", "none", "b", {}, 1, by=coordinator) == ([], [2])
    assert save("m-1.1", "", "", {}, 2, by=coordinator) == ([3], [])
    assert [state for state in history() if state[0] == "m-1.1"] == [
        ("m-1.1", 1, "begun", str(coordinator)),
        ("m-1.1", 2, "begun", str(contributor)),
        ("m-1.1", 3, "", str(coordinator)),
    ]
    answer, state = Answer.objects.get(question="m-1.1"), AnswerState.objects.get(question="m-1.1", version=3)
    names = [field.attname for field in Answer._meta.concrete_fields if not field.primary_key]
    assert [getattr(answer, name) for name in names] == [getattr(state, name) for name in names]
    assert answer.saved_at == clock.now()


def test_a_version_that_never_was_is_no_conflict(county_round: Round, coordinator: Person) -> None:
    outcome = save_answers(county_round, [Change("m-1.1", "begun", read_version=7)], by=coordinator)

    assert [answer.version for answer in outcome.saved] == [1]
