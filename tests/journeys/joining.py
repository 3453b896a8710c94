"""What a county and its towns do with a joint round, in the words that they see there."""

from typing import NamedTuple

from django_scopes import scope
from playwright.sync_api import Locator, Page, expect
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.visiting import Window

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import save_answers
from weltoffen.answers.rules import Change
from weltoffen.municipalities.actions import add_municipality, admit_person
from weltoffen.municipalities.choices import Kind, Role
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.queries import current_round

TOWNS = {"Adorf": "99001001", "Bestadt": "99001002", "Celle am Berg": "99001003"}


class Place(NamedTuple):
    """A municipality and who coordinates there."""

    municipality: Municipality
    coordinator: Person

    @property
    def home(self) -> str:
        """Its overview."""
        return f"/m/{self.municipality.slug}/"


def new_place(name: str, kind: Kind, key: str) -> Place:
    slug = name.lower().replace(" ", "-")
    added = add_municipality(name=name, kind=kind, slug=slug, official_key=key, by=None)
    membership = admit_person(
        added, email=f"koordination@{slug}.example", name=f"Koordination {name}", role=Role.COORDINATOR, by=None
    )
    return Place(added, membership.person)


def invites_three(desk: Window, county: Place) -> None:
    page = desk.open(f"{county.home}rounds/1/")
    page.get_by_role("link", name="Gemeinsam mit Städten und Gemeinden teilnehmen").click()
    for name in TOWNS:
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Einladen").click()
    expect(page.get_by_role("status").first).to_contain_text("3 Kommunen sind eingeladen.")


def accepts_on_a_phone(visit: Window, place: Place) -> None:
    page = visit.open(place.home)
    page.get_by_role("link", name="Einladung lesen").click()
    assert (violations(page), does_not_fit(page)) == ([], [])
    visit.page.go_back()
    accepts(page)


def accepts(page: Page) -> None:
    page.get_by_role("link", name="Einladung lesen").click()
    page.get_by_role("button", name="Teilnehmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gemeinsam 2026")
    expect(page.get_by_role("link", name="Gemeinsame Runde")).to_be_visible()


def declines(page: Page) -> None:
    page.get_by_role("link", name="Einladung lesen").click()
    page.get_by_role("button", name="Ablehnen").click()
    expect(page.get_by_role("status").first).to_contain_text("Sie haben die Einladung abgelehnt.")
    expect(page.get_by_role("link", name="Einladung lesen")).to_have_count(0)


def answers(place: Place, value: str) -> None:
    """Everything with one answer, now and then another: a field at its very best would not be shown."""
    with scope(municipality=place.municipality.pk):
        round_ = current_round()
        assert round_ is not None
        asked = enumerate(questions_asked(round_))
        changes = [Change(one.key, value if number % 5 else "begun") for number, one in asked]
        save_answers(round_, changes, by=place.coordinator)


def finishes(page: Page) -> None:
    page.get_by_role("button", name="Abschließen und auswerten").click()
    expect(page.get_by_role("status").first).to_contain_text("abgeschlossen")


def leaves(page: Page) -> None:
    page.get_by_role("link", name="Aus der gemeinsamen Runde aussteigen").click()
    page.get_by_role("button", name="Aus der gemeinsamen Runde aussteigen").click()
    expect(page.get_by_role("status").first).to_contain_text("Sie machen allein weiter.")


def line_of(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_text(name, exact=True))
