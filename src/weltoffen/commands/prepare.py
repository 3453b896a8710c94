"""`weltoffen prepare`: bring database, static files and questionnaires to the state that this version needs.

Run after installing and after each update. Where nothing changed it changes nothing and is quick.
"""

from gettext import gettext as _
from gettext import ngettext

from django.core.management import call_command

from weltoffen.catalogue.actions import add_shipped_frameworks
from weltoffen.commands.installation import require_database, unapplied_migrations


def prepare() -> str:
    """Prepare, and say what was done."""
    require_database()
    changes = unapplied_migrations()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    versions = add_shipped_frameworks(by=None)
    call_command("collectstatic", verbosity=0, interactive=False)
    return "\n".join([
        _said_of_database(changes),
        _("Questionnaires: {names}").format(names=", ".join(str(version) for version in versions)),
        _("Static files: up to date."),
    ])  # fmt: skip


def _said_of_database(changes: int) -> str:
    if not changes:
        return _("Database: up to date.")
    said = ngettext("Database: {number} change made.", "Database: {number} changes made.", changes)
    return said.format(number=changes)
