"""Erasing guests some time after the event: needs first, then names and addresses; numbers by perspective stay."""

from datetime import timedelta

from django.conf import settings
from django_scopes import scopes_disabled

from weltoffen.foundation import clock
from weltoffen.invitations.actions import WITHOUT_A_NAME
from weltoffen.invitations.models import Attendee, GuestMail, Needs
from weltoffen.invitations.rules import NEEDS_KEPT_DAYS


def erase_old_guests() -> int:
    """Erase names and addresses of guests whose event was longer ago than is stated; says how many."""
    before = clock.now() - timedelta(days=settings.KEEP_GUESTS_DAYS)
    with scopes_disabled():
        old = Attendee.objects.filter(erased_on=None, workshop__begins_at__lt=before)
        Needs.objects.filter(attendee__in=old).delete()
        erased = old.update(erased_on=clock.today(), **WITHOUT_A_NAME)
        GuestMail.objects.filter(workshop__begins_at__lt=before).delete()
    return int(erased)


def erase_old_needs() -> int:
    """Erase what guests needed at an event that was longer ago than is stated; says how many."""
    before = clock.now() - timedelta(days=NEEDS_KEPT_DAYS)
    with scopes_disabled():
        erased, _tables = Needs.objects.filter(attendee__workshop__begins_at__lt=before).delete()
    return int(erased)


def kept_days() -> int:
    """For how many days after the event names and addresses are kept."""
    return int(settings.KEEP_GUESTS_DAYS)
