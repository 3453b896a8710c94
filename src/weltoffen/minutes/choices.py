"""How far minutes are, and the events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class MinutesState(TextChoices):
    """Agreed minutes no longer change."""

    DRAFT = "draft", _("Draft")
    AGREED = "agreed", _("Agreed")


@events.register
class MinutesEvent(TextChoices):
    """What can happen to minutes."""

    MINUTES_CHANGED = "minutes_changed", _("%(actor)s corrected the minutes of “%(subject)s”.")
    MINUTES_AGREED = "minutes_agreed", _("%(actor)s agreed the minutes of “%(subject)s” for the municipality.")
