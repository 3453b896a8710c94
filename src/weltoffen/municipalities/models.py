"""Tenants and who belongs to them, and the official register of places.

Every table of a tenant carries its municipality and is read in its scope only. The register belongs to nobody.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.choices import Kind, PlaceKind, Role


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


class RegisteredPlace(models.Model):
    """A place of the official register, as long as it was the same: one that ended keeps its row and its successor.

    `key` is the regional key: 12 digits for a municipality, 9 for an association, 5 for a county, 3 or 4 for a region,
    2 for a state. The area is in hectares.
    """

    key = models.CharField(max_length=12)
    municipality_key = models.CharField(max_length=8, blank=True, db_index=True)
    name = models.CharField(max_length=120, db_index=True)
    designation = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20, choices=PlaceKind)
    population = models.PositiveIntegerField(null=True)
    area = models.PositiveIntegerField(null=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        """By key; one present place has a key, and only a past one has a successor."""

        ordering: ClassVar = ["key", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], condition=Q(valid_to=None), name="one_present_place_has_a_key"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="a_place_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(valid_to__isnull=False), name="only_a_past_place_has_a_successor"
            ),
        ]

    def __str__(self) -> str:
        return self.name
