"""A piece of evidence, and the content of documents, each kept once in a municipality."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from weltoffen.answers.models import LONGEST_COMMENT, Respondent
from weltoffen.evidence.choices import Kind, Layer
from weltoffen.foundation.scoping import scoped
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round

LONGEST_TITLE, LONGEST_URL, LONGEST_NAME = 200, 1000, 200


class Document(models.Model):
    """The content of a file that was looked at and let in. It stands here, so a backup of the database has it.

    `ending` is what the content is, not only what its name said. The same content is kept once.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    ending = models.CharField(max_length=5)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    objects: ClassVar[models.Manager["Document"]] = scoped()

    class Meta:
        """By checksum."""

        ordering: ClassVar = ["sha256"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "sha256"], name="a_document_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}{self.ending}"


class Evidence(models.Model):
    """What a respondent has to show for a question. `text` is the note, or a remark to a link or a document.

    `is_taken_over`: it comes from the last round, and nobody has looked at it since.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="+")
    question = models.CharField(max_length=80)
    layer = models.CharField(max_length=20, choices=Layer)
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=LONGEST_TITLE)
    url = models.CharField(max_length=LONGEST_URL, blank=True)
    text = models.TextField(blank=True, max_length=LONGEST_COMMENT)
    document = models.ForeignKey(Document, models.RESTRICT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    is_taken_over = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_by_name = models.CharField(max_length=120)

    objects: ClassVar[models.Manager["Evidence"]] = scoped()

    class Meta:
        """In the order in which it came; each kind has what makes it one, and nothing of another."""

        ordering: ClassVar = ["pk"]
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(kind=Kind.LINK, document=None) & ~Q(url=""))
                | Q(kind=Kind.DOCUMENT, document__isnull=False, url="")
                | (Q(kind=Kind.NOTE, document=None, url="") & ~Q(text="")),
                name="evidence_is_a_link_a_document_or_a_note",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["round", "question"], name="evidence_of_a_question")]

    def __str__(self) -> str:
        return self.title
