"""The personal link of a contributor: derived, stored nowhere (`foundation/links.py`)."""

from weltoffen.contributors.models import Contributor
from weltoffen.foundation.links import Typed, derived_token, proved_once, proves, read_token

__all__ = ["is_present", "read_token", "token_of", "was_once"]

PURPOSE = "weltoffen: personal links"


def token_of(contributor: Contributor) -> str:
    """The secret part of the present link: 7-k3m2-…"""
    return derived_token(PURPOSE, contributor.pk, contributor.serial)


def is_present(typed: Typed, contributor: Contributor) -> bool:
    """Whether this is the newest link of that person."""
    return typed.pk == contributor.pk and proves(typed, PURPOSE, contributor.serial)


def was_once(typed: Typed, contributor: Contributor) -> bool:
    """Whether this was a link of that person before a newer one was made."""
    return typed.pk == contributor.pk and proved_once(typed, PURPOSE, contributor.serial)
