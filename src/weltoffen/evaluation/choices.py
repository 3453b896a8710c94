"""The events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


@events.register
class EvaluationEvent(TextChoices):
    """What can happen to an evaluation."""

    EVALUATION_COMPUTED = "evaluation_computed", _("%(actor)s computed the evaluation “%(subject)s”.")
    FIELD_RELEASED = "field_released", _("%(actor)s made public: %(subject)s.")
    FIELD_WITHDRAWN = "field_withdrawn", _("%(actor)s withdrew from the public: %(subject)s.")
