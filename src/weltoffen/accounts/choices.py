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
