"""Saved mappings for LimeSurvey go along in the archive, and come back with who saved them."""

from django_scopes import scope
from tests.rooms.archive.packages import archive_of, empty_database, read

from weltoffen.accounts.models import Person
from weltoffen.archive.actions import restore_municipality
from weltoffen.foundation import clock
from weltoffen.limesurvey.models import SavedMapping
from weltoffen.rounds.models import Round


def test_saved_mappings_come_back_with_who_saved_them(county_round: Round, coordinator: Person) -> None:
    moment = clock.now()
    with scope(municipality=county_round.municipality_id):
        SavedMapping.objects.create(
            municipality=county_round.municipality, name="Ämter", framework="weltoffene-kommune", checksum="a" * 64,
            survey="Umfrage", text="format: '1'\n", saved_at=moment, saved_by=coordinator, saved_by_name="Ada",
        )  # fmt: skip
    archive = archive_of(county_round.municipality)
    empty_database()

    restored = restore_municipality(read(archive), by=None)

    with scope(municipality=restored.pk):
        [mapping] = SavedMapping.objects.select_related("saved_by")
    assert (mapping.name, mapping.text, mapping.survey, mapping.saved_at) == (
        "Ämter",
        "format: '1'\n",
        "Umfrage",
        moment,
    )
    assert mapping.saved_by is not None
    assert (mapping.saved_by.email, mapping.saved_by_name) == (coordinator.email, "Ada")
