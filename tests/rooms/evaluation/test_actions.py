"""Computing evaluations: what is stored, what refuses, what a comparison takes."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django_scopes import scope
from tests.rooms.conftest import NOW

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.evaluation.actions import compute_evaluation, finish_round
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.queries import latest_evaluation
from weltoffen.evaluation.rules import NothingIsAnswered, RoundIsNotFinished
from weltoffen.journal.models import Entry
from weltoffen.rounds.actions import reopen_round
from weltoffen.rounds.choices import State
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed

pytestmark = pytest.mark.django_db


def test_finishing_closes_the_round_and_stores_its_evaluation(evaluation: StoredEvaluation) -> None:
    with scope(municipality=evaluation.municipality_id):
        kept = StoredEvaluation.objects.get()
        entries = [(entry.event, entry.subject) for entry in Entry.objects.all()]

    assert (kept.round.state, kept.round.finished_at) == (State.FINISHED, NOW)
    assert (kept.number, kept.computed_at, kept.engine, kept.earlier) == (1, NOW, "1", None)
    assert kept.computed_by_name == "Koordination Donnersbergkreis"
    assert kept.framework_checksum == kept.round.framework_version.checksum
    assert kept.sheet["municipality"] == {"name": "Donnersbergkreis", "key": "07333", "kind": "county"}
    assert kept.result["fields"][0]["trace"] == evaluation.result["fields"][0]["trace"]
    assert entries == [
        ("round_finished", "Selbstcheck 2026"),
        ("evaluation_computed", "Selbstcheck 2026 · 1"),
    ]


def test_nothing_answered_leaves_the_round_open(county_round: Round, coordinator: Person) -> None:
    with scope(municipality=county_round.municipality_id):
        with pytest.raises(NothingIsAnswered):
            finish_round(county_round, by=coordinator)

        assert Round.objects.get().is_being_answered
        assert (StoredEvaluation.objects.count(), Entry.objects.count()) == (0, 0)


def test_not_knowing_anything_is_no_answer(county_round: Round, coordinator: Person) -> None:
    with scope(municipality=county_round.municipality_id):
        save_answers(county_round, [Change("m-1.1", "not_known")], by=coordinator)

        with pytest.raises(NothingIsAnswered):
            finish_round(county_round, by=coordinator)


def test_a_round_is_finished_once(evaluation: StoredEvaluation, coordinator: Person) -> None:
    with scope(municipality=evaluation.municipality_id):
        with pytest.raises(RoundIsClosed):
            finish_round(evaluation.round, by=coordinator)

        assert StoredEvaluation.objects.count() == 1


def test_an_open_round_is_not_computed(county_round: Round, coordinator: Person) -> None:
    with scope(municipality=county_round.municipality_id):
        save_answers(county_round, [Change("m-1.1", "planned")], by=coordinator)

        with pytest.raises(RoundIsNotFinished):
            compute_evaluation(county_round, by=coordinator)


def test_computing_anew_adds_a_row(evaluation: StoredEvaluation, coordinator: Person) -> None:
    with scope(municipality=evaluation.municipality_id):
        anew = compute_evaluation(evaluation.round, by=coordinator)

        assert [(one.number, one.checksum) for one in StoredEvaluation.objects.all()] == [
            (2, evaluation.checksum),
            (1, evaluation.checksum),
        ]
        assert latest_evaluation(evaluation.round) == anew


def test_answers_changed_after_reopening_make_another_evaluation(
    evaluation: StoredEvaluation, coordinator: Person
) -> None:
    with scope(municipality=evaluation.municipality_id):
        before = StoredEvaluation.objects.get().result
        reopened = reopen_round(evaluation.round, reason="Eine Zahl war falsch.", by=coordinator)
        save_answers(reopened, [Change("m-1.1", "established", read_version=1)], by=coordinator)
        anew = finish_round(reopened, by=coordinator)

        assert StoredEvaluation.objects.get(number=1).result == before
        assert before["fields"][0]["score"] < anew.result["fields"][0]["score"]


def test_a_stored_row_never_changes(evaluation: StoredEvaluation) -> None:
    with scope(municipality=evaluation.municipality_id):
        evaluation.result = {**evaluation.result, "engine": "2"}
        with pytest.raises(PermissionDenied):
            evaluation.save()
        with pytest.raises(PermissionDenied):
            StoredEvaluation.objects.all().update(engine="2")
        with pytest.raises(PermissionDenied):
            StoredEvaluation.objects.all().delete()

        assert StoredEvaluation.objects.get().result["engine"] == "1"


def test_the_last_finished_round_is_compared(compared: StoredEvaluation, earlier: StoredEvaluation) -> None:
    comparison: Any = compared.result["comparison"]

    assert compared.earlier == earlier
    assert comparison["earlier_date"] == "2024-11-19"
    assert len(comparison["compared"]) == 85
    assert [change["difference"] for change in comparison["fields"]][:2] == [29.06, 11.98]


def test_the_newest_evaluation_of_the_earlier_round_is_compared(
    earlier: StoredEvaluation, next_round: Round, coordinator: Person
) -> None:
    with scope(municipality=next_round.municipality_id):
        newer = compute_evaluation(earlier.round, by=coordinator)
        save_answers(next_round, [Change("m-1.1", "established")], by=coordinator)

        assert finish_round(next_round, by=coordinator).earlier == newer


def test_a_round_that_is_open_is_not_compared_with(compared: StoredEvaluation, coordinator: Person) -> None:
    with scope(municipality=compared.municipality_id):
        Round.objects.filter(number=1).update(state=State.ANSWERING, finished_at=None)

        assert compute_evaluation(compared.round, by=coordinator).earlier is None


def test_a_first_evaluation_has_nothing_to_compare_with(evaluation: StoredEvaluation) -> None:
    assert (evaluation.earlier, evaluation.result["comparison"]) == (None, None)
