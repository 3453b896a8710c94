"""`weltoffen demo`: fill an installation with the county of the shipped example, to look around in."""

from gettext import gettext as _

from weltoffen.commands.installation import require_prepared
from weltoffen.commands.refusing import Impossible
from weltoffen.commands.sign_ins import sign_ins
from weltoffen.demo.building import build_demo
from weltoffen.settings import IS_PRODUCTION


def fill() -> str:
    """Add the demo municipalities where they are not there yet, and say how to sign in."""
    if IS_PRODUCTION:
        raise Impossible(_("WELTOFFEN_PRODUCTION is “yes”: there is no demo in production, its password is known."))
    require_prepared()
    said = _("Demo data: added.") if build_demo() else _("Demo data: there already.")
    return "\n".join([said, *sign_ins()])
