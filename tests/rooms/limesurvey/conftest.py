"""Responses of three departments, as LimeSurvey exports them: with codes, names and times, and a value nobody knows."""

from collections.abc import Mapping

import pytest
from django_scopes import scope

from weltoffen.departments.actions import NewDepartment, add_departments
from weltoffen.departments.models import Department
from weltoffen.municipalities.models import Municipality

HEADINGS = "id,submitdate,firstname,email,amt,m11,m12,unbekannt,m11[comment]"
OFFICES = ["Amt A", "Amt B", "Amt C"]


def table(*rows: str) -> bytes:
    return "\n".join([HEADINGS, *rows]).encode()


RESPONSES = table(
    "7,2026-03-01 12:00:00,Erika,erika@example.org,Amt A,Begonnen,Geplant,x,Ganz privat",
    "8,2026-03-02 12:00:00,Ben,ben@example.org,Amt B,Nicht vorhanden,läuft so,y,",
    "9,,Cem,cem@example.org,Amt C,Begonnen,Geplant,x,",
)


@pytest.fixture
def offices(county: Municipality) -> Mapping[str, Department]:
    with scope(municipality=county.pk):
        added = add_departments(county, [NewDepartment(name, []) for name in OFFICES], by=None)
    return {one.name: one for one in added}
