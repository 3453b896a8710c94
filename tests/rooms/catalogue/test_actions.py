"""Adding versions of questionnaires."""

import shutil
from pathlib import Path

import pytest
from django_scopes import scopes_disabled
from tests.cast import SHIPPED

from selfcheck import FaultyInput, Instrument
from weltoffen.catalogue.actions import add_framework, add_shipped_frameworks
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.catalogue.queries import published_versions
from weltoffen.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_a_version_is_kept_whole(instrument: Instrument) -> None:
    version = add_framework(SHIPPED, by=None)

    kept = instrument_of(FrameworkVersion.objects.get(pk=version.pk))

    assert (kept.framework, kept.texts, kept.guests) == (instrument.framework, instrument.texts, instrument.guests)


def test_the_same_version_is_added_once_and_journalled_once() -> None:
    assert add_framework(SHIPPED, by=None) == add_framework(SHIPPED, by=None)

    with scopes_disabled():
        assert [(entry.event, entry.subject) for entry in Entry.objects.all()] == [
            ("framework_added", "weltoffene-kommune@1.0")
        ]


def test_every_shipped_version_is_kept_once() -> None:
    first = add_shipped_frameworks(by=None)
    again = add_shipped_frameworks(by=None)

    assert [str(version) for version in first] == ["weltoffene-kommune@1.0"]
    assert (first, FrameworkVersion.objects.count()) == (again, 1)


def test_what_came_with_an_archive_is_offered_once_the_operator_adds_it() -> None:
    version = add_framework(SHIPPED, by=None, is_offered=False)
    assert (version.is_offered, published_versions()) == (False, [])

    assert add_framework(SHIPPED, by=None) == version
    assert published_versions() == [version]

    add_framework(SHIPPED, by=None, is_offered=False)
    assert published_versions() == [version]


def test_nothing_of_a_faulty_folder_is_kept(tmp_path: Path) -> None:
    (tmp_path / "framework.yaml").write_text("id: x\n", encoding="utf-8")

    with pytest.raises(FaultyInput):
        add_framework(tmp_path, by=None)

    assert FrameworkVersion.objects.count() == 0


def copied(tmp_path: Path) -> Path:
    """The shipped version where a test may change it, without what guests read."""
    folder = tmp_path / "copy"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("guests.*"))
    return folder


def test_a_version_gains_words_for_guests_and_keeps_all_else(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    bare = add_framework(folder, by=None)
    assert instrument_of(bare).guest_words("uk").option("progress", "not_known").language == "de"

    shutil.copy(SHIPPED / "guests.uk.yaml", folder)
    renewed = add_framework(folder, by=None)
    again = add_framework(folder, by=None)

    assert (renewed.pk, renewed.checksum, again.guest_checksum) == (bare.pk, bare.checksum, renewed.guest_checksum)
    assert (
        instrument_of(FrameworkVersion.objects.get()).guest_words("uk").option("progress", "not_known").text
        == "Не знаю"
    )
    with scopes_disabled():
        assert [entry.event for entry in Entry.objects.order_by("pk")] == ["framework_added", "guest_words_renewed"]


def test_what_comes_from_outside_changes_no_words_that_are_here(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    here = add_framework(SHIPPED, by=None)

    add_framework(folder, by=None, is_offered=False)

    assert FrameworkVersion.objects.get().guest_checksum == here.guest_checksum
    assert "guests.uk.yaml" in FrameworkVersion.objects.get().files
