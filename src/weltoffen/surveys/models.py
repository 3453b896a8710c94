"""Surveys of residents, and what was counted. There is no table of ballots (docs/decisions/0022).

A survey's counters stand in one row, written anew with each answer: no row tells when it was written, in which order,
or with which other one.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round
from weltoffen.surveys.choices import SurveyState

LONGEST_TITLE, LONGEST_INTRODUCTION, LONGEST_KEY = 120, 2_000, 20
LOWEST_THRESHOLD = 5


class Survey(models.Model):
    """Some questions of a round, asked of residents by a link. `groups` are labels; one may choose one, or none."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=LONGEST_KEY, unique=True)
    title = models.CharField(max_length=LONGEST_TITLE)
    title_en = models.CharField(max_length=LONGEST_TITLE, blank=True)
    introduction = models.TextField(max_length=LONGEST_INTRODUCTION, blank=True)
    introduction_en = models.TextField(max_length=LONGEST_INTRODUCTION, blank=True)
    questions = models.JSONField(default=list)
    groups = models.JSONField(default=list, blank=True)
    threshold = models.PositiveIntegerField(default=LOWEST_THRESHOLD)
    state = models.CharField(max_length=20, choices=SurveyState, default=SurveyState.DRAFT)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Survey"]] = scoped()

    class Meta:
        """Newest first; nothing is shown of fewer people than the lowest threshold."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="one_survey_with_a_number"),
            models.CheckConstraint(
                condition=Q(threshold__gte=LOWEST_THRESHOLD), name="the_threshold_of_a_survey_is_only_raised"
            ),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=models.F("opens_on")),
                name="a_survey_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """Whether everything of it can still be changed."""
        return self.state == SurveyState.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether it was opened and not closed; its days may still be to come, or over."""
        return self.state == SurveyState.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether results may be shown."""
        return self.state == SurveyState.CLOSED

    def is_waiting(self, today: date) -> bool:
        """Whether its first day is still to come."""
        return self.is_open and self.opens_on is not None and today < self.opens_on

    def is_over(self, today: date) -> bool:
        """Whether nobody can take part any more."""
        return self.is_closed or (self.is_open and self.closes_on is not None and self.closes_on < today)

    def may_be_answered(self, today: date) -> bool:
        """Whether residents can take part."""
        return self.is_open and not self.is_waiting(today) and not self.is_over(today)


class Tally(models.Model):
    """What was counted: by question, by group (its place in the list from 1, or empty), by option; people by group.

    Every counter is there from the beginning, so that none tells by its place when it was needed first. When a survey
    is closed, what may never be shown is erased.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    survey = models.OneToOneField(Survey, models.CASCADE, related_name="tally", primary_key=True)
    people = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["Tally"]] = scoped()

    def __str__(self) -> str:
        return str(self.survey_id)


class UsedForm(models.Model):
    """The checksum of a form that was sent, until the form expires: sent twice, it counts once. Of no survey."""

    checksum = models.CharField(max_length=64, primary_key=True)
    expires_on = models.DateField(db_index=True)

    objects: ClassVar[models.Manager["UsedForm"]] = models.Manager()

    def __str__(self) -> str:
        return self.checksum
