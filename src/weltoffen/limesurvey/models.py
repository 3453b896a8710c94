"""A file of responses that waits to be assigned, and mappings that a municipality keeps for the next time."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round

LONGEST_NAME = 120
LONGEST_TITLE = 200


class ResponseFile(models.Model):
    """Responses that were read: only columns that can answer something, without who answered when; erased after a day.

    `mapping` is what somebody edits (YAML); `checked` are the fields of action that they looked through, `assigned` is
    whose each response is, by the line where it begins.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    survey = models.CharField(max_length=LONGEST_TITLE, blank=True)
    content = models.JSONField()
    mapping = models.TextField()
    checked = models.JSONField(default=list)
    assigned = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["ResponseFile"]] = scoped()

    def __str__(self) -> str:
        return self.file_name


class SavedMapping(models.Model):
    """Which column answers which question, and which value is which option: YAML, for a framework and its version."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    framework = models.CharField(max_length=80)
    checksum = models.CharField(max_length=64)
    survey = models.CharField(max_length=LONGEST_TITLE, blank=True)
    text = models.TextField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_by_name = models.CharField(max_length=120)

    objects: ClassVar[models.Manager["SavedMapping"]] = scoped()

    class Meta:
        """A municipality has each name once."""

        ordering: ClassVar = ["-saved_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "name"], name="one_mapping_with_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
