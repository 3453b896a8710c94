"""A person's own data: all of it is shown and taken along; what is erased and what stays is what was said."""

import json
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django_scopes import scope, scopes_disabled
from tests.rooms.conftest import PASSWORD, answer_as_the_example, member
from tests.rooms.foundation.reading import page_of, sight_of

from weltoffen.accounts.actions import rename_person
from weltoffen.accounts.models import Person, Session
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.models import Answer, AnswerState, Upload
from weltoffen.evaluation.actions import finish_round, release_fields
from weltoffen.evaluation.models import Release, StoredEvaluation
from weltoffen.journal.models import Entry
from weltoffen.municipalities.actions import end_access, give_access
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.privacy.actions import delete_account
from weltoffen.privacy.rules import AccountIsNeeded
from weltoffen.rounds.models import Round

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
NAME, EARLIER, ADDRESS = "Erika Beispiel", "Erika Muster", "erika@kreis.example"


@pytest.fixture
def erika(county: Municipality, coordinator: Person) -> Person:
    """Coordinates beside somebody else, and was renamed once."""
    person = Person.objects.create_user(ADDRESS, PASSWORD, name=EARLIER)
    give_access(county, person=person, role=Role.COORDINATOR, by=coordinator)
    rename_person(person, name=NAME, by=person)
    return person


@pytest.fixture
def busy(erika: Person, county_round: Round, county: Municipality, moment: datetime) -> Person:
    """She answered everything, finished the round, released a field; a file of hers waits."""
    with scope(municipality=county.pk):
        answer_as_the_example(county_round, erika)
        stored = finish_round(county_round, by=erika)
        release_fields(stored, ["cohesion"], by=erika)
        Upload.objects.create(
            municipality=county, round=county_round, uploaded_by=erika, uploaded_at=moment, file_name="Sozialamt.xlsx",
            respondent=Answer.objects.all()[0].respondent, answers=[{"question": "m-1.1", "value": "begun"}],
        )  # fmt: skip
    return erika


def taken_along(client: Client) -> ZipFile:
    return ZipFile(BytesIO(client.get("/account/data/download/").getvalue()))


def everywhere(words: str) -> dict[str, int]:
    """In how many rows of which table some words stand, whatever the column."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            rows = sum(any(words in str(value) for value in row) for row in cursor.fetchall())
            if rows:
                found[model._meta.label] = rows
    return found


def test_everything_is_shown(busy: Person, signed_in: SignIn) -> None:
    seen = sight_of(signed_in(busy).get("/account/data/"))

    for words in (NAME, ADDRESS, "Donnersbergkreis", "Koordination", "Sozialamt.xlsx", "Selbstcheck 2026"):
        assert words in seen.text
    assert f"{NAME} hat den Namen von" in seen.text or EARLIER in seen.text


def test_the_file_says_the_same_to_people_and_to_programs(busy: Person, signed_in: SignIn) -> None:
    file = taken_along(signed_in(busy))
    data = json.loads(file.read("data.json"))
    page = file.read("index.html").decode()
    with scopes_disabled():
        saved = AnswerState.objects.filter(saved_by=busy).count()

    assert sorted(file.namelist()) == ["data.json", "index.html", "style.css"]
    assert data["account"] == [
        {"name": NAME, "email": ADDRESS, "since": busy.joined_at.isoformat(), "signed_in": _iso(busy)}
    ]
    assert (len(data["answers"]), len(data["evaluations"]), len(data["uploads"])) == (saved, 1, 1)
    assert data["memberships"][0]["municipality"] == "Donnersbergkreis"
    assert len(data["sessions"]) == 1
    assert data["answers"][0]["wording"] in page.replace("&#39;", "'")
    assert PASSWORD not in page
    assert busy.password not in page + json.dumps(data)


def test_nothing_of_others_is_taken_along(busy: Person, coordinator: Person, signed_in: SignIn) -> None:
    said = json.loads(taken_along(signed_in(coordinator)).read("data.json"))

    assert said["answers"] == []
    assert ADDRESS not in json.dumps(said)
    assert [one for one in said["journal"] if "Selbstcheck" in one["entry"]] == []


def test_before_the_click_it_is_said_what_goes_and_what_stays(erika: Person, signed_in: SignIn) -> None:
    seen = sight_of(signed_in(erika).get("/account/delete/"))

    assert "Statt Ihres Namens steht dort „Gelöschtes Konto“." in seen.text
    assert "Archive, Berichte und Tabellen, die schon jemand heruntergeladen hat" in seen.text


def test_after_the_click_the_name_stands_nowhere_and_the_answers_are_still_there(
    busy: Person, county: Municipality, signed_in: SignIn
) -> None:
    with scopes_disabled():
        before = [(one.question, one.value, one.comment, one.version) for one in AnswerState.objects.all()]
        entries = Entry.objects.count()
    client = signed_in(busy)
    assert everywhere(NAME)
    assert everywhere(EARLIER)

    response = client.post("/account/delete/", {"password": PASSWORD})

    assert response.headers["Location"] == "/"
    assert {words: everywhere(words) for words in (NAME, EARLIER, ADDRESS)} == {NAME: {}, EARLIER: {}, ADDRESS: {}}
    with scopes_disabled():
        after = [(one.question, one.value, one.comment, one.version) for one in AnswerState.objects.all()]
        assert after == before
        assert {(one.saved_by_name, one.saved_by) for one in Answer.objects.all()} == {("Gelöschtes Konto", None)}
        assert StoredEvaluation.objects.get().computed_by_name == "Gelöschtes Konto"
        assert Release.objects.get().released_by_name == "Gelöschtes Konto"
        assert Upload.objects.count() == 0
        assert Entry.objects.count() == entries + 2
        last = Entry.objects.order_by("pk").last()
    assert last is not None
    assert (last.event, last.actor, last.municipality_id) == ("account_deleted", "Gelöschtes Konto", None)
    assert not Session.objects.filter(person_id__isnull=False).exists()
    assert client.get("/account/").status_code == 302


def test_others_keep_their_names(
    busy: Person, coordinator: Person, contributor: Person, county: Municipality, county_round: Round,
    town: Municipality,
) -> None:  # fmt: skip
    """Also a namesake who belongs somewhere else."""
    namesake = member(Role.COORDINATOR, town)
    rename_person(namesake, name=NAME, by=namesake)
    give_access(town, person=contributor, role=Role.EDITOR, by=namesake)

    delete_account(busy, by=busy)

    with scopes_disabled():
        theirs = Entry.objects.get(municipality_id=town.pk)
        given = Entry.objects.get(event="member_added", municipality_id=county.pk)
    assert (theirs.actor, theirs.subject) == (NAME, contributor.name)
    assert (given.actor, given.subject) == (coordinator.name, "Gelöschtes Konto")
    assert Person.objects.get(pk=namesake.pk).name == NAME


def test_a_name_goes_from_places_where_the_person_only_was_added(
    contributor: Person, coordinator: Person, county: Municipality, town: Municipality
) -> None:
    """Their access there ended long ago, and they never did anything."""
    given = give_access(town, person=contributor, role=Role.EDITOR, by=None)
    end_access(town, membership=given, by=None)

    delete_account(contributor, by=contributor)

    assert everywhere(contributor.name) == {}


def test_entries_about_a_namesake_are_not_shown(
    erika: Person, coordinator: Person, town: Municipality, signed_in: SignIn
) -> None:
    """Both were given access, each somewhere else, and have the same name."""
    other = Person.objects.create_user("andere@stadt.example", name=NAME)
    give_access(town, person=other, role=Role.EDITOR, by=None)
    journal = json.loads(taken_along(signed_in(erika)).read("data.json"))["journal"]

    assert [one["entry"] for one in journal if "Betrieb" in one["entry"]] == []
    assert len(journal) == 1


def test_a_wrong_password_deletes_nothing(erika: Person, signed_in: SignIn) -> None:
    seen = page_of(signed_in(erika).post("/account/delete/", {"password": "geraten"}))

    assert seen.xpath("string(//*[@id='id_password_error'])").strip().startswith("Das ist nicht")
    assert Person.objects.filter(pk=erika.pk).exists()


def test_passwords_cannot_be_guessed_there(erika: Person, signed_in: SignIn) -> None:
    client = signed_in(erika)
    statuses = [client.post("/account/delete/", {"password": "geraten"}).status_code for _attempt in range(11)]

    assert statuses == [200] * 10 + [429]


def test_the_only_coordinator_is_told_what_to_do_first(
    coordinator: Person, contributor: Person, county: Municipality, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    seen = page_of(client.get("/account/delete/"))
    refused = client.post("/account/delete/", {"password": PASSWORD})

    assert "In Donnersbergkreis koordiniert niemand außer Ihnen." in seen.xpath("string(//main)")
    assert seen.xpath("//input[@name='password']") == []
    assert refused.status_code == 409
    with pytest.raises(AccountIsNeeded):
        delete_account(coordinator, by=coordinator)
    with scope(municipality=county.pk):
        assert Membership.objects.filter(person=coordinator).exists()


def test_what_fails_half_way_leaves_everything(
    erika: Person, county: Municipality, county_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope(municipality=county.pk):
        save_answers(county_round, [Change("m-1.1", "begun", "", {}, 0)], by=erika)

    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("weltoffen.privacy.actions.record", fail)
    with pytest.raises(RuntimeError):
        delete_account(erika, by=erika)

    with scope(municipality=county.pk):
        assert Answer.objects.get().saved_by_name == NAME
        assert Membership.objects.filter(person=erika).exists()


def _iso(person: Person) -> str | None:
    person.refresh_from_db()
    return person.last_login.isoformat() if person.last_login else None
