"""Tells Django that this room exists."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """The room `evaluation`."""

    name = "weltoffen.evaluation"
    label = "evaluation"
