"""Tells Django that this room exists, and declares what it stores."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.stored import CONSENT, COOKIES, STORED, Kept, Stored, Whose, in_days
from weltoffen.privacy.choosing import COOKIE, LONGEST


def _erase_counts() -> int:
    from weltoffen.privacy.counting import erase_old_counts

    return erase_old_counts()


def _erase_accounts() -> int:
    from weltoffen.privacy.retention import erase_unused_accounts

    return erase_unused_accounts()


def _after_the_last_sign_in() -> str:
    period = in_days(settings.KEEP_UNUSED_ACCOUNTS_DAYS)
    return gettext("%(period)s after the last sign-in") % {"period": period}


UNUSED_ACCOUNTS = Stored(
    whose=Whose.ACCOUNT,
    what=_("Accounts that belong to no municipality any more"),
    purpose=_("So that you find your account again if you are given access once more"),
    seen_by=_("You alone"),
    until=_after_the_last_sign_in,
    erase=_erase_accounts,
)
COUNTS = Stored(
    whose=Whose.GUEST,
    what=_("How often a public page was opened on a day, and in which language"),
    purpose=_("To see what is read. Nobody can be told from it, and nobody is counted who did not choose it."),
    seen_by=_("The body that runs this site"),
    until=lambda: in_days(settings.KEEP_STATISTICS_DAYS),
    basis=CONSENT,
    models=("privacy.PageCount",),
    erase=_erase_counts,
)
STATISTICS = Kept(
    name=COOKIE,
    purpose=_("Remembers that your visits may be counted, only if you chose that"),
    until=lambda: in_days(LONGEST // (24 * 3600)),
    is_chosen=True,
)


class PrivacyConfig(AppConfig):
    """The room `privacy`."""

    name = "weltoffen.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Declare what is stored."""
        STORED.fill(UNUSED_ACCOUNTS, COUNTS)
        COOKIES.fill(STATISTICS)
