"""`weltoffen mail`: send the mail to contributors whose moment has come. A timer calls it every few minutes."""

from gettext import gettext as _

from weltoffen.commands.installation import require_prepared
from weltoffen.commands.refusing import Impossible
from weltoffen.contributors.rules import MailServerIsAway
from weltoffen.contributors.sending import send_due


def send() -> str:
    """Send what is due; says how much that was, and nothing where nothing was due."""
    require_prepared()
    try:
        outcome = send_due()
    except MailServerIsAway as away:
        raise Impossible(str(away)) from away
    if not outcome.sent and not outcome.faults:
        return ""
    return _("Mail sent: {sent}, refused by the mail server: {faults}").format(sent=outcome.sent, faults=outcome.faults)
