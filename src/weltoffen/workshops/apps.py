"""Tells Django that this room exists, and the rooms before it what it adds to their pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.stored import NOT_PERSONAL, STORED, Stored, Whose

WORKSHOPS = Stored(
    whose=Whose.MUNICIPALITY,
    what=_("Workshops: title, day, place, perspectives, working groups and agenda; agendas kept as templates"),
    purpose=_("So that the result of the self-check is discussed with many perspectives"),
    seen_by=_("The people of the municipality who may read evaluations"),
    until=_("As long as the municipality keeps the evaluation"),
    basis=NOT_PERSONAL,
    models=("workshops.Workshop", "workshops.WorkingGroup", "workshops.AgendaItem", "workshops.AgendaTemplate"),
)


class WorkshopsConfig(AppConfig):
    """The room `workshops`."""

    name = "weltoffen.workshops"
    label = "workshops"

    def ready(self) -> None:
        """Fill the navigation, the overview, the pages of rounds and of evaluations, and declare what is stored."""
        from weltoffen.evaluation.slots import EVALUATION_LINKS
        from weltoffen.municipalities.roles import Permission
        from weltoffen.municipalities.slots import CARD_SOURCES, NAVIGATION, Destination
        from weltoffen.rounds.slots import LINK_SOURCES
        from weltoffen.workshops.steps import evaluation_links, workshop_cards, workshop_links

        NAVIGATION.fill(Destination(35, _("Workshops"), "workshops:list", Permission.SEE_EVALUATION))
        CARD_SOURCES.fill(workshop_cards)
        LINK_SOURCES.fill(workshop_links)
        EVALUATION_LINKS.fill(evaluation_links)
        STORED.fill(WORKSHOPS)
