"""Tells Django that this room exists."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """The room `rounds`."""

    name = "weltoffen.rounds"
    label = "rounds"
