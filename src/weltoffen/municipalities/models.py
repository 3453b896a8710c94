"""Tenants and who belongs to them. Every table of a tenant carries its municipality and is read in its scope only."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.choices import Kind, Role


class Municipality(models.Model):
    """A tenant: a village, a town, a county."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    official_key = models.CharField(max_length=12, blank=True)
    coat_of_arms = models.BinaryField(default=b"", blank=True)
    coat_of_arms_type = models.CharField(max_length=20, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        """By name; a picture has a type, and none has none."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(coat_of_arms_type__in=["", "image/png", "image/svg+xml"]), name="known_type_of_coat_of_arms"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person has a role in a municipality."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateTimeField()

    objects: ClassVar[models.Manager["Membership"]] = scoped()

    class Meta:
        """One role for each person in a municipality."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "person"], name="one_role_in_a_municipality")
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"
