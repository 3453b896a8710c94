"""The events of this room. They belong to no municipality: an account is its person's."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


@events.register
class PrivacyEvent(TextChoices):
    """What can happen to a person's own data."""

    ACCOUNT_DELETED = "account_deleted", _("%(actor)s deleted the account of %(subject)s.")
