"""Tells Django that this room exists, and declares what it stores."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.own_data import FORGETTING, OWN_DATA
from weltoffen.foundation.stored import STORED, Stored, Whose, in_days


def _erase_entries() -> int:
    from weltoffen.journal.retention import erase_old_entries

    return erase_old_entries()


def _until() -> str:
    period = in_days(settings.KEEP_JOURNAL_DAYS)
    return gettext("%(period)s. Your name goes with your account before that.") % {"period": period}


JOURNAL = Stored(
    whose=Whose.ACCOUNT,
    what=_("The journal: who started, finished, released or changed what, and when"),
    purpose=_("So that changes can be traced"),
    seen_by=_("Coordinators and heads of administration of the municipality"),
    until=_until,
    models=("journal.Entry",),
    erase=_erase_entries,
    order=90,
)


class JournalConfig(AppConfig):
    """The room `journal`."""

    name = "weltoffen.journal"
    label = "journal"

    def ready(self) -> None:
        """Declare what is stored, and what of it is a person's own."""
        from weltoffen.journal.own_data import forget_names, journal_data

        STORED.fill(JOURNAL)
        OWN_DATA.fill(journal_data)
        FORGETTING.fill(forget_names)
