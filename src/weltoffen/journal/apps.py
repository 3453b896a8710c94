"""Tells Django that this room exists."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The room `journal`."""

    name = "weltoffen.journal"
    label = "journal"
