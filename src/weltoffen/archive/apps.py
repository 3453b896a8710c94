"""Tells Django that this room exists."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The room `archive`."""

    name = "weltoffen.archive"
    label = "archive"
