"""A department is asked a question of a round."""

from typing import ClassVar

from django.db import models

from weltoffen.departments.models import Department
from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round


class Assignment(models.Model):
    """Several departments may be asked the same question; one that nobody is asked belongs to the coordination."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")
    question = models.CharField(max_length=80)

    objects: ClassVar[models.Manager["Assignment"]] = scoped()

    class Meta:
        """Each department is asked a question once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "question", "department"], name="a_department_is_asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.question} → {self.department}"
