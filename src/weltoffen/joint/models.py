"""A town that is invited to a round of its county, or takes part in it. A round with partners is a joint round."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from weltoffen.foundation.scoping import scoped
from weltoffen.joint.choices import PartnerState
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round

OPEN = (PartnerState.INVITED, PartnerState.JOINED)


class Partner(models.Model):
    """The row is the leading county's. The town reads it through queries.py, and decides about its own part of it.

    `town_round` is the town's own round while it takes part, and nothing before and after. A row from an archive has no
    town: it says who took part, and leads nowhere.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    town = models.ForeignKey(Municipality, models.SET_NULL, null=True, related_name="+")
    town_name = models.CharField(max_length=120)
    town_round = models.ForeignKey(Round, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=PartnerState, default=PartnerState.INVITED)
    is_seen_by_partners = models.BooleanField(default=False)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Partner"]] = scoped()

    class Meta:
        """By name; a town is in a round once, and with one round in one joint round."""

        ordering: ClassVar = ["town_name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "town"], name="a_town_is_in_a_joint_round_once"),
            models.UniqueConstraint(fields=["town_round"], name="a_round_is_in_one_joint_round"),
            models.CheckConstraint(
                condition=Q(town_round=None) | Q(state=PartnerState.JOINED, town__isnull=False),
                name="only_who_takes_part_is_linked",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at=None) | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
                name="a_partner_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.town.name if self.town is not None else self.town_name

    @property
    def is_invited(self) -> bool:
        """Whether the town can still answer the invitation."""
        return self.state == PartnerState.INVITED

    @property
    def is_linked(self) -> bool:
        """Whether the town takes part, and its round is known here."""
        return self.state == PartnerState.JOINED and self.town_id is not None and self.town_round_id is not None

    @property
    def is_open(self) -> bool:
        """Whether the town is invited or takes part."""
        return self.state in OPEN
