"""A round in which two departments are asked something, and who contributes to it without an account."""

from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope

from weltoffen.accounts.models import Person
from weltoffen.assignments.actions import assign_questions
from weltoffen.contributors.actions import NewContributor, add_contributors
from weltoffen.contributors.models import Contributor
from weltoffen.departments.actions import NewDepartment, add_departments
from weltoffen.departments.models import Department
from weltoffen.rounds.models import Round


@pytest.fixture
def departments(county_round: Round, coordinator: Person) -> list[Department]:
    """The social department is asked two questions, the youth department one."""
    with scope(municipality=county_round.municipality_id):
        new = [NewDepartment("Sozialamt", ["social"]), NewDepartment("Jugendamt", ["youth"])]
        social, youth = add_departments(county_round.municipality, new, by=coordinator)
        asked = {"m-1.1": [social.pk, youth.pk], "m-1.2": [social.pk]}
        assign_questions(county_round, asked, by=coordinator)
    return [social, youth]


@pytest.fixture
def three(county_round: Round, departments: list[Department], coordinator: Person) -> list[Contributor]:
    """Two with an address, one without."""
    social, youth = departments
    with scope(municipality=county_round.municipality_id):
        return add_contributors(
            county_round,
            [
                NewContributor("Erika Beispiel", "erika.beispiel@kreis.example", social),
                NewContributor("John Sample", "john@kreis.example", youth, "en"),
                NewContributor("Ohne Postfach", "", social),
            ],
            by=coordinator,
        )


@pytest.fixture
def desk(signed_in: Callable[[Person], Client], coordinator: Person) -> Client:
    """The browser of the coordinator."""
    return signed_in(coordinator)
