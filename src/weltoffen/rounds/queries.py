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


def latest_finished_round(before: int | None = None) -> Round | None:
    """The newest finished round, or the newest one with a smaller number than `before`."""
    finished = rounds_here().filter(state=State.FINISHED)
    return (finished if before is None else finished.filter(number__lt=before)).first()
