"""The journal: append-only, bound to the deed, of one municipality."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError
from tests.rooms.conftest import NOW

from weltoffen.accounts.models import Person
from weltoffen.journal.actions import record
from weltoffen.journal.models import Entry
from weltoffen.journal.queries import entries_here
from weltoffen.municipalities.actions import change_municipality
from weltoffen.municipalities.choices import Kind
from weltoffen.municipalities.models import Municipality

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_when_and_about_what(county: Municipality, coordinator: Person) -> None:
    record("member_added", by=coordinator, municipality=county.pk, subject="Stabsstelle", details={"role": "editor"})

    with scope(municipality=county.pk):
        (entry,) = entries_here()
    assert (entry.at, entry.event, entry.actor, entry.actor_id, entry.subject, entry.details) == (
        NOW, "member_added", coordinator.name, coordinator.pk, "Stabsstelle", {"role": "editor"},
    )  # fmt: skip


def test_an_entry_is_a_sentence_in_the_language_that_is_spoken(county: Municipality) -> None:
    entry = record("member_added", by=None, municipality=county.pk, subject="Stabsstelle")

    with translation.override("de"):
        german = entry.sentence
    with translation.override("en"):
        english = entry.sentence

    assert (german, english) == (
        "Betrieb: Zugang für Stabsstelle eingerichtet.",
        "The operator gave Stabsstelle access.",
    )


def test_an_event_of_a_room_that_is_gone_is_shown_by_its_name(county: Municipality, coordinator: Person) -> None:
    entry = record("long_gone", by=coordinator, municipality=county.pk, subject="etwas")

    assert entry.sentence == f"{coordinator.name}: long_gone etwas"


def test_a_name_with_a_per_cent_sign_is_no_placeholder(county: Municipality) -> None:
    entry = record("member_added", by=None, municipality=county.pk, subject="100 %(actor)s")

    assert entry.sentence == "Betrieb: Zugang für 100 %(actor)s eingerichtet."


def test_entries_of_another_municipality_stay_unseen(county: Municipality, town: Municipality) -> None:
    record("member_added", by=None, municipality=town.pk, subject="drüben")
    record("member_added", by=None, municipality=None, subject="nirgends")

    with scope(municipality=county.pk):
        seen = list(entries_here())

    assert seen == []
    with pytest.raises(ScopeError):
        Entry.objects.count()


def test_the_journal_is_append_only(county: Municipality) -> None:
    record("member_added", by=None, municipality=county.pk, subject="bleibt")

    with scope(municipality=county.pk):
        with pytest.raises(PermissionDenied):
            Entry.objects.update(subject="anders")
        with pytest.raises(PermissionDenied):
            Entry.objects.all().delete()
        assert [entry.subject for entry in entries_here()] == ["bleibt"]


class Nobody:
    """Somebody whom the journal cannot write down."""

    pk = "no number"

    def __str__(self) -> str:
        return "Nobody"


def test_a_deed_whose_record_fails_is_undone(county: Municipality) -> None:
    with pytest.raises(ValueError, match="actor_id"):
        change_municipality(
            county, name="Neuer Name", kind=Kind.COUNTY, official_key="07333", by=Nobody(),  # type: ignore[arg-type]
        )  # fmt: skip

    county.refresh_from_db()
    with scopes_disabled():
        assert (county.name, Entry.objects.count()) == ("Donnersbergkreis", 0)
