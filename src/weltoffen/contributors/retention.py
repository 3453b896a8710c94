"""Erasing names and addresses some time after a round: the answers stay, the people go."""

from datetime import timedelta

from django.db.models import Q
from django_scopes import scopes_disabled

from weltoffen.contributors.models import Contributor, Sending
from weltoffen.foundation import clock

KEPT_AFTER_THE_ROUND = 90


def erase_old_contributors() -> int:
    """Erase those whose round was finished, or whose link ended, longer ago than is stated; says how many.

    A round that nobody finishes keeps nobody's name for ever: the end of the link counts as well.
    """
    before = clock.now() - timedelta(days=KEPT_AFTER_THE_ROUND)
    with scopes_disabled():
        old = Contributor.objects.filter(erased_at=None).filter(
            Q(round__finished_at__lt=before) | Q(revoked_at__lt=before) | Q(expires_on__lt=before.date())
        )
        erased = old.update(name="", email="", delivery_fault="", erased_at=clock.now(), planned=None)
        Sending.objects.filter(Q(round__finished_at__lt=before) | Q(due_at__lt=before)).delete()
    return int(erased)
