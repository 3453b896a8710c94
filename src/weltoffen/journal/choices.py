"""The event of this room: that old entries were erased."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


@events.register
class JournalEvent(TextChoices):
    """What can happen to the journal itself."""

    ENTRIES_ERASED = (
        "entries_erased",
        _("%(actor)s erased what was older than %(subject)s from the journal; entries: %(count)s."),
    )
