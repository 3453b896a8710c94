"""Every test of this room begins in the scope of the county, with a planned workshop."""

from collections.abc import Iterator

import pytest
from django_scopes import scope
from tests.rooms.workshops.planned import planned

from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.workshops.models import Workshop


@pytest.fixture
def workshop(evaluation: StoredEvaluation) -> Iterator[Workshop]:
    """Three hours in the county's hall, with one working group."""
    with scope(municipality=evaluation.municipality_id):
        yield planned(evaluation)
