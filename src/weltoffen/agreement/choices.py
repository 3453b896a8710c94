"""What can become of a proposal, how somebody stands to it, and the events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class Outcome(TextChoices):
    """What became of a proposal."""

    OPEN = "open", _("Waits for replies")
    AGREED = "agreed", _("Agreed")
    REPLACED = "replaced", _("Replaced by another one")


class Reply(TextChoices):
    """What a department says to a proposal."""

    AGREES = "agrees", _("agrees")
    OBJECTS = "objects", _("objects")


@events.register
class AgreementEvent(TextChoices):
    """What can happen where departments differ."""

    ANSWER_PROPOSED = "answer_proposed", _("%(actor)s proposed a common answer: %(subject)s.")
    ANSWER_AGREED = "answer_agreed", _("%(actor)s recorded what was agreed on: %(subject)s.")
    AGREEMENT_WITHDRAWN = "agreement_withdrawn", _("%(actor)s took back an agreement: %(subject)s. Reason: %(reason)s")
