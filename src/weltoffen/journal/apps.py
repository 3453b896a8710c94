"""Tells Django that this room exists, and declares what it stores."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.stored import STORED, Stored, Whose

JOURNAL = Stored(
    whose=Whose.ACCOUNT,
    what=_("The journal: who started, finished, released or changed what, and when"),
    purpose=_("So that changes can be traced"),
    seen_by=_("Coordinators and heads of administration of the municipality"),
    until=_("As long as the municipality keeps it. Names stay in it."),
    models=("journal.Entry",),
    order=90,
)


class JournalConfig(AppConfig):
    """The room `journal`."""

    name = "weltoffen.journal"
    label = "journal"

    def ready(self) -> None:
        """Declare what is stored."""
        STORED.fill(JOURNAL)
