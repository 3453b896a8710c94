"""Tells Django that this room exists, and declares what it stores."""

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.sessions import note_sign_in
from weltoffen.foundation.own_data import FORGETTING, OWN_DATA
from weltoffen.foundation.stored import COOKIES, SECURITY, STORED, Kept, Stored, Whose, in_days

DAY = 24 * 3600


def _at_most() -> str:
    return in_days(settings.SESSION_COOKIE_AGE // DAY)


def _erase_sessions() -> int:
    from weltoffen.accounts.erasing import erase_ended_sessions

    return erase_ended_sessions()


def _erase_attempts() -> int:
    from weltoffen.accounts.erasing import erase_old_attempts

    return erase_old_attempts()


ACCOUNTS = Stored(
    whose=Whose.ACCOUNT,
    what=_("Name, e-mail address, the day the account was made and the last sign-in"),
    purpose=_("So that you can sign in and others see who answered"),
    seen_by=_("You; your name also those in your municipality, your address who coordinates or leads it"),
    until=_("Until the account is deleted"),
    models=("accounts.Person", "account.EmailAddress", "account.EmailConfirmation"),
)
PASSWORDS = Stored(
    whose=Whose.ACCOUNT,
    what=_("Password"),
    purpose=_("So that nobody else signs in. It is stored as a checksum from which it cannot be read."),
    seen_by=_("Nobody"),
    until=_("Until you change it or the account is deleted"),
    basis=SECURITY,
)
SESSIONS = Stored(
    whose=Whose.ACCOUNT,
    what=_("In which browsers you are signed in: the kind of browser and system, since when, when used last"),
    purpose=_("So that you need not sign in on every page, and see if somebody else does"),
    seen_by=_("You alone"),
    until=lambda: gettext("Until you sign out, at most %(days)s") % {"days": _at_most()},
    models=("accounts.Session",),
    erase=_erase_sessions,
)
FACTORS = Stored(
    whose=Whose.ACCOUNT,
    what=_("A second factor, if you set one up: the sealed key of the app, passkeys with their names, recovery codes"),
    purpose=_("So that a password alone does not suffice to sign in"),
    seen_by=_("You see their names; nobody sees the keys"),
    until=_("Until you turn it off or the account is deleted"),
    basis=SECURITY,
    models=("mfa.Authenticator",),
)
IDENTITIES = Stored(
    whose=Whose.ACCOUNT,
    what=_("By which name your municipality’s own sign-in knows you, if it is used"),
    purpose=_("So that you enter through it"),
    seen_by=_("Nobody"),
    until=_("Until the link is removed or the account is deleted"),
    models=(
        "accounts.Identity",
        "socialaccount.SocialAccount",
        "socialaccount.SocialApp",
        "socialaccount.SocialToken",
    ),
)
ATTEMPTS = Stored(
    whose=Whose.GUEST,
    what=_(
        "Attempts to sign in, with the address of the device and a checksum of the typed e-mail address; how many "
        "messages and invitations somebody sends"
    ),
    purpose=_("To slow down guessing of passwords and unwanted mail"),
    seen_by=_("Nobody"),
    until=_("They count for minutes and are erased within a day"),
    basis=SECURITY,
    erase=_erase_attempts,
)
SESSION = Kept(
    name=settings.SESSION_COOKIE_NAME,
    purpose=_("Remembers that you are signed in"),
    until=lambda: gettext("Until you sign out or close the browser, at most %(days)s") % {"days": _at_most()},
)


class AccountsConfig(AppConfig):
    """The room `accounts`."""

    name = "weltoffen.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Note where somebody signs in; declare what is stored, and what of it is a person's own."""
        from weltoffen.accounts.own_data import account_data, end_sessions

        STORED.fill(ACCOUNTS, PASSWORDS, SESSIONS, FACTORS, IDENTITIES, ATTEMPTS)
        COOKIES.fill(SESSION)
        OWN_DATA.fill(account_data)
        FORGETTING.fill(end_sessions)
        user_logged_in.connect(note_sign_in, dispatch_uid="accounts")
