"""Erasing entries whose time is over: the one deed that shortens the journal, and it stands in it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django_scopes import scopes_disabled

from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.journal.choices import JournalEvent
from weltoffen.journal.models import Entry


@transaction.atomic
def erase_old_entries() -> int:
    """Erase entries that are older than is stated, in every municipality; answers how many there were."""
    before = clock.now() - timedelta(days=settings.KEEP_JOURNAL_DAYS)
    day = f"{timezone.localtime(before):%d.%m.%Y}"
    with scopes_disabled():  # a daily deed for the whole installation, which reads none of them
        old: QuerySet[Entry] = QuerySet(Entry).filter(at__lt=before)
        counted = list(old.order_by().values_list("municipality_id").annotate(Count("pk")))
        # The journal itself refuses to be shortened.
        old.delete()
        for municipality, count in counted:
            details = {"count": count}
            record(JournalEvent.ENTRIES_ERASED, by=None, municipality=municipality, subject=day, details=details)
    return sum(count for _municipality, count in counted)
