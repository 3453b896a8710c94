"""What later rooms know about the catalogue: which versions the municipality in scope uses.

This room knows none of the rooms after it; they add themselves when Django starts (`apps.py`).
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from weltoffen.foundation.slots import Slot

USED_VERSIONS: "Slot[Callable[[], QuerySet[Any, Any]]]" = Slot()
"""Each answers a query for the primary keys of such versions."""


def used_versions() -> "Iterator[QuerySet[Any, Any]]":
    """Queries for the versions that are used here."""
    return (used() for used in USED_VERSIONS)
