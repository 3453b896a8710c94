"""A message about a barrier goes to the operator as mail. It is stored nowhere here."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def send_feedback(*, message: str, page: str, email: str) -> bool:
    """Send it to the contact of this installation; answers whether the mail server took it."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            message,
            _("Page: %(page)s") % {"page": page or "–"},
            _("Answer to: %(address)s") % {"address": email or _("no address was given")},
        ]
        mail = EmailMessage(
            _("Barrier reported at Weltoffen"), "\n\n".join(lines) + "\n", to=[settings.CONTACT],
            reply_to=[email] if email else None,
        )  # fmt: skip
    try:
        mail.send()
    except OSError:  # smtplib's exceptions are among these
        logger.exception("The mail server refused a message about a barrier.")
        return False
    return True
