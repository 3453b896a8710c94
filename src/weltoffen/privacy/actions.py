"""Deleting an account: what is a person's own goes, what is a municipality's stays without their name."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from weltoffen.accounts.models import Person
from weltoffen.foundation.own_data import Forgotten, forget, hindrances_of
from weltoffen.journal.actions import record
from weltoffen.privacy.choices import PrivacyEvent
from weltoffen.privacy.rules import AccountIsNeeded


@dataclass
class Nameless:
    """Somebody whose account is gone, as the journal knows them."""

    pk: int
    name: str

    def __str__(self) -> str:
        return self.name


def instead_of_a_name() -> str:
    """What stands where the name of a deleted account stood: in the product's language, because it is stored."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Deleted account")


@transaction.atomic
def delete_account(person: Person, *, by: Person | None) -> None:
    """Delete an account and take its name from everything that stays. Raises `AccountIsNeeded`.

    `by` is the person themselves, or None for the operator's daily erasing.
    """
    hindrances = hindrances_of(person)
    if hindrances:
        raise AccountIsNeeded(hindrances)
    instead = instead_of_a_name()
    nameless = Nameless(person.pk, instead) if by is not None else None
    forget(Forgotten(person.pk, person, instead))
    record(PrivacyEvent.ACCOUNT_DELETED, by=nameless, municipality=None, subject=instead)
    person.delete()
