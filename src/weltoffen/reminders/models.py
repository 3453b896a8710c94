"""Who was reminded when, who wants no reminders, and reminders that wait for their moment."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from weltoffen.contributors.models import LONGEST_FAULT, LONGEST_NOTE
from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round


class PlannedReminders(models.Model):
    """Reminders that are sent at a moment to come, then erased. `site` begins their links; the note goes out too."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    site = models.CharField(max_length=200)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[models.Manager["PlannedReminders"]] = scoped()

    class Meta:
        """The next one first."""

        ordering: ClassVar = ["due_at", "pk"]

    def __str__(self) -> str:
        return f"{self.round}: {self.due_at:%Y-%m-%d %H:%M}"


class Reminder(models.Model):
    """The last reminder to a person in a round: when, and what the mail server refused it for.

    `planned` is what waits for them; before the first reminder `sent_at` is empty.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    delivery_fault = models.CharField(max_length=LONGEST_FAULT, blank=True)
    planned = models.ForeignKey(PlannedReminders, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["Reminder"]] = scoped()

    class Meta:
        """One row for each person in a round."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "person"], name="one_last_reminder_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.person}"


class NoReminders(models.Model):
    """A person wants no reminders from a municipality."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()

    objects: ClassVar[models.Manager["NoReminders"]] = scoped()

    class Meta:
        """Said once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "person"], name="reminders_are_stopped_once")
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.person}"
