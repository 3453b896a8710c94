"""Versions of questionnaires. The files themselves are kept, so that a round never loses what was asked."""

from typing import ClassVar

from django.db import models


class FrameworkVersion(models.Model):
    """One version of one framework: its files by name, unchangeable, known by their checksum.

    Only the words for guests of workshops may be added to and bettered; they have a checksum of their own.

    One that came with a municipality's archive is not offered: a file from outside never decides what others are asked.
    """

    key = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    checksum = models.CharField(max_length=64, unique=True)
    status = models.CharField(max_length=20)
    guest_checksum = models.CharField(max_length=64)
    files = models.JSONField()
    added_at = models.DateTimeField()
    is_offered = models.BooleanField(default=True)

    class Meta:
        """By framework, oldest first."""

        ordering: ClassVar = ["key", "added_at", "pk"]

    def __str__(self) -> str:
        return f"{self.key}@{self.version}"
