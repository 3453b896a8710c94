"""Tells Django that this room exists, and declares what happens to a report of a barrier."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.stored import LEGAL_DUTY, SECURITY, STORED, Stored, Whose

REPORTS = Stored(
    whose=Whose.GUEST,
    what=_("Reports of a barrier: your message and, if you gave it, your e-mail address"),
    purpose=_("So that the barrier can be removed and you can be answered"),
    seen_by=_("The body that runs this site"),
    until=_("Not stored here; they go out as an e-mail"),
    basis=LEGAL_DUTY,
)
SENDERS = Stored(
    whose=Whose.GUEST,
    what=_("The address of the device from which a barrier was reported"),
    purpose=_("To keep robots from sending many messages"),
    seen_by=_("Nobody"),
    until=_("It counts for an hour and is erased within a day"),
    basis=SECURITY,
)


class PublicConfig(AppConfig):
    """The room `public`."""

    name = "weltoffen.public"
    label = "public"

    def ready(self) -> None:
        """Declare what is stored."""
        STORED.fill(REPORTS, SENDERS)
