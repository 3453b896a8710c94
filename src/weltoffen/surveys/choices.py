"""States of a survey, and the events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class SurveyState(TextChoices):
    """What can be done with a survey. Closing is final: whoever read results must not see them change by one answer."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


@events.register
class SurveyEvent(TextChoices):
    """What can happen to a survey. What residents do is never an event."""

    SURVEY_MADE = "survey_made", _("%(actor)s prepared the survey “%(subject)s”.")
    SURVEY_CHANGED = "survey_changed", _("%(actor)s changed the survey “%(subject)s”.")
    SURVEY_OPENED = "survey_opened", _("%(actor)s opened the survey “%(subject)s”.")
    SURVEY_CLOSED = "survey_closed", _("%(actor)s closed the survey “%(subject)s”.")
    SURVEY_LINK_RENEWED = "survey_link_renewed", _("%(actor)s gave the survey “%(subject)s” a new link.")
    SURVEY_DISCARDED = "survey_discarded", _("%(actor)s discarded the draft of the survey “%(subject)s”.")
