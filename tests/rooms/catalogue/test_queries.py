"""What a round can be started with."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.rooms.conftest import NOW

from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.catalogue.queries import published_versions

pytestmark = pytest.mark.django_db


def keep(version: str, status: str, days: int) -> FrameworkVersion:
    return FrameworkVersion.objects.create(
        key="check", version=version, checksum=f"{version}{status}{days}", status=status, files={},
        added_at=NOW + timedelta(days=days),
    )  # fmt: skip


def test_published_versions_come_newest_first_each_in_its_latest_state(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    keep("1.0", "published", 0)
    corrected = keep("1.0", "published", 2)
    second = keep("2.0", "published", 1)
    keep("3.0", "draft", 3)
    from_an_archive = keep("1.0", "published", 4)
    FrameworkVersion.objects.filter(pk=from_an_archive.pk).update(is_offered=False)

    with django_assert_num_queries(1):
        assert published_versions() == [corrected, second]
