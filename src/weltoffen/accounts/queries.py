"""Reading accounts."""

from collections.abc import Sequence
from typing import NamedTuple

from allauth.mfa.models import Authenticator

from weltoffen.accounts.models import Identity, Person, Session
from weltoffen.foundation import clock


class Factors(NamedTuple):
    """What a person has set up beside the password; recovery codes come with the first of the others."""

    app: Authenticator | None
    passkeys: Sequence[Authenticator]
    codes: Authenticator | None

    @property
    def is_on(self) -> bool:
        """Whether the password alone does not suffice."""
        return self.app is not None or bool(self.passkeys)


def factors_of(person: Person) -> Factors:
    """The second factor of a person, with one query."""
    found = list(Authenticator.objects.filter(user=person).order_by("created_at", "pk"))
    by_type = {one.type: one for one in found}
    passkeys = [one for one in found if one.type == Authenticator.Type.WEBAUTHN]
    return Factors(by_type.get(Authenticator.Type.TOTP), passkeys, by_type.get(Authenticator.Type.RECOVERY_CODES))


def passkey_of(person: Person, number: int) -> Authenticator | None:
    """One passkey of this person, and of nobody else."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN, pk=number).first()


def person_with_address(email: str) -> Person | None:
    """The person who signs in with this address, whatever its capitals."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def sessions_of(person: Person) -> list[Session]:
    """Where this person is signed in now, the last used first."""
    return list(Session.objects.filter(person=person, expire_date__gt=clock.now()).order_by("-seen_at", "handle"))


def person_known_as(issuer: str, subject: str) -> Person | None:
    """The person whom this provider knows by this name."""
    found = Identity.objects.filter(issuer=issuer, subject=subject).select_related("person").first()
    return found.person if found is not None else None


def has_identity(person: Person, issuer: str) -> bool:
    """Whether this provider knows the person already."""
    return Identity.objects.filter(person=person, issuer=issuer).exists()
