"""Tells Django that this room exists, and the rooms before it what it adds to their pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.own_data import FORGETTING, OWN_DATA
from weltoffen.foundation.stored import STORED, Stored, Whose

EVALUATIONS = Stored(
    whose=Whose.MUNICIPALITY,
    what=_("Evaluations with the answers and comments they were computed from, and the name of who computed them"),
    purpose=_("So that a result can be shown and checked again later"),
    seen_by=_("The people of the municipality, without names of respondents"),
    until=_("As long as the municipality takes part"),
    models=("evaluation.StoredEvaluation",),
)
RELEASES = Stored(
    whose=Whose.MUNICIPALITY,
    what=_("Results that the municipality released, and the name of who released them"),
    purpose=_("So that everybody can read them, and it stays known who decided that"),
    seen_by=_("Everybody; the name only those who coordinate or lead the municipality"),
    until=_("As long as the municipality takes part, also after they were withdrawn"),
    models=("evaluation.Release",),
)


class EvaluationConfig(AppConfig):
    """The room `evaluation`."""

    name = "weltoffen.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Fill the navigation, the overview and the pages of rounds."""
        from weltoffen.evaluation.cards import evaluation_cards, evaluation_links
        from weltoffen.evaluation.own_data import evaluations_data, forget_names
        from weltoffen.municipalities.roles import Permission
        from weltoffen.municipalities.slots import CARD_SOURCES, NAVIGATION, Destination
        from weltoffen.rounds.slots import LINK_SOURCES

        NAVIGATION.fill(Destination(30, _("Evaluation"), "evaluation:latest", Permission.SEE_EVALUATION))
        CARD_SOURCES.fill(evaluation_cards)
        LINK_SOURCES.fill(evaluation_links)
        STORED.fill(EVALUATIONS, RELEASES)
        OWN_DATA.fill(evaluations_data)
        FORGETTING.fill(forget_names)
