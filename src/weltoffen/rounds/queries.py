"""Reading rounds."""

from itertools import chain, count
from typing import Any

from django.db.models import QuerySet
from django_scopes import scope

from weltoffen.foundation.composed import Composed
from weltoffen.foundation.scoping import municipality_in_scope
from weltoffen.rounds.choices import State
from weltoffen.rounds.models import Round


def rounds_here() -> "QuerySet[Round]":
    """The rounds of the municipality in scope, newest first; the files of their questionnaires stay unread."""
    return Round.objects.select_related("framework_version").defer("framework_version__files")


def round_here(number: int) -> Round | None:
    """The round with this number of the municipality in scope."""
    return next(iter(_NUMBERED(municipality_in_scope(), number)), None)


def _numbered(municipality: int, number: int) -> "QuerySet[Round]":
    with scope(municipality=municipality):
        return rounds_here().filter(number=number)


_NUMBERED = Composed(_numbered)


def versions_used_here() -> "QuerySet[Round, Any]":
    """The primary keys of the questionnaires that were asked in the municipality in scope."""
    return Round.objects.order_by().values("framework_version")


def current_round() -> Round | None:
    """The round that is being answered."""
    return rounds_here().filter(state=State.ANSWERING).first()


def newest_round() -> Round | None:
    """The round that was started last, whatever its state."""
    return rounds_here().first()


def titles_here() -> set[str]:
    """What the rounds of the municipality in scope are called."""
    return set(Round.objects.order_by().values_list("title", flat=True))


def free_title(title: str) -> str:
    """The title, or the first numbered one that no round of the municipality in scope has."""
    taken = titles_here()
    numbered = (f"{title} ({number})" for number in count(2))
    return next(free for free in chain([title], numbered) if free not in taken)


def held(round_: Round) -> Round:
    """The round as it is now, held until the transaction ends."""
    return rounds_here().select_for_update(of=("self",)).get(pk=round_.pk)
