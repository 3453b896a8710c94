"""A round in which three departments are asked something: two people work in the first, one in the second."""

from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from django_scopes import scope
from tests.rooms.conftest import NOW

from weltoffen.accounts.models import Person
from weltoffen.assignments.actions import assign_questions
from weltoffen.departments.actions import NewDepartment, add_departments, place_colleague
from weltoffen.departments.models import Department
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.rounds.models import Round


@pytest.fixture
def departments(county_round: Round, coordinator: Person) -> list[Department]:
    """The social department is asked two questions, the other two one each."""
    with scope(municipality=county_round.municipality_id):
        new = [NewDepartment(name, []) for name in ("Sozialamt", "Jugendamt", "Bauamt")]
        social, youth, building = add_departments(county_round.municipality, new, by=coordinator)
        asked = {"m-1.1": [social.pk, youth.pk], "m-1.2": [social.pk], "m-1.3": [building.pk]}
        assign_questions(county_round, asked, by=coordinator)
    return [social, youth, building]


@pytest.fixture
def people(county: Municipality, departments: list[Department], coordinator: Person) -> Mapping[str, Person]:
    """Erika and Kim work in the social department, John in the youth department, nobody in the third."""
    found = {}
    with scope(municipality=county.pk):
        for name, department in (("Erika", departments[0]), ("Kim", departments[0]), ("John", departments[1])):
            person = Person.objects.create_user(f"{name.lower()}@kreis.example", name=f"{name} Beispiel")
            member = Membership.objects.create(municipality=county, person=person, role=Role.CONTRIBUTOR, since=NOW)
            place_colleague(member, department=department, by=coordinator)
            found[name] = person
    return found


@pytest.fixture
def desk(signed_in: Callable[[Person], Client], coordinator: Person) -> Client:
    """The browser of the coordinator."""
    return signed_in(coordinator)
