"""Tells Django that this room exists."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """The room `answers`."""

    name = "weltoffen.answers"
    label = "answers"
