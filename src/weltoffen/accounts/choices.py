"""The events of this room. They belong to no municipality: an account is its person's."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


@events.register
class AccountEvent(TextChoices):
    """What can happen to an account."""

    PERSON_ADDED = "person_added", _("%(actor)s added an account for %(subject)s.")
    PERSON_RENAMED = "person_renamed", _("%(actor)s changed the name of %(subject)s.")
    PASSWORD_SET = "password_set", _("%(actor)s set a new password.")
    APP_TURNED_ON = "app_turned_on", _("%(actor)s turned on the second factor by app.")
    APP_TURNED_OFF = "app_turned_off", _("%(actor)s turned off the second factor by app.")
    PASSKEY_ADDED = "passkey_added", _("%(actor)s added the passkey “%(subject)s”.")
    PASSKEY_RENAMED = "passkey_renamed", _("%(actor)s gave the passkey “%(subject)s” its name.")
    PASSKEY_REMOVED = "passkey_removed", _("%(actor)s removed the passkey “%(subject)s”.")
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed", _("%(actor)s had new recovery codes made.")
    RECOVERY_CODE_USED = "recovery_code_used", _("%(actor)s signed in with a recovery code.")
    SECOND_FACTOR_REMOVED = "second_factor_removed", _("%(actor)s removed the second factor of %(subject)s.")
    SIGNED_OUT_ELSEWHERE = "signed_out_elsewhere", _("%(actor)s signed out on another device.")
    IDENTITY_LINKED = "identity_linked", _("%(actor)s signed in through the municipality for the first time.")
    IDENTITY_UNLINKED = "identity_unlinked", _("%(actor)s parted %(subject)s from the sign-in of the municipality.")
