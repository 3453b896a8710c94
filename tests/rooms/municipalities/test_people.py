"""Roles, people and ending access: who sees what, what is refused, what it costs."""

from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.rooms.conftest import NOW, member
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.journal.queries import entries_here
from weltoffen.municipalities.actions import end_access, give_access
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.municipalities.roles import PERMISSION_LABELS, ROLES, Permission
from weltoffen.municipalities.rules import HasAccessAlready, LastCoordinator

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
PEOPLE, ROLES_PAGE = "/m/donnersbergkreis/people/", "/m/donnersbergkreis/roles/"
# Session, person, where the person belongs, the members.
QUERIES_OF_PEOPLE = 4


def membership_of(person: Person, place: Municipality) -> Membership:
    with scope(municipality=place.pk):
        return Membership.objects.select_related("person").get(person=person)


def members_of(place: Municipality) -> list[Person]:
    with scope(municipality=place.pk):
        return [one.person for one in Membership.objects.select_related("person").order_by("pk")]


def events_of(place: Municipality) -> list[tuple[str, str, dict[str, object]]]:
    with scope(municipality=place.pk):
        return [(entry.event, entry.subject, entry.details) for entry in entries_here()]


def test_the_table_of_roles_says_yes_and_no_in_words(contributor: Person, signed_in: SignedIn) -> None:
    answer = words(signed_in(contributor).get(ROLES_PAGE))

    every_role = {len(entry.permissions) for entry in ROLES.values()}
    assert answer.count("✓ ja") == sum(len(entry.permissions) for entry in ROLES.values())
    assert answer.count("– nein") == len(ROLES) * len(PERMISSION_LABELS) - answer.count("✓ ja")
    assert "Mitwirkung (Ihre Rolle) Beantwortet Fragen für eine Fachabteilung." in answer
    assert "Fragen beantworten ✓ ja ✓ ja – nein – nein – nein – nein – nein" in answer
    assert len(every_role) > 1


def test_the_table_of_roles_is_there_in_english(contributor: Person, signed_in: SignedIn) -> None:
    client = signed_in(contributor)
    client.cookies["language"] = "en"

    assert "answer questions ✓ yes ✓ yes – no – no – no – no – no" in words(client.get(ROLES_PAGE))


def test_each_permission_and_each_role_is_in_the_table() -> None:
    assert set(PERMISSION_LABELS) == set(Permission)
    assert set(ROLES) == set(Role)


def test_a_coordinator_sees_addresses_and_can_end_access(
    coordinator: Person, contributor: Person, county: Municipality, signed_in: SignedIn
) -> None:
    page = signed_in(coordinator).get(PEOPLE)

    end = f"/m/donnersbergkreis/people/{membership_of(contributor, county).pk}/end/"
    assert words(page).startswith("Überblick Personen Personen mit Zugang 2 Personen können diese Seiten öffnen.")
    assert f"{contributor.name} Mitwirkung Zugang seit 20. November 2026 {contributor.email} Zugang beenden" in words(
        page
    )
    assert f"{coordinator.email} Einzige Koordination" in words(page)
    assert page.content.decode().count("/end/") == 1
    assert end in page.content.decode()


def test_the_head_of_administration_sees_people_without_addresses(
    coordinator: Person, county: Municipality, signed_in: SignedIn
) -> None:
    page = signed_in(member(Role.HEAD, county)).get(PEOPLE)

    assert f"{coordinator.name} Koordination Zugang seit 20. November 2026" in words(page)
    assert "@" not in words(page)
    assert "/end/" not in page.content.decode()


def test_people_of_the_other_municipality_are_not_listed(
    coordinator: Person, stranger: Person, signed_in: SignedIn
) -> None:
    assert stranger.name not in words(signed_in(coordinator).get(PEOPLE))


def test_the_list_of_people_costs_the_same_with_one_and_three(
    coordinator: Person, county: Municipality, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(coordinator)

    with django_assert_num_queries(QUERIES_OF_PEOPLE):
        client.get(PEOPLE)
    member(Role.EDITOR, county)
    member(Role.FACILITATOR, county)
    with django_assert_num_queries(QUERIES_OF_PEOPLE):
        page = client.get(PEOPLE)

    assert "3 Personen können diese Seiten öffnen." in words(page)


def test_access_is_ended_after_a_question(
    coordinator: Person, contributor: Person, county: Municipality, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    end = f"{PEOPLE}{membership_of(contributor, county).pk}/end/"

    asked = client.get(end)
    still_there = members_of(county)
    done = client.post(end, follow=True)

    assert f"Zugang von {contributor.name} beenden?" in words(asked)
    assert still_there == [coordinator, contributor]
    assert f"Der Zugang von {contributor.name} ist beendet." in words(done)
    assert members_of(county) == [coordinator]
    assert events_of(county) == [("member_removed", contributor.name, {"role": "contributor"})]
    assert signed_in(contributor).get("/m/donnersbergkreis/").status_code == 404


def test_the_only_coordinator_stays(coordinator: Person, county: Municipality, signed_in: SignedIn) -> None:
    end = f"{PEOPLE}{membership_of(coordinator, county).pk}/end/"

    answers = [signed_in(coordinator).get(end), signed_in(coordinator).post(end)]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert "Nur diese Person koordiniert hier den Selbstcheck." in words(answers[1])
    assert members_of(county) == [coordinator]


def test_one_of_two_coordinators_may_leave(coordinator: Person, county: Municipality, signed_in: SignedIn) -> None:
    second = Person.objects.create_user("zweite@example.org", name="Zweite Koordination")
    give_access(county, person=second, role=Role.COORDINATOR, by=coordinator)
    end = f"{PEOPLE}{membership_of(coordinator, county).pk}/end/"

    asked = signed_in(coordinator).get(end)
    left = signed_in(coordinator).post(end)

    assert "Ihren eigenen Zugang beenden?" in words(asked)
    assert left["Location"] == "/m/"
    assert members_of(county) == [second]


def test_access_of_another_municipality_is_not_found(
    coordinator: Person, stranger: Person, town: Municipality, signed_in: SignedIn
) -> None:
    end = f"{PEOPLE}{membership_of(stranger, town).pk}/end/"

    assert signed_in(coordinator).post(end).status_code == 404
    assert members_of(town) == [stranger]


@pytest.mark.parametrize("page", ["people/", "settings/", "journal/"])
def test_a_contributor_is_told_which_right_is_missing(contributor: Person, signed_in: SignedIn, page: str) -> None:
    answer = signed_in(contributor).get(f"/m/donnersbergkreis/{page}")

    assert answer.status_code == 403
    assert "Mit Ihrer Rolle in der Kommune Donnersbergkreis können Sie Folgendes nicht tun:" in words(answer)


def test_giving_access_is_written_down(county: Municipality, coordinator: Person) -> None:
    person = Person.objects.create_user("neu@example.org", name="Neu")

    given = give_access(county, person=person, role=Role.EDITOR, by=coordinator)

    assert (given.person, given.role, given.since) == (person, "editor", NOW)
    assert events_of(county) == [("member_added", "Neu", {"role": "editor"})]


def test_a_second_role_is_refused_and_leaves_no_trace(county: Municipality, coordinator: Person) -> None:
    with pytest.raises(HasAccessAlready, match="Koordination Donnersbergkreis hat schon Zugang zu Donnersbergkreis"):
        give_access(county, person=coordinator, role=Role.EDITOR, by=None)

    assert (members_of(county), events_of(county)) == ([coordinator], [])


def test_a_refused_end_leaves_no_trace(county: Municipality, coordinator: Person) -> None:
    with pytest.raises(LastCoordinator):
        end_access(county, membership=membership_of(coordinator, county), by=None)

    assert (members_of(county), events_of(county)) == ([coordinator], [])
