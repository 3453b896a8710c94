"""Tells Django that this room exists, and adds it to the page of a round."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    """The room `assignments`."""

    name = "weltoffen.assignments"
    label = "assignments"

    def ready(self) -> None:
        """Offer who answers what."""
        from weltoffen.assignments.cards import assignment_links
        from weltoffen.rounds.slots import LINK_SOURCES

        LINK_SOURCES.fill(assignment_links)
