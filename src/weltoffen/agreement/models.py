"""A common answer that somebody proposed, and what each department replied."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from weltoffen.agreement.choices import Outcome, Reply
from weltoffen.answers.models import LONGEST_COMMENT, Respondent
from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round


class Proposal(models.Model):
    """An answer that could count for all, or that a meeting recorded at once; `settled_at`: when it was agreed on.

    What counts is an answer of its own (`answers.AGREED`); this row keeps how it came about.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    question = models.CharField(max_length=80)
    value = models.CharField(max_length=80)
    reason = models.TextField(blank=True, max_length=LONGEST_COMMENT)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    proposed_by_name = models.CharField(max_length=120)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.OPEN)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Proposal"]] = scoped()

    class Meta:
        """One at a time for a question."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "question"], condition=Q(outcome=Outcome.OPEN), name="one_open_proposal_to_a_question"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.AGREED, settled_at__isnull=False)
                | (~Q(outcome=Outcome.AGREED) & Q(settled_at=None)),
                name="an_agreement_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"


class Stance(models.Model):
    """What a department, or the coordination, replied to a proposal."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="+")
    reply = models.CharField(max_length=20, choices=Reply)
    reason = models.TextField(blank=True, max_length=LONGEST_COMMENT)
    replied_at = models.DateTimeField()
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    replied_by_name = models.CharField(max_length=120)

    objects: ClassVar[models.Manager["Stance"]] = scoped()

    class Meta:
        """Each replies once to a proposal, and may reply anew while it is open."""

        ordering: ClassVar = ["respondent__number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "respondent"], name="one_reply_to_a_proposal"),
            models.CheckConstraint(condition=Q(reply=Reply.AGREES) | ~Q(reason=""), name="an_objection_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.respondent} {self.get_reply_display()}"
