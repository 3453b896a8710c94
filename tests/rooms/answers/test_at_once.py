"""Several people at once: exactly one wins, nobody is overwritten, nothing that was confirmed is lost."""

from collections.abc import Callable
from random import Random
from threading import Barrier, Thread
from typing import NamedTuple

import pytest
from django.db import connection
from django_scopes import scope
from tests.rooms.answers.saying import answers_to

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, Outcome, save_answers
from weltoffen.answers.models import AnswerState
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed

QUESTIONS = ("m-1.1", "m-1.2", "m-1.3", "m-1.4")


def together(*deeds: Callable[[], object]) -> list[object]:
    """What comes of deeds that begin at the same moment, each in a thread with a connection of its own."""
    barrier = Barrier(len(deeds))
    results: list[object] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results[place] = deed()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("others", [(), ("m-4.1",)], ids=["one answer", "a page"])
def test_of_two_saves_at_once_one_wins(
    county_round: Round, coordinator: Person, contributor: Person, others: tuple[str, ...]
) -> None:
    def saving(person: Person, version: int) -> Callable[[], object]:
        def save() -> object:
            with scope(municipality=county_round.municipality_id):
                changes = [Change(key, "begun", f"{person} {version}", read_version=version) for key in
                           ("m-1.1", *others)]  # fmt: skip
                return save_answers(county_round, changes, by=person)

        return save

    for version in range(12):
        outcomes = together(saving(coordinator, version), saving(contributor, version))

        assert all(isinstance(outcome, Outcome) for outcome in outcomes), outcomes
        saved = [len(outcome.saved) for outcome in outcomes if isinstance(outcome, Outcome)]
        lost = [len(outcome.conflicts) for outcome in outcomes if isinstance(outcome, Outcome)]
        count = 1 + len(others)
        assert (sorted(saved), sorted(lost)) == ([0, count], [0, count])
    with scope(municipality=county_round.municipality_id):
        states = AnswerState.objects.filter(question="m-1.1").values_list("version", flat=True)
        assert list(states) == list(range(1, 13))


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_while_a_round_is_closed_is_in_it_or_refused(
    county_round: Round, coordinator: Person, contributor: Person
) -> None:
    def close() -> object:
        with scope(municipality=county_round.municipality_id):
            close_round(county_round, by=coordinator)
            return len(answers_to(county_round))

    def save() -> object:
        with scope(municipality=county_round.municipality_id):
            saved = 0
            for key in QUESTIONS:
                save_answers(county_round, [Change(key, "begun")], by=contributor)
                saved += 1
            return saved

    seen, saved = together(close, save)

    with scope(municipality=county_round.municipality_id):
        assert len(answers_to(county_round)) == seen
    assert isinstance(saved, RoundIsClosed) or saved == seen


class Sent(NamedTuple):
    """A save on its way."""

    person: int
    change: Change


def test_of_two_thousand_reordered_saves_nothing_confirmed_is_lost(
    county_round: Round, coordinator: Person, contributor: Person
) -> None:
    """Two people type, the network reorders and repeats: what was confirmed is in the history, and nothing else."""
    chance = Random(20261120)  # noqa: S311 - the same chance each time
    people = (coordinator, contributor)
    read = [dict.fromkeys(QUESTIONS, 0), dict.fromkeys(QUESTIONS, 0)]
    under_way: list[Sent] = []
    confirmed: dict[tuple[str, int], tuple[str, str]] = {}
    conflicts = 0

    with scope(municipality=county_round.municipality_id):
        for number in range(2_000):
            person = chance.randrange(2)
            key = chance.choice(QUESTIONS)
            value = chance.choice(("none", "planned", "begun", ""))
            change = Change(key, value, f"{number}", read_version=read[person][key])
            under_way.append(Sent(person, change))
            sent = under_way.pop(chance.randrange(len(under_way)))
            if chance.random() < 0.1 or len(under_way) < 5:
                under_way.append(sent)

            outcome = save_answers(county_round, [sent.change], by=people[sent.person])

            for answer in outcome.saved:
                assert (answer.question, answer.version) not in confirmed
                confirmed[answer.question, answer.version] = (answer.value, answer.comment)
                read[sent.person][answer.question] = answer.version
            for conflict in outcome.conflicts:
                conflicts += 1
                assert conflict.stored.version != sent.change.read_version
                read[sent.person][conflict.stored.question] = conflict.stored.version
        history = {(state.question, state.version): (state.value, state.comment) for state in AnswerState.objects.all()}
        present = {key: (answer.version, answer.comment) for key, answer in answers_to(county_round).items()}

    assert history == confirmed
    assert len(confirmed) > 300
    assert conflicts > 300
    for key in QUESTIONS:
        versions = sorted(version for question, version in history if question == key)
        assert versions == list(range(1, len(versions) + 1))
        assert present[key] == (versions[-1], history[key, versions[-1]][1])
