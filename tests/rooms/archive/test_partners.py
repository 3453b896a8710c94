"""Of a joint round an archive keeps who took part. Nothing in a file links a round to another municipality."""

import json

from django_scopes import scope
from tests.rooms.archive.packages import archive_of, empty_database, files_in, read
from tests.rooms.conftest import NOW

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.archive.actions import restore_municipality
from weltoffen.evaluation.actions import finish_round
from weltoffen.joint.actions import invite_towns, join_round
from weltoffen.joint.models import Partner
from weltoffen.joint.queries import partners_of, standing_of_town
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round

SECRET = "Nur-in-Eisenberg-4711"  # noqa: S105 - a comment that could leak


def test_partners_come_back_as_names_and_lead_nowhere(
    county_round: Round, coordinator: Person, town: Municipality, stranger: Person
) -> None:
    county = county_round.municipality
    with scope(municipality=county.pk):
        [partner] = invite_towns(county_round, [town], by=coordinator)
    with scope(municipality=town.pk):
        own = join_round(partner, town, is_seen_by_partners=True, by=stranger)
        save_answers(own, [Change("m-1.1", "begun", SECRET)], by=stranger)
        finish_round(own, by=stranger)
    archive = archive_of(county)
    files = files_in(archive)

    assert [path for path, body in files.items() if SECRET.encode() in body or stranger.email.encode() in body] == []
    assert json.loads(files["rounds/1/partners.json"]) == [{
        "town_name": "Eisenberg (Pfalz)", "state": "joined", "is_seen_by_partners": True,
        "invited_at": NOW.isoformat(), "answered_at": NOW.isoformat(), "ended_at": None,
    }]  # fmt: skip
    with scope(municipality=county.pk):
        Partner.objects.all().delete()
    slug, county.slug = county.slug, "vorher"
    county.save(update_fields=["slug"])

    restored = restore_municipality(read(archive), slug=slug, by=None)

    with scope(municipality=restored.pk):
        [back] = partners_of(Round.objects.get())
        assert (str(back), back.state, back.town, back.town_round) == ("Eisenberg (Pfalz)", "joined", None, None)
        assert standing_of_town(back) is None


def test_an_archive_with_partners_is_the_same_after_reading_it_back(
    county_round: Round, coordinator: Person, town: Municipality
) -> None:
    with scope(municipality=county_round.municipality_id):
        invite_towns(county_round, [town], by=coordinator)
    before = archive_of(county_round.municipality)
    empty_database()

    after = files_in(archive_of(restore_municipality(read(before), by=None)))

    assert {path for path, body in files_in(before).items() if after[path] != body} <= {"manifest.json"}
