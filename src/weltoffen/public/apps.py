"""Tells Django that this room exists."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The room `public`."""

    name = "weltoffen.public"
    label = "public"
