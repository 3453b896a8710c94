"""`weltoffen framework add`: keep a version of a questionnaire in the database, for rounds to use."""

from gettext import gettext as _

from weltoffen.catalogue.actions import add_framework
from weltoffen.catalogue.bridge import folder_named
from weltoffen.catalogue.choices import Status
from weltoffen.commands.installation import require_prepared


def add(reference: str) -> str:
    """Keep what `reference` means; raises `FaultyInput` with every fault of it."""
    require_prepared()
    version = add_framework(folder_named(reference), by=None)
    if version.status == Status.DRAFT:
        return _("{name} is kept. It is a draft: no round can be started with it.").format(name=version)
    return _("{name} is kept: rounds can be started with it.").format(name=version)
