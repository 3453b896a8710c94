"""Workshops with their perspectives, working groups and agenda; agendas kept as templates.

What happens while a workshop runs stands in the room `live`, who is invited in the room `invitations`.
"""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.workshops.choices import Activity, Kind, Phase, Venue

LONGEST_TITLE, LONGEST_PLACE, LONGEST_TEXT, LONGEST_CODE = 120, 200, 4_000, 8
LONGEST_LABEL = 60
LOWEST_THRESHOLD = 5
SHORTEST_WORKSHOP, LONGEST_WORKSHOP = 30, 600
LONGEST_ITEM = 300


class Workshop(models.Model):
    """One event about one evaluation. Its `number` counts within the municipality.

    `perspectives` are JSON objects `{"key": …, "label": …, "label_en": …}`; labels are empty for standard keys.
    `code` is what guests type; it is nobody's secret, and leads somewhere only while the workshop runs.
    `agenda_version` grows with each change of agenda, groups or perspectives: two people do not undo each other.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    evaluation = models.ForeignKey(StoredEvaluation, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.WORKSHOP)
    title = models.CharField(max_length=LONGEST_TITLE)
    purpose = models.TextField(max_length=LONGEST_TEXT, blank=True)
    begins_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    venue = models.CharField(max_length=20, choices=Venue, default=Venue.ROOM)
    place = models.CharField(max_length=LONGEST_PLACE, blank=True)
    link = models.URLField(max_length=500, blank=True)
    facilitator = models.CharField(max_length=LONGEST_TITLE, blank=True)
    perspectives = models.JSONField(default=list)
    threshold = models.PositiveIntegerField(default=LOWEST_THRESHOLD)
    code = models.CharField(max_length=LONGEST_CODE, unique=True)
    phase = models.CharField(max_length=20, choices=Phase, default=Phase.PLANNED)
    agenda_version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Workshop"]] = scoped()

    class Meta:
        """Newest first; nothing is shown of fewer people than the lowest threshold."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "number"], name="one_workshop_with_a_number"),
            models.CheckConstraint(
                condition=Q(threshold__gte=LOWEST_THRESHOLD), name="the_threshold_of_a_workshop_is_only_raised"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST_WORKSHOP, minutes__lte=LONGEST_WORKSHOP),
                name="a_workshop_lasts_from_half_an_hour_to_ten_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_planned(self) -> bool:
        """Whether it has not begun."""
        return self.phase == Phase.PLANNED

    @property
    def is_running(self) -> bool:
        """Whether guests can take part now."""
        return self.phase == Phase.RUNNING

    @property
    def has_ended(self) -> bool:
        """Whether it is over; its results stay."""
        return self.phase == Phase.ENDED

    @property
    def is_dialogue(self) -> bool:
        """Whether it is open to residents."""
        return self.kind == Kind.DIALOGUE

    @property
    def ends_at(self) -> datetime:
        """When it is planned to end."""
        return self.begins_at + timedelta(minutes=self.minutes)

    @property
    def perspective_keys(self) -> tuple[str, ...]:
        """The keys of the perspectives, in order."""
        return tuple(str(one["key"]) for one in self.perspectives)

    @property
    def local_beginning(self) -> datetime:
        """When it begins, by the clock on the wall."""
        return timezone.localtime(self.begins_at)


class WorkingGroup(models.Model):
    """Some of the guests, who work on one thing while others do so on another."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    field = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=LONGEST_PLACE, blank=True)

    objects: ClassVar[models.Manager["WorkingGroup"]] = scoped()

    class Meta:
        """In the order of their numbers."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "number"], name="one_working_group_with_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="working_groups_begin_with_number_1"),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One item of the agenda: of everybody, or of one working group while there are groups.

    `number` names it in addresses and on paper, and never changes; `position` is its place, within its group.
    `subjects` are keys: `field:…` or `question:…`. `reasons` say why the calculation proposed it, as data.
    `options` hold what its activity needs (`rules.OPTIONS` says which).
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")
    group = models.ForeignKey(WorkingGroup, models.CASCADE, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    activity = models.CharField(max_length=20, choices=Activity)
    title = models.CharField(max_length=LONGEST_TITLE)
    minutes = models.PositiveIntegerField()
    is_fixed = models.BooleanField(default=False)
    notes = models.TextField(max_length=LONGEST_TEXT, blank=True)
    subjects = models.JSONField(default=list, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    options = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager["AgendaItem"]] = scoped()

    class Meta:
        """The items of everybody first, then those of the groups, in order."""

        ordering: ClassVar = [F("group__number").asc(nulls_first=True), "position", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "number"], name="one_agenda_item_with_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="agenda_items_begin_with_number_1"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_ITEM), name="an_agenda_item_takes_up_to_five_hours"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_confidential(self) -> bool:
        """Whether its ratings are shown as a total only, stored with no text, and exported nowhere."""
        return bool(self.options.get("is_confidential"))


class AgendaTemplate(models.Model):
    """An agenda that was kept to be used again: JSON objects with the columns of `AgendaItem`, without subjects."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    minutes = models.PositiveIntegerField()
    items = models.JSONField(default=list)

    objects: ClassVar[models.Manager["AgendaTemplate"]] = scoped()

    class Meta:
        """By title, each once."""

        ordering: ClassVar = ["title"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "title"], name="one_agenda_template_with_a_title")
        ]

    def __str__(self) -> str:
        return self.title
