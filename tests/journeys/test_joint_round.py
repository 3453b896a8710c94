"""A county with three of its towns: two take part, one declines, one leaves; what everybody sees of it."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django_scopes import scope
from playwright.sync_api import Locator, Page, expect
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.visiting import PHONE, Window

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import save_answers
from weltoffen.answers.rules import Change
from weltoffen.answers.settling import values_in
from weltoffen.catalogue.queries import published_versions
from weltoffen.foundation import clock
from weltoffen.municipalities.actions import add_municipality, admit_person
from weltoffen.municipalities.choices import Kind, Role
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import start_round
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.queries import current_round, newest_round

OpenWindow = Callable[..., Window]
TOWNS = {"Adorf": "99001001", "Bestadt": "99001002", "Celle am Berg": "99001003"}


class Place(NamedTuple):
    """A municipality and who coordinates there."""

    municipality: Municipality
    coordinator: Person

    @property
    def home(self) -> str:
        """Its overview."""
        return f"/m/{self.municipality.slug}/"


@pytest.fixture
def places(beginning: None) -> dict[str, Place]:
    """A county with a running round, and three towns that know nothing yet."""
    found = {"Musterkreis": _place("Musterkreis", Kind.COUNTY, "99001")}
    found |= {name: _place(name, Kind.TOWN, key) for name, key in TOWNS.items()}
    county = found["Musterkreis"]
    with scope(municipality=county.municipality.pk):
        start_round(
            county.municipality, title="Gemeinsam 2026", framework_version=published_versions()[0],
            starts_on=clock.today(), by=county.coordinator,
        )  # fmt: skip
    return found


def test_a_county_and_three_towns(window: OpenWindow, places: dict[str, Place]) -> None:
    county, adorf, bestadt, celle = places.values()
    desk = window(county.coordinator.email)
    _invites_three(desk, county)
    _accepts_on_a_phone(window(adorf.coordinator.email, size=PHONE), adorf)
    _accepts(window(bestadt.coordinator.email).open(bestadt.home))
    _declines(window(celle.coordinator.email).open(celle.home))

    page = desk.open(f"{county.home}rounds/1/joint/")
    expect(_line(page, "Adorf")).to_contain_text("Es ist noch nichts beantwortet.")
    expect(_line(page, "Celle am Berg")).to_contain_text("Abgesagt")
    for place, value in ((county, "begun"), (adorf, "mostly"), (bestadt, "planned")):
        _answers(place, value)
        _finishes(window(place.coordinator.email).open(f"{place.home}evaluations/1/finish/"))

    page = desk.open(f"{county.home}rounds/1/joint/")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["Handlungsfeld", "Musterkreis", "Adorf", "Bestadt"])
    expect(page.get_by_role("main")).to_contain_text("Adorf (7")
    assert (violations(page), does_not_fit(page)) == ([], [])

    _leaves(window(adorf.coordinator.email).open(f"{adorf.home}rounds/1/joint/"))

    page = desk.open(f"{county.home}rounds/1/joint/")
    expect(table.get_by_role("columnheader")).to_have_text(["Handlungsfeld", "Musterkreis", "Bestadt"])
    expect(_line(page, "Adorf")).to_contain_text("Ausgestiegen")
    with scope(municipality=adorf.municipality.pk):
        round_ = newest_round()
        assert round_ is not None
        assert set(values_in(round_).values()) == {"mostly", "begun"}
    visit = window(bestadt.coordinator.email).open(f"{bestadt.home}rounds/1/joint/")
    expect(visit.get_by_role("main")).not_to_contain_text("Adorf")


def test_without_a_script_an_invitation_is_accepted_too(window: OpenWindow, places: dict[str, Place]) -> None:
    county, adorf, *_others = places.values()
    page = window(county.coordinator.email, java_script_enabled=False).open(f"{county.home}rounds/1/joint/invite/")
    page.get_by_label("Eine andere Kommune").fill("adorf")
    page.get_by_role("button", name="Einladen").click()
    expect(page.get_by_role("status").first).to_contain_text("Eine Kommune ist eingeladen.")

    _accepts(window(adorf.coordinator.email, java_script_enabled=False).open(adorf.home))


def _place(name: str, kind: Kind, key: str) -> Place:
    slug = name.lower().replace(" ", "-")
    added = add_municipality(name=name, kind=kind, slug=slug, official_key=key, by=None)
    membership = admit_person(
        added, email=f"koordination@{slug}.example", name=f"Koordination {name}", role=Role.COORDINATOR, by=None
    )
    return Place(added, membership.person)


def _invites_three(desk: Window, county: Place) -> None:
    page = desk.open(f"{county.home}rounds/1/")
    page.get_by_role("link", name="Gemeinsam mit Städten und Gemeinden teilnehmen").click()
    for name in TOWNS:
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Einladen").click()
    expect(page.get_by_role("status").first).to_contain_text("3 Kommunen sind eingeladen.")


def _accepts_on_a_phone(visit: Window, place: Place) -> None:
    page = visit.open(place.home)
    page.get_by_role("link", name="Einladung lesen").click()
    assert (violations(page), does_not_fit(page)) == ([], [])
    visit.page.go_back()
    _accepts(page)


def _accepts(page: Page) -> None:
    page.get_by_role("link", name="Einladung lesen").click()
    page.get_by_role("button", name="Teilnehmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gemeinsam 2026")
    expect(page.get_by_role("link", name="Gemeinsame Runde")).to_be_visible()


def _declines(page: Page) -> None:
    page.get_by_role("link", name="Einladung lesen").click()
    page.get_by_role("button", name="Ablehnen").click()
    expect(page.get_by_role("status").first).to_contain_text("Sie haben die Einladung abgelehnt.")
    expect(page.get_by_role("link", name="Einladung lesen")).to_have_count(0)


def _answers(place: Place, value: str) -> None:
    """Everything with one answer, now and then another: a field at its very best would not be shown."""
    with scope(municipality=place.municipality.pk):
        round_ = current_round()
        assert round_ is not None
        asked = enumerate(questions_asked(round_))
        changes = [Change(one.key, value if number % 5 else "begun") for number, one in asked]
        save_answers(round_, changes, by=place.coordinator)


def _finishes(page: Page) -> None:
    page.get_by_role("button", name="Abschließen und auswerten").click()
    expect(page.get_by_role("status").first).to_contain_text("abgeschlossen")


def _leaves(page: Page) -> None:
    page.get_by_role("link", name="Aus der gemeinsamen Runde aussteigen").click()
    page.get_by_role("button", name="Aus der gemeinsamen Runde aussteigen").click()
    expect(page.get_by_role("status").first).to_contain_text("Sie machen allein weiter.")


def _line(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_text(name, exact=True))
