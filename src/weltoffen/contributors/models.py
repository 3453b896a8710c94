"""People who answer for a department without an account, and mail that waits to be sent to them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from weltoffen.contributors.choices import Written
from weltoffen.departments.models import Department
from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round

LONGEST_NAME, LONGEST_NOTE, LONGEST_FAULT = 120, 2_000, 300


class Sending(models.Model):
    """Mail that is sent at a moment to come, then erased. `site` begins its links; the note goes out with it."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    site = models.CharField(max_length=200)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[models.Manager["Sending"]] = scoped()

    class Meta:
        """The next one first."""

        ordering: ClassVar = ["due_at", "pk"]

    def __str__(self) -> str:
        return f"{self.round}: {self.due_at:%Y-%m-%d %H:%M}"


class Contributor(models.Model):
    """Somebody who answers the questions of a department in a round, with a link instead of an account.

    `serial` counts the links: only the newest opens anything. Without an address there are letters only. Erased, the
    row is somebody of the department. `planned` is the mail that waits for them.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=Written, default=Written.GERMAN)
    serial = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    delivery_fault = models.CharField(max_length=LONGEST_FAULT, blank=True)
    letter_on = models.DateField(null=True, blank=True)
    planned = models.ForeignKey(Sending, models.SET_NULL, null=True, blank=True, related_name="+")
    wants_reminders = models.BooleanField(default=True)
    first_opened_on = models.DateField(null=True, blank=True)
    last_opened_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Contributor"]] = scoped()

    class Meta:
        """By name; an address is asked once in a round."""

        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "round", Lower("email"), condition=Q(revoked_at=None) & ~Q(email=""),
                name="an_address_contributes_once",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None, name__gt="") | Q(erased_at__isnull=False, name="", email=""),
                name="an_erased_contributor_has_no_name",
            ),
            models.CheckConstraint(condition=Q(serial__gte=1), name="links_are_counted_from_1"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
