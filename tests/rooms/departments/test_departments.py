"""Departments: set up, changed, ended, who works there, and inviting somebody by a real form."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries, Settings
from tests.rooms.conftest import member
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.departments.actions import (
    NewDepartment,
    add_departments,
    change_department,
    end_department,
    place_colleague,
)
from weltoffen.departments.models import Colleague, Department
from weltoffen.departments.queries import department_ids_of, present_departments
from weltoffen.departments.rules import DepartmentHasEnded, NameIsTaken
from weltoffen.journal.queries import entries_here
from weltoffen.municipalities.actions import end_access
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership, Municipality

SignedIn = Callable[[Person], Client]
PAGE = "/m/donnersbergkreis/departments/"


@pytest.fixture
def social(county: Municipality, coordinator: Person) -> Department:
    with scope(municipality=county.pk):
        [added] = add_departments(county, [NewDepartment("Sozialamt", ["social"])], by=coordinator)
    return added


def department_of(person_pk: int) -> Department | None:
    """Where a person works in the municipality in scope."""
    return present_departments().filter(pk__in=department_ids_of(person_pk)).first()


def names_in(place: Municipality) -> list[str]:
    with scope(municipality=place.pk):
        return [str(one) for one in present_departments()]


def membership_of(person: Person, place: Municipality) -> Membership:
    with scope(municipality=place.pk):
        return Membership.objects.select_related("person").get(person=person)


def events_in(place: Municipality) -> list[tuple[str, str]]:
    with scope(municipality=place.pk):
        return [(entry.event, entry.subject) for entry in entries_here()]


def test_departments_are_chosen_from_what_the_questionnaire_names(
    county: Municipality, coordinator: Person, framework_version: FrameworkVersion, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    assert "Es gibt noch keine Abteilungen" in words(client.get(PAGE))

    response = client.post(f"{PAGE}set-up/", {"subjects": ["youth", "social"]}, follow=True)

    shown = words(response)
    assert "2 Abteilungen wurden angelegt." in shown
    with scope(municipality=county.pk):
        added = {str(one): one.covers for one in present_departments()}
    assert sorted(added.values()) == [["social"], ["youth"]]
    offered = client.get(f"{PAGE}set-up/").content.decode()
    assert 'value="education"' in offered
    assert 'value="youth"' not in offered


def test_nothing_chosen_and_something_unknown_are_told(
    county: Municipality, coordinator: Person, framework_version: FrameworkVersion, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)

    assert "Bitte wählen Sie mindestens eine Abteilung." in words(
        client.post(f"{PAGE}set-up/", {"csrfmiddlewaretoken": "x"})
    )
    assert "Bitte wählen Sie aus der Liste." in words(client.post(f"{PAGE}set-up/", {"subjects": "harbour"}))
    assert names_in(county) == []


def test_name_subjects_and_people_are_saved_together(
    county: Municipality, social: Department, coordinator: Person, contributor: Person,
    framework_version: FrameworkVersion, signed_in: SignedIn,
) -> None:  # fmt: skip
    client, who = signed_in(coordinator), membership_of(contributor, county)

    client.post(f"{PAGE}{social.pk}/", {"name": "Amt für Soziales", "covers": ["social", "health"], "people": who.pk})

    with scope(municipality=county.pk):
        changed = present_departments().get()
        assert (changed.name, changed.covers) == ("Amt für Soziales", ["health", "social"])
        assert department_of(contributor.pk) == changed
    assert "Mitwirkung Donnersbergkreis" in words(client.get(PAGE))
    client.post(f"{PAGE}{social.pk}/", {"name": "Amt für Soziales", "covers": ["social", "health"]})
    with scope(municipality=county.pk):
        assert department_of(contributor.pk) is None
    assert set(events_in(county)) >= {
        ("department_changed", "Amt für Soziales"),
        ("colleague_placed", "Mitwirkung Donnersbergkreis"),
        ("colleague_left", "Mitwirkung Donnersbergkreis"),
    }


def test_everybody_works_in_one_department(county: Municipality, social: Department, contributor: Person) -> None:
    who = membership_of(contributor, county)
    with scope(municipality=county.pk):
        [other] = add_departments(county, [NewDepartment("Jugendamt", [])], by=None)
        place_colleague(who, department=social, by=None)
        place_colleague(who, department=other, by=None)

        assert [colleague.department for colleague in Colleague.objects.all()] == [other]


@pytest.mark.parametrize("name", ["Sozialamt", "SOZIALAMT", " sozialamt "])
def test_a_name_is_given_once(
    county: Municipality, social: Department, coordinator: Person, signed_in: SignedIn, name: str
) -> None:
    shown = words(signed_in(coordinator).post(f"{PAGE}add/", {"name": name}))

    assert f"Eine Abteilung „{name.strip()}“ gibt es schon." in shown
    with scope(municipality=county.pk), pytest.raises(NameIsTaken):
        add_departments(county, [NewDepartment("Neu", []), NewDepartment(name, [])], by=None)
    assert names_in(county) == ["Sozialamt"]


def test_an_ended_department_is_asked_nothing_and_frees_its_name(
    county: Municipality, social: Department, coordinator: Person, contributor: Person, signed_in: SignedIn
) -> None:
    with scope(municipality=county.pk):
        place_colleague(membership_of(contributor, county), department=social, by=None)

    signed_in(coordinator).post(f"{PAGE}{social.pk}/end/")

    assert names_in(county) == []
    with scope(municipality=county.pk):
        ended = Department.objects.get()
        assert department_of(contributor.pk) is None
        with pytest.raises(DepartmentHasEnded):
            place_colleague(membership_of(contributor, county), department=ended, by=None)
        with pytest.raises(DepartmentHasEnded):
            end_department(ended, by=None)
        with pytest.raises(DepartmentHasEnded):
            change_department(ended, name="Neu", covers=[], by=None)
        add_departments(county, [NewDepartment("Sozialamt", [])], by=None)
    assert signed_in(coordinator).get(f"{PAGE}{social.pk}/").status_code == 404


def test_who_loses_access_works_nowhere(county: Municipality, social: Department, contributor: Person) -> None:
    with scope(municipality=county.pk):
        place_colleague(membership_of(contributor, county), department=social, by=None)
    end_access(county, membership=membership_of(contributor, county), by=None)

    with scope(municipality=county.pk):
        assert not Colleague.objects.exists()


def test_an_invited_person_gets_a_mail_and_enters_with_its_link(
    county: Municipality, social: Department, coordinator: Person, signed_in: SignedIn
) -> None:
    typed = {"name": "Neue Kraft", "email": "neu@kreis.example", "role": "contributor", "department": social.pk}

    shown = words(signed_in(coordinator).post(f"{PAGE}invite/", typed, follow=True))

    assert "Neue Kraft hat jetzt Zugang. Die Einladung ging an neu@kreis.example." in shown
    [letter] = mail.outbox
    assert (letter.subject, letter.to) == ("Einladung zum Selbstcheck: Donnersbergkreis", ["neu@kreis.example"])
    assert "Koordination Donnersbergkreis lädt Sie zum Selbstcheck ein: Donnersbergkreis. Ihre Rolle: Mitwirkung." in (
        letter.body
    )
    [link] = re.findall(r"http://testserver(/account/password/new/\S+)", str(letter.body))
    guest = Client()
    page = guest.get(link, follow=True)
    password = "Wolkenbruch-am-Donnersberg"  # noqa: S105
    guest.post(page.redirect_chain[-1][0], {"password1": password, "password2": password})
    assert guest.login(email="neu@kreis.example", password=password)
    person = Person.objects.get(email="neu@kreis.example")
    with scope(municipality=county.pk):
        assert department_of(person.pk) == social


def test_who_has_an_account_keeps_it_and_is_shown_the_sign_in(
    county: Municipality, coordinator: Person, town: Municipality, signed_in: SignedIn
) -> None:
    known = member(Role.CONTRIBUTOR, town)
    typed = {"name": "Anders", "email": known.email.upper(), "role": "council_reader"}

    signed_in(coordinator).post(f"{PAGE}invite/", typed)

    assert membership_of(known, county).role == Role.COUNCIL_READER
    assert Person.objects.get(pk=known.pk).name == "Mitwirkung Eisenberg (Pfalz)"
    assert "http://testserver/account/login/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"role": "contributor"}, "Koordination Donnersbergkreis hat schon Zugang zu Donnersbergkreis"),
        ({"role": "king"}, "Bitte wählen Sie eine der Rollen."),
        ({"email": "niemand"}, "Das ist keine vollständige E-Mail-Adresse"),
        ({"email": "neu@kreis.example", "role": "council_reader", "department": "1"}, "Nur wer Fragen beantwortet"),
        ({"email": "neu@kreis.example", "role": "contributor", "department": "77"}, "Bitte wählen Sie eine der Abteil"),
    ],
)
def test_what_cannot_be_done_is_told_and_nobody_is_written_to(
    county: Municipality, coordinator: Person, signed_in: SignedIn, typed: dict[str, str], sentence: str
) -> None:
    with scope(municipality=county.pk):
        add_departments(county, [NewDepartment("Sozialamt", [])], by=None)
        pk = str(Department.objects.get().pk)
    whole = {"name": "Jemand", "email": coordinator.email, **typed}
    whole["department"] = whole.get("department", "").replace("1", pk)

    shown = words(signed_in(coordinator).post(f"{PAGE}invite/", whole))

    assert sentence in shown
    assert mail.outbox == []
    assert Person.objects.count() == 1


def test_a_mail_server_that_refuses_is_told(
    county: Municipality, coordinator: Person, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    typed = {"name": "Neue Kraft", "email": "neu@kreis.example", "role": "contributor"}

    shown = words(signed_in(coordinator).post(f"{PAGE}invite/", typed, follow=True))

    assert "der Mailserver hat die Einladung an neu@kreis.example nicht angenommen" in shown
    assert membership_of(Person.objects.get(email="neu@kreis.example"), county).role == Role.CONTRIBUTOR


def test_a_department_of_somebody_else_is_not_there(
    social: Department, town: Municipality, stranger: Person, signed_in: SignedIn
) -> None:
    client = signed_in(stranger)

    assert client.get(f"/m/eisenberg/departments/{social.pk}/").status_code == 404
    assert client.post(f"/m/eisenberg/departments/{social.pk}/end/").status_code == 404
    assert names_in(social.municipality) == ["Sozialamt"]


def test_pages_cost_the_same_whatever_the_number_of_departments(
    county: Municipality, social: Department, coordinator: Person, contributor: Person,
    framework_version: FrameworkVersion, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client = signed_in(coordinator)
    client.get(PAGE)
    with scope(municipality=county.pk):
        new = add_departments(county, [NewDepartment(f"Amt {number}", []) for number in range(12)], by=None)
        place_colleague(membership_of(contributor, county), department=new[3], by=None)

    # Session, person, memberships; questionnaires, colleagues, departments.
    with django_assert_num_queries(6):
        client.get(PAGE)
    # Session, person, memberships; the department, people, colleagues, questionnaires, departments, colleagues.
    with django_assert_num_queries(9):
        page = client.get(f"{PAGE}{social.pk}/")
    assert "zurzeit: Amt 3" in words(page)


def test_invitations_of_one_person_are_limited(
    county: Municipality, coordinator: Person, signed_in: SignedIn, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "invite": "2/h/user"}
    client = signed_in(coordinator)

    said = [
        words(client.post(f"{PAGE}invite/", {"name": "Neu", "email": f"{name}@kreis.example", "role": "contributor"}))
        for name in ("eins", "zwei", "drei")
    ]

    assert "Sie haben in dieser Stunde sehr viele Einladungen verschickt." in said[2]
    assert [letter.to for letter in mail.outbox] == [["eins@kreis.example"], ["zwei@kreis.example"]]
    assert not Person.objects.filter(email="drei@kreis.example").exists()
