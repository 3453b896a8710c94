"""Why somebody is not reminded, and the events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class Unreminded(TextChoices):
    """Why somebody is not reminded; the words stand behind their name."""

    NO_SIGN_IN = "no_sign_in", _("cannot sign in any more")
    MAY_NOT_ANSWER = "may_not_answer", _("may not answer questions")
    NO_REMINDERS = "no_reminders", _("does not want reminders")
    NOTHING_OPEN = "nothing_open", _("has nothing open")
    JUST_REMINDED = "just_reminded", _("was reminded within the last 24 hours")


@events.register
class ReminderEvent(TextChoices):
    """What can happen about reminders. Entries name departments, never those who were reminded."""

    REMINDERS_SENT = (
        "reminders_sent",
        _(
            "%(actor)s reminded people of “%(subject)s”. Departments: %(departments)s. Sent: %(number)s, "
            "refused by the mail server: %(faults)s."
        ),
    )
    REMINDERS_PLANNED = (
        "reminders_planned",
        _("%(actor)s planned reminders of “%(subject)s”. Departments: %(departments)s. Number: %(number)s."),
    )
    REMINDERS_CANCELLED = (
        "reminders_cancelled",
        _("%(actor)s cancelled planned reminders of “%(subject)s”. Number: %(number)s."),
    )
