"""Who was there, as far as a later room knows: invitations and registrations count guests by perspective."""

from collections.abc import Callable, Mapping

from weltoffen.foundation.slots import Slot
from weltoffen.workshops.models import Workshop

ATTENDANCE: Slot[Callable[[Workshop], Mapping[str, int]]] = Slot()
"""How many guests came, by the key of their perspective; empty where nobody counted."""


def guests_by_perspective(workshop: Workshop) -> Mapping[str, int]:
    """How many guests of each perspective came, all sources together."""
    found: dict[str, int] = {}
    for source in ATTENDANCE:
        for key, number in source(workshop).items():
            found[key] = found.get(key, 0) + number
    return found
