"""The link in each mail that stops reminders: two numbers and a signature, so that nobody has to sign in."""

from typing import NamedTuple

from django.core import signing

SALT = "weltoffen: reminders"


class Receiver(NamedTuple):
    """Whose reminders of which municipality, by primary keys."""

    municipality: int
    person: int


def signed(receiver: Receiver) -> str:
    """The secret part of the address."""
    return signing.Signer(salt=SALT).sign(f"{receiver.municipality}-{receiver.person}")


def read_signed(typed: str) -> Receiver | None:
    """Whose link it is; None where it was never one of ours."""
    try:
        municipality, _dash, person = signing.Signer(salt=SALT).unsign(typed).partition("-")
    except signing.BadSignature:
        return None
    return Receiver(int(municipality), int(person))
