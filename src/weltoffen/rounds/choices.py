"""States of a round, and the events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class State(TextChoices):
    """What can be done in a round."""

    ANSWERING = "answering", _("Answering")
    FINISHED = "finished", _("Finished")


@events.register
class RoundEvent(TextChoices):
    """What can happen to a round."""

    ROUND_STARTED = "round_started", _("%(actor)s started the round “%(subject)s”.")
    ROUND_FINISHED = "round_finished", _("%(actor)s finished the round “%(subject)s”.")
    ROUND_REOPENED = "round_reopened", _("%(actor)s reopened the round “%(subject)s”.")
    ROUND_FROZEN = "round_frozen", _("%(actor)s froze the round “%(subject)s”: its answers stay as they are for good.")
