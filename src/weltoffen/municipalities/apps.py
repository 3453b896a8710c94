"""Tells Django that this room exists."""

from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    """The room `municipalities`."""

    name = "weltoffen.municipalities"
    label = "municipalities"
