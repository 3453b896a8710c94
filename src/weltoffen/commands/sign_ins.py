"""How to sign in where there is demo data, for people who try the platform."""

from gettext import gettext as _

from weltoffen.accounts.models import Person
from weltoffen.demo.cast import PASSWORD, PEOPLE
from weltoffen.settings import IS_PRODUCTION


def sign_ins() -> list[str]:
    """A line for each person of the demo who is there, and the password; empty where there is no demo.

    In production nobody has that password, also where an archive of the demo was read.
    """
    if IS_PRODUCTION:
        return []
    there = set(Person.objects.filter(email__in=[person.email for person in PEOPLE]).values_list("email", flat=True))
    known = [person for person in PEOPLE if person.email in there]
    if not known:
        return []
    width = max(len(person.email) for person in known)
    lines = [f"  {person.email:{width}}  {person.role.label}, {person.place.name}" for person in known]
    return [_("Sign in as one of these, each with the password {password}").format(password=PASSWORD), *lines]
