"""Who answers in a round, their answers, each with its version, and every state that an answer ever had."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from weltoffen.answers.choices import Origin
from weltoffen.contributors.models import Contributor
from weltoffen.departments.models import Department
from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round

LONGEST_COMMENT = 10_000
AGREED, COORDINATION = 0, 1
"""The numbers that two respondents have in every round; departments are counted from 2 as they begin to answer."""


class Respondent(models.Model):
    """Whose answer it is: a department's, the coordination's, or the one that was agreed on.

    Who answers by a personal link answers for a department too, and beside it: nobody sees there what others said.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    department = models.ForeignKey(Department, models.CASCADE, null=True, blank=True, related_name="+")
    is_by_link = models.BooleanField(default=False)
    contributor = models.OneToOneField(Contributor, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["Respondent"]] = scoped()

    class Meta:
        """A department has one number in a round."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="one_respondent_with_a_number"),
            models.UniqueConstraint(
                fields=["round", "department"], condition=Q(is_by_link=False), name="a_department_answers_as_one"
            ),
            models.CheckConstraint(
                condition=Q(is_by_link=True, department__isnull=False) | Q(is_by_link=False, contributor=None),
                name="links_answer_for_departments",
            ),
            models.CheckConstraint(
                condition=Q(number__lte=COORDINATION, department=None)
                | Q(number__gt=COORDINATION, department__isnull=False),
                name="departments_follow_the_coordination",
            ),
        ]

    def __str__(self) -> str:
        if self.department is not None:
            return f"{self.department} (Link {self.number})" if self.is_by_link else str(self.department)
        return _("Agreed answer") if self.is_agreed else _("Coordination")

    @property
    def is_agreed(self) -> bool:
        """Whether it stands for what all agreed on."""
        return self.number == AGREED


class Content(models.Model):
    """What somebody said about a question: an option's key (empty: none chosen), a comment, evidence by kind."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="+")
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
    """The present answer of a respondent to a question."""

    objects: ClassVar[models.Manager["Answer"]] = scoped()

    class Meta:
        """One for each question and respondent; it begins with version 1."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["respondent", "question"], name="one_answer_to_a_question"),
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

        ordering: ClassVar = ["question", "respondent__number", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["respondent", "question", "version"], name="one_state_for_a_version")
        ]
        indexes: ClassVar = [
            # How long answering takes is read from the latest first answers (queries.py), for each page of a field.
            models.Index(fields=["municipality", "-saved_at"], condition=Q(version=1), name="latest_first_answers")
        ]


class Upload(models.Model):
    """A file that was read and waits for somebody to confirm what it would change; erased after a day."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.SPREADSHEET)
    answers = models.JSONField()

    objects: ClassVar[models.Manager["Upload"]] = scoped()

    def __str__(self) -> str:
        return self.file_name
