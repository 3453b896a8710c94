"""Departments of a municipality, and which of its people work in them."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Membership, Municipality

LONGEST_NAME, LONGEST_KEY = 120, 80


def require_keys(value: object) -> None:
    """Refuse what is no list of keys. Raises `ValidationError`."""
    if not isinstance(value, list) or not all(isinstance(key, str) and 0 < len(key) <= LONGEST_KEY for key in value):
        raise ValidationError(_("this is no list of keys."))


class Department(models.Model):
    """A part of the administration. `covers` has the questionnaires' own keys for what it has to do with: `social`.

    One that ended stays where it answered, and is asked nothing any more.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    covers = models.JSONField(default=list, blank=True, validators=[require_keys])
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Department"]] = scoped()

    class Meta:
        """By name; two present departments differ in it."""

        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "municipality", Lower("name"), condition=Q(ended_at=None), name="one_present_department_with_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Colleague(models.Model):
    """Somebody with access works in a department."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")
    membership = models.OneToOneField(Membership, models.CASCADE, related_name="+")

    objects: ClassVar[models.Manager["Colleague"]] = scoped()

    def __str__(self) -> str:
        return f"{self.membership} · {self.department}"
