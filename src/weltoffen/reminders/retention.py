"""Erasing who was reminded some time after a round."""

from datetime import timedelta

from django.db.models import Q
from django_scopes import scopes_disabled

from weltoffen.foundation import clock
from weltoffen.reminders.models import PlannedReminders, Reminder

KEPT_AFTER_THE_ROUND, KEPT_AT_MOST = 90, 365


def erase_old_reminders() -> int:
    """Erase what was noted in rounds that were finished longer ago than is stated; says how much.

    A round that nobody finishes keeps nothing for ever: a year after a reminder is the end as well.
    """
    before = clock.now() - timedelta(days=KEPT_AFTER_THE_ROUND)
    with scopes_disabled():
        PlannedReminders.objects.filter(Q(round__finished_at__lt=before) | Q(due_at__lt=before)).delete()
        unplanned = Q(sent_at=None, planned=None)
        over = Q(sent_at__lt=clock.now() - timedelta(days=KEPT_AT_MOST))
        erased, _by_model = Reminder.objects.filter(Q(round__finished_at__lt=before) | over | unplanned).delete()
    return int(erased)
