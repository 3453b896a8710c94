"""Tells Django that this room exists, and the rooms before it what it adds to their pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.own_data import FORGETTING, OWN_DATA
from weltoffen.foundation.stored import STORED, Stored, Whose

AGREEMENT = Stored(
    whose=Whose.ACCOUNT,
    what=_("Common answers that you propose, and your replies to proposals, with your name and the time"),
    purpose=_("So that departments agree on one answer, and other views stay on record"),
    seen_by=_("Those in your municipality who answer, coordinate or lead the administration"),
    until=_("As long as the municipality keeps the round. Your name goes with your account."),
    models=("agreement.Proposal", "agreement.Stance"),
)


class AgreementConfig(AppConfig):
    """The room `agreement`."""

    name = "weltoffen.agreement"
    label = "agreement"

    def ready(self) -> None:
        """Fill the places on the overview and on the pages of a round."""
        from weltoffen.agreement.cards import agreement_links, guests_task, reply_card
        from weltoffen.agreement.own_data import agreement_data, forget_names
        from weltoffen.contributors.slots import TASKS
        from weltoffen.municipalities.slots import CARD_SOURCES
        from weltoffen.rounds.slots import LINK_SOURCES

        CARD_SOURCES.fill(reply_card)
        TASKS.fill(guests_task)
        LINK_SOURCES.fill(agreement_links)
        STORED.fill(AGREEMENT)
        OWN_DATA.fill(agreement_data)
        FORGETTING.fill(forget_names)
