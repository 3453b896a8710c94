"""A round of the county in which two departments can show something."""

from collections.abc import Mapping

import pytest
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.departments.actions import NewDepartment, add_departments, place_colleague
from weltoffen.departments.models import Department
from weltoffen.municipalities.models import Membership, Municipality


@pytest.fixture
def offices(county: Municipality, contributor: Person) -> Mapping[str, Department]:
    """The contributor works in the first."""
    with scope(municipality=county.pk):
        added = add_departments(county, [NewDepartment(name, []) for name in ("Amt A", "Amt B")], by=None)
        place_colleague(Membership.objects.get(person=contributor), department=added[0], by=None)
    return {one.name: one for one in added}
