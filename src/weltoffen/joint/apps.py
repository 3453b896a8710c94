"""Tells Django that this room exists, and the rooms before it what it adds to their pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.stored import NOT_PERSONAL, STORED, Stored, Whose

PARTNERS = Stored(
    whose=Whose.MUNICIPALITY,
    what=_("Which municipalities are invited to a joint round, take part, declined or left, and when"),
    purpose=_("So that results can be seen side by side, and only by those who are to see them"),
    seen_by=_("The people of the leading municipality who may read evaluations, and those of the invited one"),
    until=_("As long as the leading municipality takes part. What a town that left shared ends at once."),
    basis=NOT_PERSONAL,
    models=("joint.Partner",),
)


class JointConfig(AppConfig):
    """The room `joint`."""

    name = "weltoffen.joint"
    label = "joint"

    def ready(self) -> None:
        """Fill the overview and the pages of rounds."""
        from weltoffen.joint import choices  # noqa: F401 - registers the events of the journal
        from weltoffen.joint.cards import invitation_cards, joint_links
        from weltoffen.municipalities.slots import CARD_SOURCES
        from weltoffen.rounds.slots import LINK_SOURCES

        CARD_SOURCES.fill(invitation_cards)
        LINK_SOURCES.fill(joint_links)
        STORED.fill(PARTNERS)
