"""What people wrote into the minutes of a workshop, and what was agreed."""

from typing import ClassVar

from django.db import models

from weltoffen.foundation.scoping import scoped
from weltoffen.minutes.choices import MinutesState
from weltoffen.municipalities.models import Municipality
from weltoffen.workshops.models import Workshop

LONGEST_TEXT, LONGEST_NAME = 10_000, 120


class Minutes(models.Model):
    """The minutes of a workshop. Without a row they are what the workshop itself tells.

    `texts` are by the number of the agenda item, as strings; an item that is missing has the note of whoever led.
    `version` grows with each change, so that nobody overwrites what they have not read. `content` is everything that
    was agreed, by language (`keeping.py`): from then on it is shown, and nothing is computed again. Names are kept as
    text, since minutes say who stands for them.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="+", primary_key=True)
    state = models.CharField(max_length=20, choices=MinutesState, default=MinutesState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    introduction = models.TextField(max_length=LONGEST_TEXT, blank=True)
    outlook = models.TextField(max_length=LONGEST_TEXT, blank=True)
    texts = models.JSONField(default=dict, blank=True)
    written_by_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    agreed_by_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    content = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager["Minutes"]] = scoped()

    def __str__(self) -> str:
        return str(self.workshop_id)

    @property
    def is_agreed(self) -> bool:
        """Whether they no longer change."""
        return self.state == MinutesState.AGREED
