"""Tells Django that this room exists, and the room of answers what it adds to its pages and deeds."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.own_data import FORGETTING, OWN_DATA
from weltoffen.foundation.stored import STORED, Stored, Whose

EVIDENCE = Stored(
    whose=Whose.ACCOUNT,
    what=_("Evidence that you add: links, notes and documents, with your name and the time"),
    purpose=_("So that others can see what an answer rests on"),
    seen_by=_("Those in your municipality who answer, coordinate or lead the administration"),
    until=_(
        "Until somebody removes it, else as long as the municipality keeps the round. Your name goes with your account."
    ),
    models=("evidence.Evidence", "evidence.Document"),
)


class EvidenceConfig(AppConfig):
    """The room `evidence`."""

    name = "weltoffen.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Fill the places on the pages of answers, and what happens with answers of the last round."""
        from weltoffen.answers.places import CARRYING, CONFIRMING, EVIDENCE_BEFORE, EVIDENCE_COUNTS
        from weltoffen.evidence.actions import carry_over, confirm_carried
        from weltoffen.evidence.own_data import evidence_data, forget_names
        from weltoffen.evidence.places import evidence_of_page
        from weltoffen.evidence.queries import counts_of

        EVIDENCE_COUNTS.fill(evidence_of_page)
        EVIDENCE_BEFORE.fill(counts_of)
        CARRYING.fill(carry_over)
        CONFIRMING.fill(confirm_carried)
        STORED.fill(EVIDENCE)
        OWN_DATA.fill(evidence_data)
        FORGETTING.fill(forget_names)
