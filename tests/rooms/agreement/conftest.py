"""Three departments of the county that answered the same question: two alike, one otherwise."""

from collections.abc import Mapping

import pytest
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.respondents import voice_for
from weltoffen.departments.actions import NewDepartment, add_departments, place_colleague
from weltoffen.departments.models import Department
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.rounds.models import Round

KEY = "m-1.1"


@pytest.fixture
def offices(county: Municipality, contributor: Person) -> Mapping[str, Department]:
    """The contributor works in the first."""
    with scope(municipality=county.pk):
        added = add_departments(county, [NewDepartment(name, []) for name in ("Amt A", "Amt B", "Amt C")], by=None)
        place_colleague(Membership.objects.get(person=contributor), department=added[0], by=None)
    return {one.name: one for one in added}


@pytest.fixture
def differing(county_round: Round, offices: Mapping[str, Department], coordinator: Person) -> Round:
    """Amt A sees nothing, Amt B and Amt C see a beginning."""
    with scope(municipality=county_round.municipality_id):
        for name, value in (("Amt A", "none"), ("Amt B", "begun"), ("Amt C", "begun")):
            voice = voice_for(county_round, offices[name], coordinator)
            save_answers(county_round, [Change(KEY, value, f"sagt {name}")], by=voice)
    return county_round
