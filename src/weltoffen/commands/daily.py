"""`weltoffen daily`: erase what has to be erased. A timer calls it once a day."""

from gettext import gettext as _

from weltoffen.commands.installation import require_prepared
from weltoffen.foundation.stored import erase_old


def erase() -> str:
    """Erase of each kind of data what is too old, as the rooms declare it; says how much there was."""
    require_prepared()
    return "\n".join(_("{what}: {number} erased").format(what=kind.what, number=number) for kind, number in erase_old())
