"""The events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


@events.register
class AssignmentEvent(TextChoices):
    """What can happen to the questions of a round."""

    QUESTIONS_PROPOSED = "questions_proposed", _("%(actor)s took over the proposal who answers what in “%(subject)s”.")
    QUESTIONS_ASSIGNED = "questions_assigned", _("%(actor)s changed who answers what in “%(subject)s”.")
