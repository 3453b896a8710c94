"""What a piece of evidence shows, what kind it is, and the events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class Layer(TextChoices):
    """How far something reaches: decided, done inside of the administration, felt outside of it."""

    POLICY = "policy", _("Decisions and rules")
    PRACTICE = "practice", _("Practice in the administration")
    EFFECT = "effect", _("Effect outside")


class Kind(TextChoices):
    """What it is made of."""

    LINK = "link", _("Link")
    DOCUMENT = "document", _("Document")
    NOTE = "note", _("Note")


@events.register
class EvidenceEvent(TextChoices):
    """What can happen to evidence. Titles are not told here: who removes one may want it gone."""

    EVIDENCE_ADDED = "evidence_added", _("%(actor)s added evidence to the question %(subject)s.")
    EVIDENCE_CHANGED = "evidence_changed", _("%(actor)s changed evidence of the question %(subject)s.")
    EVIDENCE_CONFIRMED = (
        "evidence_confirmed",
        _("%(actor)s confirmed evidence of the last round, to the question %(subject)s."),
    )
    EVIDENCE_REMOVED = "evidence_removed", _("%(actor)s removed evidence of the question %(subject)s.")
