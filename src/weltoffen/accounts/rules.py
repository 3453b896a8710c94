"""Why a deed about an account is refused."""

from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import Person
from weltoffen.foundation.refusals import Refused


class AddressIsTaken(Refused):
    """An address belongs to one account."""

    sentence = _("There is an account with this e-mail address already.")
    remedy = _("Give the person access instead of adding them again.")


class NeedsPassword(Refused):
    """Without a password here there is nothing that a second factor could be second to."""

    sentence = _("A second factor needs a password of this account.")
    remedy = _("Please set one first: sign out and choose “Forgotten your password?”.")


class AppIsOn(Refused):
    """One app for an account."""

    sentence = _("An authenticator app is set up for this account already.")
    remedy = _("To change to another app, turn off the present one first.")


class SecondFactorIsOff(Refused):
    """Without a second factor there are no recovery codes, and nothing to remove."""

    sentence = _("This account has no second factor.")


class SecondFactorIsUnreadable(Refused):
    """The key of the installation is not the one that sealed it."""

    sentence = _("Your second factor can no longer be read on this server.")
    remedy = _("Please turn to those who run this service: they can remove it, and you set up a new one.")


class SessionIsOver(Refused):
    """It ended by itself, or was ended elsewhere."""

    sentence = _("On this device you are signed out already.")


def require_password(person: Person) -> None:
    """Refuse where the account has none."""
    if not person.has_usable_password():
        raise NeedsPassword
