"""Counting a page, and erasing old counts."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from weltoffen.foundation import clock
from weltoffen.privacy.models import PageCount


def count_page(page: str, language: str) -> None:
    """One more opening of this kind of page today."""
    today = {"day": clock.today(), "page": page, "language": language}
    if PageCount.objects.filter(**today).update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            PageCount.objects.create(**today, count=1)
    except IntegrityError:
        # Somebody else opened it for the first time today at the same moment.
        PageCount.objects.filter(**today).update(count=F("count") + 1)


def erase_old_counts() -> int:
    """Erase counts that are older than is stated; answers how many rows there were."""
    before = clock.today() - timedelta(days=settings.KEEP_STATISTICS_DAYS)
    erased, _by_table = PageCount.objects.filter(day__lt=before).delete()
    return erased
