"""Reading the catalogue; the files themselves stay unread until an instrument is needed."""

from collections.abc import Sequence

from django.db.models import QuerySet

from weltoffen.catalogue.choices import Status
from weltoffen.catalogue.models import FrameworkVersion


def versions() -> "QuerySet[FrameworkVersion]":
    """All versions, without their files."""
    return FrameworkVersion.objects.defer("files")


def published_versions() -> Sequence[FrameworkVersion]:
    """What a round can be started with: of each version the state that the operator added last; newest first."""
    newest: dict[str, FrameworkVersion] = {}
    for version in versions().filter(status=Status.PUBLISHED, is_offered=True).order_by("-added_at", "-pk"):
        newest.setdefault(str(version), version)
    return list(newest.values())
