"""Erasing accounts that nobody uses any more."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from weltoffen.accounts.models import Person
from weltoffen.accounts.slots import belongings_of
from weltoffen.foundation import clock
from weltoffen.foundation.own_data import hindrances_of
from weltoffen.privacy.actions import delete_account


def erase_unused_accounts() -> int:
    """Delete accounts that belong nowhere and were not signed in with for as long as is stated; says how many."""
    before = clock.now() - timedelta(days=settings.KEEP_UNUSED_ACCOUNTS_DAYS)
    unused = Person.objects.filter(Q(last_login=None) | Q(last_login__lt=before), joined_at__lt=before).order_by("pk")
    erased = [person for person in unused if not belongings_of(person) and not hindrances_of(person)]
    for person in erased:
        delete_account(person, by=None)
    return len(erased)
