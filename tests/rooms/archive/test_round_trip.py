"""Taken along and read back elsewhere: nothing is lost, nothing is half, nothing of others comes along."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled
from tests.rooms.archive.packages import (
    archive_of,
    changed,
    counts,
    empty_database,
    files_in,
    journal_of,
    read,
    sealed,
)
from tests.rooms.conftest import NOW

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.models import Answer, AnswerState
from weltoffen.archive.actions import restore_municipality
from weltoffen.archive.choices import ArchiveEvent
from weltoffen.archive.rules import AddressIsTaken, FaultyArchive
from weltoffen.demo.building import build_demo
from weltoffen.evaluation.actions import compute_evaluation, release_fields, withdraw_field
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.queries import public_releases
from weltoffen.foundation import clock
from weltoffen.journal.models import Entry
from weltoffen.live.actions.ending import end_workshop
from weltoffen.live.models import Session
from weltoffen.municipalities.actions import end_access
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.municipalities.queries import municipality_named
from weltoffen.rounds.models import Round

ANSWER = Change("m-1.1", "begun", "Beschluss\nfolgt, =1+1; <b>„fett“</b> 你好 \u202e")


def with_history(round_: Round, *people: Person) -> None:
    """A question that several people answered one after the other, an hour each."""
    with scope(municipality=round_.municipality_id):
        for version, person in enumerate(people):
            with clock.stopped_at(NOW + timedelta(hours=version, microseconds=version)):
                save_answers(round_, [ANSWER._replace(comment=f"{version}", read_version=version)], by=person)


def test_everything_comes_back_byte_for_byte(db: None) -> None:
    build_demo()
    county = Municipality.objects.get(slug="donnersbergkreis")
    with scope(municipality=county.pk):
        for session in Session.objects.filter(ended_at=None).select_related("workshop"):
            end_workshop(session.workshop, version=session.version, by=None)
    before, rows = archive_of(county), counts(county)
    empty_database()
    assert set(counts().values()) == {0}

    with clock.stopped_at(NOW + timedelta(days=1)):
        restored = restore_municipality(read(before), by=None)
        after = archive_of(restored)

    first, second = files_in(before), files_in(after)
    manifests = [json.loads(files.pop("manifest.json")) for files in (first, second)]
    moments = [manifest.pop("written_at") for manifest in manifests]
    assert list(first) == list(second)
    assert [path for path in first if first[path] != second[path]] == []
    assert manifests[0] == manifests[1]
    assert moments == [NOW.isoformat(), (NOW + timedelta(days=1)).isoformat()]
    kept = {"Document", "Evidence", "AnswerState", "Answer", "Round", "StoredEvaluation", "Release", "FrameworkVersion"}
    assert {name: number for name, number in counts().items() if name in kept} == {
        name: number for name, number in rows.items() if name in kept
    }
    assert {"rounds/1/evaluations/1/report.de.pdf", "rounds/1/evaluations/1/report.en.html"} <= set(first)


def test_evaluations_releases_and_comparisons_come_back(evaluation: StoredEvaluation, coordinator: Person) -> None:
    county = evaluation.municipality
    with scope(municipality=county.pk):
        keys = [field["key"] for field in evaluation.result["fields"]][:2]
        released = release_fields(evaluation, keys, by=coordinator)
        withdraw_field(released[0], by=coordinator)
        compute_evaluation(evaluation.round, by=None)
    archive = archive_of(county)
    empty_database()

    restored = restore_municipality(read(archive), by=None)

    with scope(municipality=restored.pk):
        first, second = StoredEvaluation.objects.order_by("number")
        assert (first.checksum, first.computed_at, first.computed_by) == (
            evaluation.checksum, evaluation.computed_at, Person.objects.get(email=coordinator.email),
        )  # fmt: skip
        assert (second.number, second.computed_by) == (2, None)
        assert [release.field for release in public_releases()] == keys[1:]
    assert files_in(archive_of(restored)).keys() == files_in(archive).keys()


def test_history_keeps_versions_moments_and_names(
    county_round: Round, coordinator: Person, contributor: Person
) -> None:
    with_history(county_round, coordinator, contributor, coordinator)
    archive = archive_of(county_round.municipality)
    empty_database()

    restored = restore_municipality(read(archive), by=None)

    with scope(municipality=restored.pk):
        states = list(
            AnswerState.objects.values_list("version", "comment", "saved_at", "saved_by__email", "saved_by_name")
        )
        present = Answer.objects.get()
    assert states == [
        (version + 1, str(version), NOW + timedelta(hours=version, microseconds=version), person.email, person.name)
        for version, person in enumerate((coordinator, contributor, coordinator))
    ]
    assert (present.version, present.saved_at) == (3, NOW + timedelta(hours=2, microseconds=2))


def test_new_people_have_no_password_and_known_ones_stay(
    county_round: Round, coordinator: Person, contributor: Person
) -> None:
    archive = archive_of(county_round.municipality)
    joined_at = contributor.joined_at
    empty_database()
    known = Person.objects.create_user(coordinator.email.upper(), "ein anderes Passwort", name="Schon da")

    restored = restore_municipality(read(archive), by=None)

    new = Person.objects.get(email=contributor.email)
    known.refresh_from_db()
    assert (known.name, known.check_password("ein anderes Passwort")) == ("Schon da", True)
    assert (new.name, new.has_usable_password(), new.joined_at) == (contributor.name, False, joined_at)
    with scope(municipality=restored.pk):
        members = set(Membership.objects.values_list("person_id", "role", "since"))
    assert members == {(known.pk, "coordinator", NOW), (new.pk, "contributor", NOW)}


def test_who_left_is_kept_by_name_alone(county_round: Round, coordinator: Person, contributor: Person) -> None:
    with_history(county_round, contributor)
    county = county_round.municipality
    with scope(municipality=county.pk):
        membership = Membership.objects.get(person=contributor)
        end_access(county, membership=membership, by=coordinator)

    archive = archive_of(county)

    assert [path for path, body in files_in(archive).items() if contributor.email.encode() in body] == []
    empty_database()
    restored = restore_municipality(read(archive), by=None)
    with scope(municipality=restored.pk):
        answer = Answer.objects.get()
    assert (answer.saved_by, answer.saved_by_name) == (None, contributor.name)
    assert Person.objects.count() == 1


def test_nothing_of_others_comes_along(
    county_round: Round, coordinator: Person, town: Municipality, stranger: Person
) -> None:
    with_history(county_round, coordinator)
    with scope(municipality=town.pk):
        theirs = Round.objects.create(
            municipality=town, number=7, title="Runde der Stadt", framework_version=county_round.framework_version,
            kind="town", starts_on=NOW.date(), started_at=NOW,
        )  # fmt: skip
        save_answers(theirs, [Change("m-1.1", "none", "Nur in der Stadt")], by=stranger)
    secrets = [stranger.email, stranger.name, town.slug, town.name, "Runde der Stadt", "Nur in der Stadt"]
    in_town = b"".join(files_in(archive_of(town)).values()).decode(errors="replace")
    assert [word for word in secrets if word not in in_town] == []

    in_county = b"".join(files_in(archive_of(county_round.municipality)).values()).decode(errors="replace")

    assert [word for word in secrets if word in in_county] == []


def test_journal_comes_back_as_it_was(county_round: Round, coordinator: Person, contributor: Person) -> None:
    county = county_round.municipality
    with scope(municipality=county.pk):
        end_access(county, membership=Membership.objects.get(person=contributor), by=coordinator)
    archive, before = archive_of(county), journal_of(county)
    empty_database()

    restored = restore_municipality(read(archive), by=None)

    assert journal_of(restored) == before
    with scopes_disabled():
        (entry,) = Entry.objects.filter(event=ArchiveEvent.ARCHIVE_READ)
        assert Entry.objects.get(event="member_removed").actor_id == Person.objects.get().pk
    assert (entry.municipality_id, entry.subject) == (None, "Donnersbergkreis")
    assert entry.details == {"slug": "donnersbergkreis", "written_at": NOW.isoformat(), "people": 1}


def test_municipality_that_is_here_is_not_overwritten(county_round: Round, coordinator: Person) -> None:
    with_history(county_round, coordinator)
    archive, before = archive_of(county_round.municipality), counts()

    with pytest.raises(AddressIsTaken, match="„donnersbergkreis“"):
        restore_municipality(read(archive), by=None)

    assert counts() == before


def test_archive_can_be_read_beside_its_original(county_round: Round, coordinator: Person) -> None:
    with_history(county_round, coordinator)
    archive = archive_of(county_round.municipality)

    restored = restore_municipality(read(archive), slug="kopie", by=None)

    first, second = files_in(archive), files_in(archive_of(restored))
    different = [path for path in first if path != "manifest.json" and first[path] != second[path]]
    assert different == ["municipality/municipality.json"]
    assert municipality_named("kopie") == restored
    assert Person.objects.count() == 1


def test_contradiction_stores_nothing(county_round: Round, coordinator: Person) -> None:
    with_history(county_round, coordinator)
    archive = archive_of(county_round.municipality)
    empty_database()
    twice = changed(archive, "rounds/1/answers.json", lambda rows: rows * 2)

    with pytest.raises(FaultyArchive, match="widersprechen"):
        restore_municipality(read(twice), by=None)

    assert set(counts().values()) == {0}


def test_coat_of_arms_comes_back(county: Municipality) -> None:
    county.coat_of_arms = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    county.coat_of_arms_type = "image/svg+xml"
    county.save()
    archive = archive_of(county)
    empty_database()

    restored = restore_municipality(read(archive), by=None)

    assert bytes(Municipality.objects.get(pk=restored.pk).coat_of_arms) == county.coat_of_arms
    assert files_in(archive_of(restored))["municipality/coat-of-arms.svg"] == county.coat_of_arms


@pytest.mark.parametrize("people", [1, 2])
def test_reading_everything_costs_a_fixed_number_of_queries(
    county_round: Round, coordinator: Person, contributor: Person, people: int
) -> None:
    with_history(county_round, *[coordinator, contributor][:people])
    archive_of(county_round.municipality)  # questionnaires are remembered from now on

    with CaptureQueriesContext(connection) as queries:
        archive_of(county_round.municipality)

    said = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert len(said) == 31


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url", "javascript:alert(1)"), ("document", "0" * 64), ("file_name", "../../x.pdf"), ("kind", "link"),
        ("respondent", 99), ("question", "x-9.9"), ("title", "a\u202eb"), ("layer", "other"),
    ],
)  # fmt: skip
def test_forged_evidence_is_refused(db: None, name: str, value: object) -> None:
    build_demo()
    archive = archive_of(Municipality.objects.get(slug="donnersbergkreis"))

    def forge(rows: list[dict[str, object]]) -> list[dict[str, object]]:
        document = next(row for row in rows if row["kind"] == "document")
        document[name] = value
        return rows

    with pytest.raises(FaultyArchive, match=name if name != "kind" else "document"):
        read(changed(archive, "rounds/2/evidence.json", forge))


def test_a_document_that_is_none_is_refused(db: None) -> None:
    build_demo()
    files = files_in(archive_of(Municipality.objects.get(slug="donnersbergkreis")))
    [path] = [path for path in files if path.startswith("documents/")]

    with pytest.raises(FaultyArchive, match="passt nicht zur Endung"):
        read(sealed({**files, path: b"<html><script>alert(1)</script>"}))
