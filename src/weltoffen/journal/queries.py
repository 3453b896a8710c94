"""Reading the journal."""

from django.db.models import QuerySet

from weltoffen.journal.models import Entry


def entries_here() -> "QuerySet[Entry]":
    """What happened in the municipality in scope, newest first."""
    return Entry.objects.order_by("-at", "-pk")
