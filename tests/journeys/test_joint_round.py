"""A county with three of its towns: two take part, one declines, one leaves; what everybody sees of it."""

from collections.abc import Callable

import pytest
from django_scopes import scope
from playwright.sync_api import expect
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.joining import (
    TOWNS,
    Place,
    accepts,
    accepts_on_a_phone,
    answers,
    declines,
    finishes,
    invites_three,
    leaves,
    line_of,
    new_place,
)
from tests.journeys.visiting import PHONE, Window

from weltoffen.answers.settling import values_in
from weltoffen.catalogue.queries import published_versions
from weltoffen.foundation import clock
from weltoffen.municipalities.choices import Kind
from weltoffen.rounds.actions import start_round
from weltoffen.rounds.queries import newest_round

OpenWindow = Callable[..., Window]


@pytest.fixture
def places(beginning: None) -> dict[str, Place]:
    """A county with a running round, and three towns that know nothing yet."""
    found = {"Musterkreis": new_place("Musterkreis", Kind.COUNTY, "99001")}
    found |= {name: new_place(name, Kind.TOWN, key) for name, key in TOWNS.items()}
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
    invites_three(desk, county)
    accepts_on_a_phone(window(adorf.coordinator.email, size=PHONE), adorf)
    accepts(window(bestadt.coordinator.email).open(bestadt.home))
    declines(window(celle.coordinator.email).open(celle.home))

    page = desk.open(f"{county.home}rounds/1/joint/")
    expect(line_of(page, "Adorf")).to_contain_text("Es ist noch nichts beantwortet.")
    expect(line_of(page, "Celle am Berg")).to_contain_text("Abgesagt")
    for place, value in ((county, "begun"), (adorf, "mostly"), (bestadt, "planned")):
        answers(place, value)
        finishes(window(place.coordinator.email).open(f"{place.home}evaluations/1/finish/"))

    page = desk.open(f"{county.home}rounds/1/joint/")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["Handlungsfeld", "Musterkreis", "Adorf", "Bestadt"])
    expect(page.get_by_role("main")).to_contain_text("Adorf (7")
    assert (violations(page), does_not_fit(page)) == ([], [])

    leaves(window(adorf.coordinator.email).open(f"{adorf.home}rounds/1/joint/"))

    page = desk.open(f"{county.home}rounds/1/joint/")
    expect(table.get_by_role("columnheader")).to_have_text(["Handlungsfeld", "Musterkreis", "Bestadt"])
    expect(line_of(page, "Adorf")).to_contain_text("Ausgestiegen")
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

    accepts(window(adorf.coordinator.email, java_script_enabled=False).open(adorf.home))
