"""Starts Django for a command. Whoever needs rooms, models or settings outside of a web server calls `set_up` first."""

import os

import django
from django.utils import translation

SETTINGS = "weltoffen.settings"


def set_up(language: str | None = None) -> None:
    """Read the settings and load the rooms; words of the rooms are then spoken in `language`, else in German.

    Raises `FaultyEnvironment` with every fault of the environment. Calling it again does no harm.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    if language is not None:
        translation.activate(language)
