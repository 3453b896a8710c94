"""Adding an account, changing its name, setting its password."""

from django.db import transaction

from weltoffen.accounts.choices import AccountEvent
from weltoffen.accounts.models import Person
from weltoffen.accounts.queries import person_with_address
from weltoffen.accounts.rules import AddressIsTaken
from weltoffen.journal.actions import record


@transaction.atomic
def add_person(*, email: str, name: str, by: Person | None) -> Person:
    """A new account without a password; its person sets one through a link."""
    if person_with_address(email) is not None:
        raise AddressIsTaken
    person = Person.objects.create_user(email.strip(), name=name.strip())
    record(AccountEvent.PERSON_ADDED, by=by, municipality=None, subject=person.name)
    return person


@transaction.atomic
def rename_person(person: Person, *, name: str, by: Person) -> None:
    """How others see the person from now on; the same name again changes nothing."""
    before, after = person.name, name.strip()
    if after == before:
        return
    person.name = after
    person.save(update_fields=["name"])
    details = {"before": before, "after": after}
    record(AccountEvent.PERSON_RENAMED, by=by, municipality=None, subject=after, details=details)


@transaction.atomic
def set_password(person: Person, password: str) -> None:
    """A new password. What was signed in with the old one ends, because sessions carry its trace."""
    person.set_password(password)
    person.save(update_fields=["password"])
    record(AccountEvent.PASSWORD_SET, by=person, municipality=None, subject=person.name)
