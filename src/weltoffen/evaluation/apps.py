"""Tells Django that this room exists, and the rooms before it what it adds to their pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    """The room `evaluation`."""

    name = "weltoffen.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Fill the navigation, the overview and the pages of rounds."""
        from weltoffen.evaluation.cards import evaluation_cards, evaluation_links
        from weltoffen.municipalities.roles import Permission
        from weltoffen.municipalities.slots import CARD_SOURCES, NAVIGATION, Destination
        from weltoffen.rounds.slots import LINK_SOURCES

        NAVIGATION.fill(Destination(30, _("Evaluation"), "evaluation:latest", Permission.SEE_EVALUATION))
        CARD_SOURCES.fill(evaluation_cards)
        LINK_SOURCES.fill(evaluation_links)
