"""Reading minutes."""

from weltoffen.minutes.models import Minutes
from weltoffen.workshops.models import Workshop


def minutes_of(workshop: Workshop) -> Minutes:
    """The minutes of a workshop; a row that is not stored yet, of version 0, where nobody wrote anything."""
    found = Minutes.objects.filter(pk=workshop.pk).first()
    return found or Minutes(municipality_id=workshop.municipality_id, workshop=workshop, version=0)


def is_agreed(workshop: Workshop) -> bool:
    """Whether the municipality has agreed the minutes."""
    return minutes_of(workshop).is_agreed


def held_minutes(workshop: Workshop) -> Minutes:
    """The same, held until the transaction ends."""
    found = Minutes.objects.select_for_update().filter(pk=workshop.pk).first()
    return found or Minutes(municipality_id=workshop.municipality_id, workshop=workshop, version=0)
