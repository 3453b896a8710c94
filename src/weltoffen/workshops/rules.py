"""Whether something can be done with a workshop now. Deeds ask here before they write."""

import secrets

from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.refusals import Refused
from weltoffen.workshops.models import Workshop

MOST_PERSPECTIVES, MOST_GROUPS, MOST_ITEMS, MOST_SUBJECTS = 8, 8, 60, 12
DIGITS_OF_A_CODE = 6


class WorkshopHasBegun(Refused):
    """What was prepared stays as it was."""

    sentence = _("This workshop has begun; this can no longer be changed.")
    remedy = _("While it runs, you change the agenda in the console.")


class WorkshopHasEnded(Refused):
    """What was said in it stays as it was."""

    sentence = _("This workshop is over.")
    remedy = _("You find what came out of it in its minutes.")


def require_planned(workshop: Workshop) -> None:
    """Refuse where it runs or is over."""
    if not workshop.is_planned:
        raise WorkshopHasBegun


def require_not_ended(workshop: Workshop) -> None:
    """Refuse where it is over."""
    if workshop.has_ended:
        raise WorkshopHasEnded


def new_code() -> str:
    """What guests type: digits by chance, on every keyboard alike."""
    return "".join(secrets.choice("0123456789") for _place in range(DIGITS_OF_A_CODE))
