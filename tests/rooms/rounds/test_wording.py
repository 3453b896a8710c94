"""How far a round is, in words."""

import pytest
from django.utils import translation

from weltoffen.foundation.templating import duration
from weltoffen.rounds.models import Round
from weltoffen.rounds.slots import FieldProgress, Progress
from weltoffen.rounds.wording import said_of_round, tasks_of


@pytest.mark.parametrize(("minutes", "said"), [
    (0, "etwa 5 Minuten"), (1, "etwa 5 Minuten"), (5, "etwa 5 Minuten"), (6, "etwa 10 Minuten"),
    (50, "etwa 50 Minuten"), (51, "etwa 1 Stunde"), (89, "etwa 1 Stunde"), (100, "etwa 2 Stunden"),
])  # fmt: skip
def test_a_duration_is_no_more_exact_than_one_can_know(minutes: int, said: str) -> None:
    with translation.override("de"):
        assert duration(minutes) == said


@pytest.mark.parametrize(("progress", "said"), [
    (Progress({"a": FieldProgress(2, 2)}, 0), "All 2 questions are answered."),
    (Progress({"a": FieldProgress(0, 2), "b": FieldProgress(0, 3)}, 20),
     "0 of 5 questions are answered. All of it takes about 20 minutes."),
    (Progress({"a": FieldProgress(1, 2)}, 4), "1 of 2 questions are answered. The rest takes about 5 minutes."),
    (Progress({"a": FieldProgress(1, 2)}), "1 of 2 questions are answered."),
])  # fmt: skip
def test_progress_is_said_in_words(progress: Progress, said: str) -> None:
    with translation.override("en"):
        assert said_of_round(progress) == said


def test_the_field_that_was_begun_comes_next() -> None:
    progress = Progress({"a": FieldProgress(0, 2), "b": FieldProgress(1, 3), "c": FieldProgress(2, 2)})

    assert (progress.next_field, progress.answered, progress.asked) == ("b", 3, 7)


def test_nothing_comes_next_where_all_is_answered() -> None:
    progress = Progress({"a": FieldProgress(2, 2)})

    assert (progress.next_field, progress.is_complete) == (None, True)


@pytest.mark.parametrize(("state", "states"), [
    ("answering", ["complete", "started", "open"]),
    ("finished", ["complete", "partial", "open"]),
])  # fmt: skip
def test_a_field_of_a_finished_round_is_no_longer_begun(state: str, states: list[str]) -> None:
    progress = Progress({"a": FieldProgress(2, 2), "b": FieldProgress(1, 2), "c": FieldProgress(0, 2)})

    tasks = tasks_of(Round(state=state), progress, {"a": "A", "b": "B", "c": "C"})

    assert [task.state for task in tasks] == states
