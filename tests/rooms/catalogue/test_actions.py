"""Adding versions of questionnaires."""

import pytest
from django_scopes import scopes_disabled
from tests.cast import SHIPPED

from selfcheck import Instrument
from weltoffen.catalogue.actions import add_framework
from weltoffen.catalogue.bridge import instrument_of
from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_a_version_is_kept_whole(instrument: Instrument) -> None:
    version = add_framework(SHIPPED, by=None)

    kept = instrument_of(FrameworkVersion.objects.get(pk=version.pk))

    assert (kept.framework, kept.texts) == (instrument.framework, instrument.texts)


def test_the_same_version_is_added_once_and_journalled_once() -> None:
    assert add_framework(SHIPPED, by=None) == add_framework(SHIPPED, by=None)

    with scopes_disabled():
        assert [(entry.event, entry.subject) for entry in Entry.objects.all()] == [
            ("framework_added", "weltoffene-kommune@1.0")
        ]
