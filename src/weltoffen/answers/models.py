"""Answers, each with its version, and every state that an answer ever had."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q

from weltoffen.answers.choices import Origin
from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round

LONGEST_COMMENT = 10_000


class Content(models.Model):
    """What somebody said about a question: an option's key (empty: none chosen), a comment, evidence by kind."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    question = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    value = models.CharField(max_length=80, blank=True)
    comment = models.TextField(blank=True, max_length=LONGEST_COMMENT)
    evidence = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_by_name = models.CharField(max_length=120)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.PAGE)

    class Meta:
        """Two tables share this shape."""

        abstract = True

    def __str__(self) -> str:
        return f"{self.question} v{self.version}: {self.value or '–'}"


class Answer(Content):
    """The present answer to a question of a round."""

    objects: ClassVar[models.Manager["Answer"]] = scoped()

    class Meta:
        """One for each question; it begins with version 1."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "question"], name="one_answer_to_a_question"),
            models.CheckConstraint(condition=Q(version__gte=1), name="answers_begin_with_version_1"),
        ]


class StateQuerySet(models.QuerySet["AnswerState"]):
    """States can be added and read."""

    def update(self, **kwargs: object) -> int:
        """Refused: what was said stays as it was."""
        raise PermissionDenied("The history of answers is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: no screen deletes what was said."""
        raise PermissionDenied("The history of answers is append-only.")


class AnswerState(Content):
    """A state that an answer has or had; the newest equals the answer."""

    objects: ClassVar[models.Manager["AnswerState"]] = scoped(models.Manager.from_queryset(StateQuerySet))

    class Meta:
        """One for each version."""

        ordering: ClassVar = ["question", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "question", "version"], name="one_state_for_a_version")
        ]
        indexes: ClassVar = [
            # How long answering takes is read from the latest first answers (queries.py), for each page of a field.
            models.Index(fields=["municipality", "-saved_at"], condition=Q(version=1), name="latest_first_answers")
        ]


class Upload(models.Model):
    """A spreadsheet that was read and waits for somebody to confirm what it would change; erased after a day."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    answers = models.JSONField()

    objects: ClassVar[models.Manager["Upload"]] = scoped()

    def __str__(self) -> str:
        return self.file_name
