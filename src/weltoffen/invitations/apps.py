"""Tells Django that this room exists, and the rooms before it what it adds to their pages."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.own_data import FORGETTING, OWN_DATA
from weltoffen.foundation.stored import NOT_PERSONAL, STORED, Stored, Whose, in_days


def _erase_old_guests() -> int:
    from weltoffen.invitations.retention import erase_old_guests

    return erase_old_guests()


def _erase_old_needs() -> int:
    from weltoffen.invitations.retention import erase_old_needs

    return erase_old_needs()


def _until() -> str:
    said = gettext(
        "%(days)s after the event. Then it is only known that somebody was invited from a perspective, and what the "
        "reply was."
    )
    return said % {"days": in_days(settings.KEEP_GUESTS_DAYS)}


GUESTS = Stored(
    whose=Whose.GUEST,
    what=_(
        "If you are invited to a workshop or registered for a dialogue event: name, organisation, e-mail address, "
        "language, perspective, mails and letters to you, your reply and who comes in your place, a note of those who "
        "invite"
    ),
    purpose=_("So that you can be invited without an account, and a place is kept for you"),
    seen_by=_("Those who prepare and lead workshops of the municipality"),
    until=_until,
    models=("invitations.Attendee",),
    erase=_erase_old_guests,
)
NEEDS = Stored(
    whose=Whose.GUEST,
    what=_(
        "If you tell us what you need at a workshop or dialogue event: interpretation, sign language, step-free "
        "access, childcare, anything else. Nobody has to."
    ),
    purpose=_("So that you can take part"),
    seen_by=_("Those who prepare and lead workshops of the municipality"),
    until=_("14 days after the event"),
    basis=_("Your explicit consent (Article 9 (2) a); you withdraw it by removing what you told"),
    models=("invitations.Needs",),
    erase=_erase_old_needs,
)
MAILS = Stored(
    whose=Whose.ACCOUNT,
    what=_("If you lead workshops: mail to guests that you planned, with your note"),
    purpose=_("So that it is sent when you want"),
    seen_by=_("Those who prepare and lead workshops of the municipality"),
    until=_("Until it was sent or cancelled"),
    models=("invitations.GuestMail",),
)
INVITATIONS = Stored(
    whose=Whose.MUNICIPALITY,
    what=_("Texts of invitations, announcements of dialogue events, and how many people came by perspective"),
    purpose=_("So that guests know what they are invited to, and the municipality whom it reached"),
    seen_by=_("Those who prepare and lead workshops of the municipality; announcements: everybody"),
    until=_("As long as the municipality keeps the workshop"),
    basis=NOT_PERSONAL,
    models=("invitations.Invitation", "invitations.Announcement"),
)


class InvitationsConfig(AppConfig):
    """The room `invitations`."""

    name = "weltoffen.invitations"
    label = "invitations"

    def ready(self) -> None:
        """Offer the guests on the page of a workshop, name them for its papers, and keep it from going unsaid."""
        from weltoffen.invitations.cards import (
            announcing_links,
            expected_guests,
            guest_links,
            names_of_guests,
            needs_of_guests,
            require_guests_know,
        )
        from weltoffen.invitations.own_data import forget_invitations, invitations_data
        from weltoffen.workshops.rules import BEFORE_DISCARDING
        from weltoffen.workshops.slots import EXPECTED_GUESTS, GUEST_NAMES, NEEDS_OF_GUESTS, WORKSHOP_LINKS

        WORKSHOP_LINKS.fill(guest_links, announcing_links)
        GUEST_NAMES.fill(names_of_guests)
        EXPECTED_GUESTS.fill(expected_guests)
        NEEDS_OF_GUESTS.fill(needs_of_guests)
        BEFORE_DISCARDING.fill(require_guests_know)
        STORED.fill(GUESTS, NEEDS, MAILS, INVITATIONS)
        OWN_DATA.fill(invitations_data)
        FORGETTING.fill(forget_invitations)
