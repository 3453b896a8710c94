"""What of signing in is erased once a day: sessions that have ended, attempts that no longer count."""

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection

from weltoffen.accounts.models import Session
from weltoffen.foundation import clock


def erase_ended_sessions() -> int:
    """Erase sessions that have ended; answers how many there were."""
    ended, _by_table = Session.objects.filter(expire_date__lt=clock.now()).delete()
    return ended


def erase_old_attempts() -> int:
    """Erase attempts that no longer count; the cache itself only does so when it is full.

    In working memory, where one process counts, they vanish with it, and there is nothing to erase.
    """
    counted = caches["default"]
    if not isinstance(counted, DatabaseCache):
        return 0
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(counted._table)  # type: ignore[attr-defined]
        now = connection.ops.adapt_datetimefield_value(clock.now().replace(microsecond=0))
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 - the name is of the settings
        return int(cursor.rowcount)
