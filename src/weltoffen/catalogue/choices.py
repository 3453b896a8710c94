"""The events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


@events.register
class CatalogueEvent(TextChoices):
    """What can happen to the catalogue."""

    FRAMEWORK_ADDED = "framework_added", _("%(actor)s added the questionnaire %(subject)s.")
