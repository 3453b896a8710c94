"""Tells Django that this room exists."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """The room `foundation`."""

    name = "weltoffen.foundation"
    label = "foundation"
