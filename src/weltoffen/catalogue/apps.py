"""Tells Django that this room exists, and declares what it stores."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.stored import NOT_PERSONAL, STORED, Stored, Whose

QUESTIONNAIRES = Stored(
    whose=Whose.NOBODY,
    what=_("The questionnaires, each version whole"),
    purpose=_("So that a round never loses what was asked"),
    seen_by=_("The people of all municipalities"),
    until=_("As long as a round was answered with it"),
    basis=NOT_PERSONAL,
    models=("catalogue.FrameworkVersion",),
)


class CatalogueConfig(AppConfig):
    """The room `catalogue`."""

    name = "weltoffen.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Declare what is stored."""
        STORED.fill(QUESTIONNAIRES)
