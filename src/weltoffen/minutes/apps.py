"""Tells Django that this room exists, and declares what it stores."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.stored import STORED, Stored, Whose

MINUTES = Stored(
    whose=Whose.MUNICIPALITY,
    what=_(
        "Minutes of workshops: what was written into them, by whom, who agreed them and when; what was agreed, whole"
    ),
    purpose=_("So that everybody can read what came out of a workshop and who stands for it"),
    seen_by=_("The people of the municipality who may read evaluations; who gets the files, the municipality decides"),
    until=_("As long as the municipality keeps the workshop; the names of those who wrote and agreed are part of them"),
    models=("minutes.Minutes",),
)


class MinutesConfig(AppConfig):
    """The room `minutes`."""

    name = "weltoffen.minutes"
    label = "minutes"

    def ready(self) -> None:
        """Lead to minutes and agreements from workshops and evaluations, and declare what is stored."""
        from weltoffen.evaluation.slots import EVALUATION_LINKS
        from weltoffen.live.slots import SETTLES, STARTS_OVER
        from weltoffen.minutes.actions import forget_draft
        from weltoffen.minutes.cards import evaluation_links, workshop_links
        from weltoffen.minutes.queries import is_agreed
        from weltoffen.workshops.slots import WORKSHOP_LINKS

        WORKSHOP_LINKS.fill(workshop_links)
        EVALUATION_LINKS.fill(evaluation_links)
        STARTS_OVER.fill(forget_draft)
        SETTLES.fill(is_agreed)
        STORED.fill(MINUTES)
