"""`weltoffen check`: say whether an installation is ready, and everything that is in the way.

That it runs at all says that the settings are sound: they are checked when they are read.
"""

from collections.abc import Iterator
from gettext import gettext as _

from django.conf import settings

from weltoffen.catalogue.queries import published_versions
from weltoffen.commands.installation import (
    REMEDY,
    fault_of_database,
    fault_of_mail,
    has_static_files,
    unapplied_migrations,
)
from weltoffen.commands.refusing import Impossible


def check() -> str:
    """One sentence, and what public pages lack; raises `Impossible` with every fault."""
    faults = list(_faults())
    if faults:
        raise Impossible("\n".join(f"- {fault}" for fault in faults))
    ready = _("Everything is ready: settings, database, questionnaires, static files, mail.")
    return "\n".join([ready, *(f"- {hint}" for hint in _hints())])


def _hints() -> Iterator[str]:
    """What nothing breaks without, but what sites for everyone need."""
    if not settings.IS_PRODUCTION:
        return
    if not settings.IMPRINT:
        yield _("WELTOFFEN_IMPRINT is not set: the pages name no imprint. Public sites need one by law.")
    if not settings.CONTACT:
        yield _("WELTOFFEN_CONTACT is not set: the pages name nobody for questions about privacy and for barriers.")


def _faults() -> Iterator[str]:
    fault = fault_of_database()
    if fault is not None:
        yield fault
    elif unapplied_migrations():
        yield _("The database is of an older version. Run: {command}").format(command=REMEDY)
    elif not published_versions():
        yield _("There is no questionnaire. Run: {command}").format(command=REMEDY)
    if not has_static_files():
        yield _("There are no static files. Run: {command}").format(command=REMEDY)
    fault = fault_of_mail()
    if fault is not None:
        yield fault
