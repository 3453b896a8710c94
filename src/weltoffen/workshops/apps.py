"""Tells Django that this room exists, and declares what it stores."""

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
        """Declare what is stored."""
        STORED.fill(WORKSHOPS)
