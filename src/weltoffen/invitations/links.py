"""The personal link of a guest: derived, stored nowhere (`foundation/links.py`)."""

from weltoffen.foundation.links import Typed, derived_token, proved_once, proves
from weltoffen.invitations.models import Attendee

PURPOSE = "weltoffen: invitations"


def token_of(attendee: Attendee) -> str:
    """The secret part of the present link: 7-k3m2-…"""
    return derived_token(PURPOSE, attendee.pk, attendee.serial)


def is_present(typed: Typed, attendee: Attendee) -> bool:
    """Whether this is the newest link of that guest."""
    return typed.pk == attendee.pk and proves(typed, PURPOSE, attendee.serial)


def was_once(typed: Typed, attendee: Attendee) -> bool:
    """Whether this was a link of that guest before a newer one was made."""
    return typed.pk == attendee.pk and proved_once(typed, PURPOSE, attendee.serial)
