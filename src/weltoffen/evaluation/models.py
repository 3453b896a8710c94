"""Evaluations as they were computed, and what of them was released to the public."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round


class StoredEvaluation(models.Model):
    """One computation: what went in (`sheet`), what came out with its trace (`result`). Never changed."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    computed_at = models.DateTimeField()
    computed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    computed_by_name = models.CharField(max_length=120)
    engine = models.CharField(max_length=20)
    framework_checksum = models.CharField(max_length=64)
    sheet = models.JSONField()
    result = models.JSONField()
    earlier = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["StoredEvaluation"]] = scoped()

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-computed_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="one_evaluation_with_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.number}"


class Release(models.Model):
    """A field of action that is public: exactly the words and figures that are shown, in each language."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    evaluation = models.ForeignKey(StoredEvaluation, models.CASCADE, related_name="+")
    field = models.CharField(max_length=80)
    content = models.JSONField()
    released_at = models.DateTimeField()
    released_by_name = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Release"]] = scoped()

    class Meta:
        """A field of an evaluation is public once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["evaluation", "field"], condition=Q(withdrawn_at=None), name="a_field_is_released_once"
            )
        ]

    def __str__(self) -> str:
        return self.field
