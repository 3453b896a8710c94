"""Every test of this room begins in the scope of the county, with an open survey."""

from collections.abc import Iterator

import pytest
from django_scopes import scope
from tests.rooms.surveys.asking import opened

from weltoffen.rounds.models import Round
from weltoffen.surveys.models import Survey


@pytest.fixture
def survey(county_round: Round) -> Iterator[Survey]:
    """An open survey of the county."""
    with scope(municipality=county_round.municipality_id):
        yield opened(county_round)
