"""A round two years before, and the next one after it: for what a comparison needs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from tests.rooms.conftest import NOW, answer_as_the_example

from weltoffen.accounts.models import Person
from weltoffen.evaluation.actions import finish_round
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation import clock
from weltoffen.rounds.actions import start_round
from weltoffen.rounds.models import Round

TWO_YEARS = timedelta(days=731)


@pytest.fixture
def earlier(county_round: Round, coordinator: Person) -> StoredEvaluation:
    """The county's first round, answered as the earlier example and finished two years ago."""
    with clock.stopped_at(NOW - TWO_YEARS), scope(municipality=county_round.municipality_id):
        answer_as_the_example(county_round, coordinator, "earlier.json")
        return finish_round(county_round, by=coordinator)


@pytest.fixture
def next_round(earlier: StoredEvaluation, coordinator: Person) -> Round:
    """The county's second round; nothing is answered yet."""
    first = earlier.round
    with scope(municipality=first.municipality_id):
        return start_round(
            first.municipality, title="Selbstcheck 2026", framework_version=first.framework_version,
            starts_on=NOW.date(), by=coordinator,
        )  # fmt: skip


@pytest.fixture
def compared(next_round: Round, coordinator: Person) -> StoredEvaluation:
    """The evaluation of the second round, which is compared with the first."""
    with scope(municipality=next_round.municipality_id):
        answer_as_the_example(next_round, coordinator)
        return finish_round(next_round, by=coordinator)


def address(name: str, stored: StoredEvaluation, **parts: str) -> str:
    """The address of a page of an evaluation."""
    where = {"slug": stored.municipality.slug, "number": stored.round.number, "evaluation": stored.number}
    return reverse(f"evaluation:{name}", kwargs={**where, **parts})


def page_of(client: Client, name: str, stored: StoredEvaluation, **parts: str) -> str:
    """A page of an evaluation as text; it must be there."""
    response = client.get(address(name, stored, **parts))
    assert response.status_code == 200
    return response.content.decode()
