"""One entry for each deed. No foreign keys: an entry outlives what it is about."""

from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from weltoffen.foundation.scoping import scoped
from weltoffen.journal.events import sentence_of, subject_in


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries can be added and read."""

    def update(self, **kwargs: object) -> int:
        """Refused: the journal is append-only."""
        raise PermissionDenied("The journal is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: only the retention of the journal removes entries, and it says so."""
        raise PermissionDenied("The journal is append-only.")


class Entry(models.Model):
    """Who did what, when, to what, in which municipality."""

    at = models.DateTimeField(db_index=True)
    event = models.CharField(max_length=60)
    actor = models.CharField(max_length=200)
    actor_id = models.BigIntegerField(null=True)
    municipality_id = models.BigIntegerField(null=True, db_index=True)
    subject = models.CharField(max_length=300)
    details = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["Entry"]] = scoped(models.Manager.from_queryset(EntryQuerySet))

    class Meta:
        """Newest last, as it happened."""

        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.event} {self.subject}"

    @property
    def sentence(self) -> str:
        """What happened, in the language that is spoken now."""
        actor = self.actor if self.actor_id is not None else _("The operator")
        subject = self.details.get(subject_in(get_language() or ""), self.subject)
        return sentence_of(self.event, {**self.details, "actor": actor, "subject": subject})
