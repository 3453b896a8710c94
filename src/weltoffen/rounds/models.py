"""A round: one municipality, one version of a questionnaire, one period."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.choices import State


class Round(models.Model):
    """A questionnaire is answered once. `kind` is the municipality's at the start: it decides what is asked.

    A frozen round (`frozen_at`) stays finished for good.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    framework_version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State, default=State.ANSWERING)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Round"]] = scoped()

    class Meta:
        """Newest first; only one at a time is being answered."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "number"], name="one_round_with_a_number"),
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(state=State.ANSWERING), name="one_round_is_being_answered"
            ),
            models.CheckConstraint(
                condition=Q(state=State.ANSWERING, finished_at=None)
                | Q(state=State.FINISHED, finished_at__isnull=False),
                name="a_finished_round_says_when",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None) | Q(state=State.FINISHED), name="what_is_frozen_is_finished"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="a_round_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_being_answered(self) -> bool:
        """Whether answers can change."""
        return self.state == State.ANSWERING
