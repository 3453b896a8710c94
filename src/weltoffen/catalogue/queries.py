"""Reading the catalogue; the files themselves stay unread until an instrument is needed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from weltoffen.catalogue.choices import Status
from weltoffen.catalogue.models import FrameworkVersion


def versions() -> "QuerySet[FrameworkVersion]":
    """All versions, without their files."""
    return FrameworkVersion.objects.defer("files")


def readable_versions(used: "Iterable[QuerySet[Any, Any]]") -> "QuerySet[FrameworkVersion]":
    """What a municipality may read: what is offered to everyone, and the versions whose keys it `used` itself."""
    readable = Q(status=Status.PUBLISHED, is_offered=True)
    for keys in used:
        readable |= Q(pk__in=keys)
    return versions().filter(readable)


def published_versions() -> Sequence[FrameworkVersion]:
    """What a round can be started with: of each version the state that the operator added last; newest first."""
    newest: dict[str, FrameworkVersion] = {}
    for version in versions().filter(status=Status.PUBLISHED, is_offered=True).order_by("-added_at", "-pk"):
        newest.setdefault(str(version), version)
    return list(newest.values())
