"""Tells Django that this room exists, and the room of rounds what it adds to its pages."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """The room `answers`."""

    name = "weltoffen.answers"
    label = "answers"

    def ready(self) -> None:
        """Fill the places on the pages of a round."""
        from weltoffen.answers.slots import progress_here, spreadsheet_links
        from weltoffen.rounds.slots import LINK_SOURCES, PROGRESS_SOURCES

        PROGRESS_SOURCES.fill(progress_here)
        LINK_SOURCES.fill(spreadsheet_links)
