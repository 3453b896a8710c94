"""Reading accounts."""

from weltoffen.accounts.models import Person


def person_with_address(email: str) -> Person | None:
    """The person who signs in with this address, whatever its capitals."""
    return Person.objects.filter(email__iexact=email.strip()).first()
