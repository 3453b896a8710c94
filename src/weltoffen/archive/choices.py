"""The events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


@events.register
class ArchiveEvent(TextChoices):
    """What can happen with everything at once."""

    ARCHIVE_TAKEN_ALONG = "archive_taken_along", _("%(actor)s downloaded the archive of %(subject)s.")
    ARCHIVE_READ = "archive_read", _("%(actor)s restored %(subject)s from an archive.")
