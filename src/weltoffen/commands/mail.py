"""`weltoffen mail`: send what is due to contributors, colleagues and guests. A timer calls it every few minutes."""

from gettext import gettext as _

from weltoffen.accounts.sending import MailServerIsAway
from weltoffen.commands.installation import require_prepared
from weltoffen.commands.refusing import Impossible
from weltoffen.contributors.sending import send_due
from weltoffen.invitations.sending import send_due_guest_mail
from weltoffen.reminders.sending import remind_due


def send() -> str:
    """Send what is due; says how much that was, and nothing where nothing was due."""
    require_prepared()
    try:
        outcomes = [send_due(), remind_due(), send_due_guest_mail()]
    except MailServerIsAway as away:
        raise Impossible(str(away)) from away
    sent, faults = sum(one.sent for one in outcomes), sum(one.faults for one in outcomes)
    if not sent and not faults:
        return ""
    return _("Mail sent: {sent}, refused by the mail server: {faults}").format(sent=sent, faults=faults)
