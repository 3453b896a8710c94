"""Reading rounds."""

from typing import Any

from django.db.models import QuerySet

from weltoffen.rounds.choices import State
from weltoffen.rounds.models import Round


def rounds_here() -> "QuerySet[Round]":
    """The rounds of the municipality in scope, newest first; the files of their questionnaires stay unread."""
    return Round.objects.select_related("framework_version").defer("framework_version__files")


def versions_used_here() -> "QuerySet[Round, Any]":
    """The primary keys of the questionnaires that were asked in the municipality in scope."""
    return Round.objects.order_by().values("framework_version")


def current_round() -> Round | None:
    """The round that is being answered."""
    return rounds_here().filter(state=State.ANSWERING).first()


def newest_round() -> Round | None:
    """The round that was started last, whatever its state."""
    return rounds_here().first()


def held(round_: Round) -> Round:
    """The round as it is now, held until the transaction ends."""
    return rounds_here().select_for_update(of=("self",)).get(pk=round_.pk)
