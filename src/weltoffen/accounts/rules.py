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


ASK = _("Please turn to the person who coordinates the self-check in your municipality, and tell them this sentence.")


class SignInFailed(Refused):
    """The provider said no, or nothing that can be used."""

    sentence = _("Signing in through your municipality did not work, or was cancelled.")
    remedy = _("Please try it again, or sign in with your e-mail address and password.")


class AddressIsUnproven(Refused):
    """An address that nobody checked could be anybody's."""

    sentence = _("Your municipality's sign-in does not say that your e-mail address is verified.")
    remedy = ASK


class AddressIsElsewhere(Refused):
    """A provider vouches for its own people only."""

    sentence = _("Your municipality's sign-in holds only for e-mail addresses of its own.")
    remedy = ASK


class NobodyIsKnown(Refused):
    """People are added by their municipality, not by signing in."""

    sentence = _("There is no account with the e-mail address that your municipality's sign-in knows.")
    remedy = _("Please ask the person who coordinates the self-check in your municipality to give you access.")


class IdentityIsAnother(Refused):
    """The address may have changed hands."""

    sentence = _("Your municipality's sign-in knows this account as somebody else's.")
    remedy = ASK


class IdentityIsMissing(Refused):
    """There is nothing to part."""

    sentence = _("This account is not linked to the sign-in of a municipality.")


class SessionIsOver(Refused):
    """It ended by itself, or was ended elsewhere."""

    sentence = _("On this device you are signed out already.")


def require_password(person: Person) -> None:
    """Refuse where the account has none."""
    if not person.has_usable_password():
        raise NeedsPassword
