"""The events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


@events.register
class MappingEvent(TextChoices):
    """What can happen to a mapping; answers that are taken over have an event of their own (room `answers`)."""

    MAPPING_SAVED = "mapping_saved", _("%(actor)s saved the mapping “%(subject)s” for responses from LimeSurvey.")
    MAPPING_REMOVED = "mapping_removed", _("%(actor)s removed the mapping “%(subject)s” for responses from LimeSurvey.")
