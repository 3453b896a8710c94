"""Reading the counts."""

from collections.abc import Sequence
from datetime import date

from weltoffen.privacy.models import PageCount


def counts_since(day: date) -> Sequence[PageCount]:
    """The counts of this day and later, oldest first."""
    return list(PageCount.objects.filter(day__gte=day))
