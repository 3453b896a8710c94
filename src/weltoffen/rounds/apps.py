"""Tells Django that this room exists, and the rooms before it what it adds to their pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.stored import NOT_PERSONAL, STORED, Stored, Whose

ROUNDS = Stored(
    whose=Whose.MUNICIPALITY,
    what=_("The rounds: title, period, questionnaire, when it was started and finished"),
    purpose=_("So that answers belong to a period and can be compared"),
    seen_by=_("The people of the municipality"),
    until=_("As long as the municipality takes part"),
    basis=NOT_PERSONAL,
    models=("rounds.Round",),
)


class RoundsConfig(AppConfig):
    """The room `rounds`."""

    name = "weltoffen.rounds"
    label = "rounds"

    def ready(self) -> None:
        """Fill the navigation, the overview, and the places on the pages of a round."""
        from weltoffen.catalogue.slots import USED_VERSIONS
        from weltoffen.municipalities.roles import Permission
        from weltoffen.municipalities.slots import CARD_SOURCES, NAVIGATION, Destination
        from weltoffen.rounds.cards import round_cards
        from weltoffen.rounds.queries import versions_used_here
        from weltoffen.rounds.slots import LINK_SOURCES
        from weltoffen.rounds.wording import own_links

        NAVIGATION.fill(Destination(20, _("Rounds"), "rounds:list", Permission.SEE))
        CARD_SOURCES.fill(round_cards)
        LINK_SOURCES.fill(own_links)
        USED_VERSIONS.fill(versions_used_here)
        STORED.fill(ROUNDS)
