"""Tells Django that this room exists, and adds it to the page of a round."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.stored import NOT_PERSONAL, STORED, Stored, Whose

ASSIGNMENTS = Stored(
    whose=Whose.MUNICIPALITY,
    what=_("Which department is asked which questions of a round"),
    purpose=_("So that questions go to those who know"),
    seen_by=_("Those who answer, coordinate or lead the municipality"),
    until=_("As long as the municipality keeps the round"),
    basis=NOT_PERSONAL,
    models=("assignments.Assignment",),
)


class AssignmentsConfig(AppConfig):
    """The room `assignments`."""

    name = "weltoffen.assignments"
    label = "assignments"

    def ready(self) -> None:
        """Offer who answers what."""
        from weltoffen.assignments.cards import assignment_links
        from weltoffen.rounds.slots import LINK_SOURCES

        LINK_SOURCES.fill(assignment_links)
        STORED.fill(ASSIGNMENTS)
