"""The overview where there is nothing to do: what it says is true for the role."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.rooms.conftest import member
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Municipality

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "said"), [
    (Role.CONTRIBUTOR, "Sobald ein Selbstcheck läuft, sehen Sie ihn hier."),
    (Role.EDITOR, "Sobald eine Auswertung fertig ist, sehen Sie sie hier."),
    (Role.PROGRAMME_OFFICE, "Antworten und Auswertungen sind für Ihre Rolle nicht sichtbar."),
])  # fmt: skip
def test_the_empty_overview_promises_nothing_that_the_role_will_not_see(
    role: Role, said: str, county: Municipality, signed_in: Callable[[Person], Client]
) -> None:
    assert said in words(signed_in(member(role, county)).get("/m/donnersbergkreis/"))
