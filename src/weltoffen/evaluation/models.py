"""Evaluations as they were computed, and what of them was released to the public."""

import hashlib
import json
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q

from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round


def checksum_of(*values: object) -> str:
    """The SHA-256 of JSON values, whatever the order in which a database gives their keys back."""
    written = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


class EvaluationQuerySet(models.QuerySet["StoredEvaluation"]):
    """Evaluations can be added and read."""

    def update(self, **kwargs: object) -> int:
        """Refused: a new computation is a new row."""
        raise PermissionDenied("Evaluations are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: no screen deletes what was computed."""
        raise PermissionDenied("Evaluations are never deleted.")


class StoredEvaluation(models.Model):
    """One computation: what went in (`sheet`), what came out with its trace (`result`). Never changed.

    `checksum` is the SHA-256 of both: what was remembered about a row holds as long as it is the same.
    """

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
    checksum = models.CharField(max_length=64, editable=False)
    earlier = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["StoredEvaluation"]] = scoped(models.Manager.from_queryset(EvaluationQuerySet))

    class Meta:
        """Newest first: by round, then by computation."""

        ordering: ClassVar = ["-round__number", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="one_evaluation_with_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="evaluations_begin_with_number_1"),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row with its checksum; refused for a row that is there already."""
        if not self._state.adding:
            raise PermissionDenied("Evaluations are never changed.")
        self.checksum = checksum_of(self.sheet, self.result)
        super().save(*args, **kwargs)


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
