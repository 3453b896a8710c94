"""Starting, finishing and reopening a round: what is stored, what is journalled, what is refused."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django_scopes import scope
from tests.rooms.conftest import NOW

from weltoffen.accounts.models import Person
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.foundation.refusals import Refused
from weltoffen.journal.models import Entry
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round, freeze_round, reopen_round, start_round
from weltoffen.rounds.choices import State
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import (
    QuestionnaireIsDraft,
    QuestionnaireIsNotOffered,
    ReasonIsMissing,
    RoundIsClosed,
    RoundIsFrozen,
    RoundIsOpen,
    RoundIsRunning,
    RoundWasFollowed,
    is_reopenable,
    require_open,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def inside(county: Municipality) -> Iterator[None]:
    with scope(municipality=county.pk):
        yield


def start(county: Municipality, version: FrameworkVersion, by: Person, title: str = "Selbstcheck 2026") -> Round:
    return start_round(
        county, title=title, framework_version=version, starts_on=date(2026, 11, 20), ends_on=date(2026, 12, 20), by=by
    )


def told() -> list[tuple[str, str, str, dict[str, object]]]:
    """What the journal says about rounds."""
    entries = Entry.objects.filter(event__startswith="round_")
    return [(entry.event, entry.actor, entry.subject, entry.details) for entry in entries]


def test_a_round_is_started_and_journalled(
    county: Municipality, framework_version: FrameworkVersion, coordinator: Person, moment: datetime
) -> None:
    started = start(county, framework_version, coordinator)

    stored = Round.objects.values(
        "municipality", "number", "title", "framework_version", "kind", "state", "starts_on", "ends_on", "started_at",
        "finished_at",
    ).get(pk=started.pk)  # fmt: skip
    assert stored == {
        "municipality": county.pk, "number": 1, "title": "Selbstcheck 2026",
        "framework_version": framework_version.pk, "kind": "county", "state": State.ANSWERING,
        "starts_on": date(2026, 11, 20), "ends_on": date(2026, 12, 20), "started_at": moment, "finished_at": None,
    }  # fmt: skip
    details = {"round": 1, "questionnaire": "weltoffene-kommune@1.0"}
    assert told() == [("round_started", coordinator.name, "Selbstcheck 2026", details)]


def test_a_second_round_waits_until_the_first_is_finished(
    county: Municipality, framework_version: FrameworkVersion, coordinator: Person
) -> None:
    first = start(county, framework_version, coordinator)

    with pytest.raises(RoundIsRunning):
        start(county, framework_version, coordinator, "Zweite")

    close_round(first, by=coordinator)
    assert start(county, framework_version, coordinator, "Zweite").number == 2
    assert [subject for _, _, subject, _ in told()] == ["Selbstcheck 2026", "Selbstcheck 2026", "Zweite"]


def test_a_draft_starts_no_round(
    county: Municipality, framework_version: FrameworkVersion, coordinator: Person
) -> None:
    framework_version.status = "draft"

    with pytest.raises(QuestionnaireIsDraft):
        start(county, framework_version, coordinator)

    assert (Round.objects.count(), told()) == (0, [])


def test_what_is_not_offered_starts_no_round(
    county: Municipality, framework_version: FrameworkVersion, coordinator: Person
) -> None:
    framework_version.is_offered = False

    with pytest.raises(QuestionnaireIsNotOffered):
        start(county, framework_version, coordinator)

    assert Round.objects.count() == 0


def test_a_finished_round_says_when_and_lets_no_answer_change(county_round: Round, coordinator: Person) -> None:
    finished = close_round(county_round, by=coordinator)

    county_round.refresh_from_db()
    assert (county_round.state, county_round.finished_at) == (State.FINISHED, NOW)
    assert told() == [("round_finished", coordinator.name, "Selbstcheck 2026", {"round": 1})]
    with pytest.raises(RoundIsClosed):
        require_open(finished)
    with pytest.raises(RoundIsClosed):
        close_round(county_round, by=coordinator)


def test_a_round_is_reopened_for_a_reason(county_round: Round, coordinator: Person) -> None:
    close_round(county_round, by=coordinator)

    reopened = reopen_round(county_round, reason="  Zahl der Plätze war falsch. ", by=coordinator)

    require_open(reopened)
    assert (reopened.state, reopened.finished_at) == (State.ANSWERING, None)
    assert told()[-1] == (
        "round_reopened", coordinator.name, "Selbstcheck 2026",
        {"round": 1, "reason": "Zahl der Plätze war falsch."},
    )  # fmt: skip


@pytest.mark.parametrize(("is_finished", "reason", "refusal"), [
    (False, "Ein Grund", RoundIsOpen),
    (True, "  ", ReasonIsMissing),
])  # fmt: skip
def test_reopening_is_refused(
    county_round: Round, coordinator: Person, *, is_finished: bool, reason: str, refusal: type[Refused]
) -> None:
    if is_finished:
        close_round(county_round, by=coordinator)
    before = (Round.objects.values("state", "finished_at").get(), told())

    with pytest.raises(refusal):
        reopen_round(county_round, reason=reason, by=coordinator)

    assert (Round.objects.values("state", "finished_at").get(), told()) == before


def test_a_round_that_was_followed_stays_finished(
    county: Municipality, county_round: Round, framework_version: FrameworkVersion, coordinator: Person
) -> None:
    close_round(county_round, by=coordinator)
    close_round(start(county, framework_version, coordinator, "Zweite"), by=coordinator)

    with pytest.raises(RoundWasFollowed):
        reopen_round(county_round, reason="Ein Grund", by=coordinator)

    assert list(Round.objects.values_list("state", flat=True)) == [State.FINISHED, State.FINISHED]


def test_what_cannot_be_journalled_is_not_done(
    county_round: Round, coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("weltoffen.rounds.actions.record", fail)

    with pytest.raises(RuntimeError):
        close_round(county_round, by=coordinator)

    county_round.refresh_from_db()
    assert county_round.state == State.ANSWERING


def test_a_frozen_round_stays_as_it_is_for_good(county_round: Round, coordinator: Person) -> None:
    with pytest.raises(RoundIsOpen):
        freeze_round(county_round, by=coordinator)
    frozen = freeze_round(close_round(county_round, by=coordinator), by=coordinator)

    with pytest.raises(RoundIsFrozen):
        reopen_round(frozen, reason="doch noch", by=coordinator)
    with pytest.raises(RoundIsFrozen):
        freeze_round(frozen, by=coordinator)
    assert not is_reopenable(frozen)
    assert Entry.objects.filter(event="round_frozen").count() == 1
