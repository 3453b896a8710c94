"""Reading the journal."""

from django.db.models import QuerySet
from django_scopes import scopes_disabled

from weltoffen.journal.models import Entry


def entries_here() -> "QuerySet[Entry]":
    """What happened in the municipality in scope, newest first."""
    return Entry.objects.order_by("-at", "-pk")


def places_of_deeds(person: int) -> list[int]:
    """The primary keys of the municipalities in which this person did something that stands in the journal."""
    with scopes_disabled():  # about a person, wherever they did something
        there = Entry.objects.filter(actor_id=person).order_by().values_list("municipality_id", flat=True)
        return [place for place in there.distinct() if place is not None]
