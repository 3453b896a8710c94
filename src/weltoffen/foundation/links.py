"""The secret part of a personal link. It is stored nowhere: it follows from the installation's key and two numbers.

So letters and reminders can be made again, and a copy of the database opens nothing. It is written in an alphabet
without letters that look alike, since people type it from paper. Each kind of link has a purpose of its own, so that
none opens what another one is for.
"""

from typing import NamedTuple

from django.utils.crypto import constant_time_compare, salted_hmac

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LOOKS_LIKE = str.maketrans("oil", "011", "- ")
SIGNS, BITS_OF_SIGN, GROUP = 16, 5, 4
MOST_DIGITS = 12
OLDEST_KNOWN = 50


class Typed(NamedTuple):
    """What a link says: whose it claims to be, and the proof."""

    pk: int
    proof: str


def derived_token(purpose: str, pk: int, serial: int) -> str:
    """The secret part of the link with this serial number: 7-k3m2-…"""
    proof = _proof(purpose, pk, serial)
    return "-".join([str(pk), *(proof[start : start + GROUP] for start in range(0, SIGNS, GROUP))])


def read_token(typed: str) -> Typed | None:
    """What somebody typed or followed, however it is grouped; None where it cannot be a link of ours."""
    plain = typed.lower().translate(LOOKS_LIKE)
    number, proof = plain[:-SIGNS], plain[-SIGNS:]
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS and proof.isascii()):
        return None
    return Typed(int(number), proof)


def proves(typed: Typed, purpose: str, serial: int) -> bool:
    """Whether this is the link with this serial number."""
    return constant_time_compare(typed.proof, _proof(purpose, typed.pk, serial))


def proved_once(typed: Typed, purpose: str, serial: int) -> bool:
    """Whether this was a link before the one with this serial number was made."""
    return any(proves(typed, purpose, earlier) for earlier in range(max(1, serial - OLDEST_KNOWN), serial))


def _proof(purpose: str, pk: int, serial: int) -> str:
    digest = salted_hmac(purpose, f"{pk}:{serial}", algorithm="sha256").digest()
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - SIGNS * BITS_OF_SIGN)
    return "".join(ALPHABET[number >> (BITS_OF_SIGN * place) & 31] for place in reversed(range(SIGNS)))
