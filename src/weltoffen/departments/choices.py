"""The events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


@events.register
class DepartmentEvent(TextChoices):
    """What can happen to a department and to those who work there."""

    DEPARTMENT_ADDED = "department_added", _("%(actor)s added the department “%(subject)s”.")
    DEPARTMENT_CHANGED = "department_changed", _("%(actor)s changed the department “%(subject)s”.")
    DEPARTMENT_ENDED = "department_ended", _("%(actor)s ended the department “%(subject)s”.")
    COLLEAGUE_PLACED = "colleague_placed", _("%(actor)s put %(subject)s into the department “%(department)s”.")
    COLLEAGUE_LEFT = "colleague_left", _("%(actor)s took %(subject)s out of the department “%(department)s”.")
