"""States of a version, and the events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class Status(TextChoices):
    """Whether its authors have finished a version; the words are those of framework files."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


@events.register
class CatalogueEvent(TextChoices):
    """What can happen to the catalogue."""

    FRAMEWORK_ADDED = "framework_added", _("%(actor)s added the questionnaire %(subject)s.")
    GUEST_WORDS_RENEWED = (
        "guest_words_renewed",
        _("%(actor)s renewed what guests of workshops read of the questionnaire %(subject)s."),
    )
