"""Named places on a municipality's pages that later rooms fill: the navigation and the overview.

This room knows none of the rooms after it; they add themselves when Django starts (`apps.py`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.slots import Slot
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission


@dataclass(frozen=True, slots=True)
class Destination:
    """An entry of the navigation: for people with `permission`; `url_name` takes the slug alone. Ordered by `order`."""

    order: int
    label: Promise = field(compare=False)
    url_name: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class Card:
    """Something on the overview. The first card that `is_next_step` stands on top, larger than the others."""

    order: int
    heading: str
    text: str
    href: str
    action: str
    is_next_step: bool = False


NAVIGATION = Slot(Destination(0, _("Overview"), "municipalities:home", Permission.SEE))
WAYS_TO_INVITE: Slot[str] = Slot()
"""Names of addresses, which take the slug alone, where somebody is invited; for those who may manage departments."""
CARD_SOURCES: Slot[Callable[[Here], Iterable[Card]]] = Slot()


def destinations(here: Here) -> list[Destination]:
    """The navigation of this person."""
    return sorted((entry for entry in NAVIGATION if here.may(entry.permission)), key=lambda entry: entry.order)


def cards(here: Here) -> list[Card]:
    """What the rooms have to say on the overview, in order."""
    return sorted((card for source in CARD_SOURCES for card in source(here)), key=lambda card: card.order)
