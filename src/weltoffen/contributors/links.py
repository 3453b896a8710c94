"""The secret part of a personal link. It is stored nowhere: it follows from the installation's key and two numbers.

So letters and reminders can be made again, and a copy of the database opens nothing. It is written in an alphabet
without letters that look alike, since people type it from paper.
"""

from typing import NamedTuple

from django.utils.crypto import constant_time_compare, salted_hmac

from weltoffen.contributors.models import Contributor

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LOOKS_LIKE = str.maketrans("oil", "011", "- ")
PURPOSE = "weltoffen: personal links"
SIGNS, BITS_OF_SIGN, GROUP = 16, 5, 4
MOST_DIGITS = 12
OLDEST_KNOWN = 50


class Typed(NamedTuple):
    """What a link says: whose it claims to be, and the proof."""

    pk: int
    proof: str


def token_of(contributor: Contributor) -> str:
    """The secret part of the present link: 7-k3m2-…"""
    return _grouped(contributor.pk, _proof(contributor.pk, contributor.serial))


def read_token(typed: str) -> Typed | None:
    """What somebody typed or followed, however it is grouped; None where it cannot be a link of ours."""
    plain = typed.lower().translate(LOOKS_LIKE)
    number, proof = plain[:-SIGNS], plain[-SIGNS:]
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS and proof.isascii()):
        return None
    return Typed(int(number), proof)


def is_present(typed: Typed, contributor: Contributor) -> bool:
    """Whether this is the newest link of that person."""
    return constant_time_compare(typed.proof, _proof(contributor.pk, contributor.serial))


def was_once(typed: Typed, contributor: Contributor) -> bool:
    """Whether this was a link of that person before a newer one was made."""
    earlier = range(max(1, contributor.serial - OLDEST_KNOWN), contributor.serial)
    return any(constant_time_compare(typed.proof, _proof(contributor.pk, serial)) for serial in earlier)


def _proof(pk: int, serial: int) -> str:
    digest = salted_hmac(PURPOSE, f"{pk}:{serial}", algorithm="sha256").digest()
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - SIGNS * BITS_OF_SIGN)
    return "".join(ALPHABET[number >> (BITS_OF_SIGN * place) & 31] for place in reversed(range(SIGNS)))


def _grouped(pk: int, proof: str) -> str:
    return "-".join([str(pk), *(proof[start : start + GROUP] for start in range(0, SIGNS, GROUP))])
