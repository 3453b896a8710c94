"""Somebody's own data: each room shows what it has of a person, and lets go of it when the account is erased.

Rooms fill these places when Django starts (`apps.py`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from django.contrib.auth import get_user_model

from weltoffen.foundation.slots import Slot
from weltoffen.foundation.stored import Words

Value = str | int | date | datetime | Words | None


class Owner(Protocol):
    """The person whose data it is."""

    pk: int
    name: str
    email: str

    def __str__(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a room has of a person: a table with its columns by key, so that people and programs can read it."""

    key: str
    heading: Words
    columns: Mapping[str, Words]
    rows: Sequence[Sequence[Value]]
    order: int = 50


class Forgotten(NamedTuple):
    """Somebody whose account goes: the key of it, the person, and the words that stand in place of their name."""

    pk: int
    owner: Owner
    instead: str


OWN_DATA: Slot[Callable[[Owner], Iterable[Part]]] = Slot()
FORGETTING: Slot[Callable[[Forgotten], None]] = Slot()
HINDRANCES: Slot[Callable[[Owner], Iterable[str]]] = Slot()
"""Sentences that say what has to be done before an account may go."""


def own_data_of(owner: Owner) -> list[Part]:
    """Everything that is stored about a person, as the rooms say."""
    return sorted((part for source in OWN_DATA for part in source(owner)), key=lambda part: part.order)


def hindrances_of(owner: Owner) -> list[str]:
    """Why this account cannot go yet."""
    return [sentence for source in HINDRANCES for sentence in source(owner)]


def has_namesake(owner: Owner) -> bool:
    """Whether another account has the same name: then what knows people by their names only has to look closer."""
    return get_user_model().objects.filter(name=owner.name).exclude(pk=owner.pk).exists()


def forget(person: Forgotten) -> None:
    """Let every room let go of a person, later rooms first: the journal is last, after what it was told by others."""
    for let_go in reversed(list(FORGETTING)):
        let_go(person)
