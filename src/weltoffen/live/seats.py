"""A guest's seat: a number by chance that only the phone has, with what its guest chose. The server stores none of it.

From the number follow, for each poll anew, the name of the phone's slip and the key that seals it. Without the phone
neither a slip's content can be read, nor two slips be told to be of one phone.
"""

import hmac
import json
import secrets
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE, SALT = "seat", "weltoffen.live.seat"
HOURS_OF_A_SEAT = 16
LENGTH_OF_NONCE = 12


class Seat(NamedTuple):
    """What the phone knows: its number, and perspective, working group (0: none) and language of its guest."""

    secret: str
    perspective: str = ""
    group: int = 0
    language: str = "de"


class Vote(NamedTuple):
    """What one phone said in one poll: from which perspective, and what was counted for it."""

    perspective: str
    choices: dict[str, int]


class SlipIsUnreadable(Exception):
    """A slip that is not sealed by this seat."""


def new_seat(perspective: str, language: str) -> Seat:
    """A seat that nobody had before."""
    return Seat(secrets.token_urlsafe(24), perspective, 0, language)


def seat_in(request: HttpRequest, code: str) -> Seat | None:
    """The seat that a phone shows for the workshop with this code."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT + code, max_age=HOURS_OF_A_SEAT * 3600)
        secret, perspective, group, language = said
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Seat(str(secret), str(perspective), int(group), str(language))


def keep(response: HttpResponse, seat: Seat, code: str, path: str) -> None:
    """Let the phone keep its seat until the day is over."""
    response.set_cookie(
        COOKIE, signing.dumps(list(seat), salt=SALT + code), max_age=HOURS_OF_A_SEAT * 3600, path=path,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def digest_of(seat: Seat, poll: int) -> str:
    """The name of the seat's slip in a poll: 64 hexadecimal digits."""
    return _derived(seat, f"slip {poll}").hex()


def sealed(seat: Seat, poll: int, vote: Vote) -> bytes:
    """A vote as only this seat can read it."""
    nonce = secrets.token_bytes(LENGTH_OF_NONCE)
    return nonce + AESGCM(_derived(seat, f"key {poll}")).encrypt(nonce, json.dumps(list(vote)).encode(), None)


def opened(seat: Seat, poll: int, slip: bytes) -> Vote:
    """A vote that this seat sealed. Raises `SlipIsUnreadable`."""
    nonce, content = slip[:LENGTH_OF_NONCE], slip[LENGTH_OF_NONCE:]
    try:
        perspective, choices = json.loads(AESGCM(_derived(seat, f"key {poll}")).decrypt(nonce, content, None))
    except (InvalidTag, ValueError) as error:
        raise SlipIsUnreadable from error
    return Vote(perspective, choices)


def receipt_of(number: str) -> str:
    """What is kept of a number by chance that came with an idea."""
    return sha256(number.encode()).hexdigest()


def _derived(seat: Seat, purpose: str) -> bytes:
    return hmac.digest(seat.secret.encode(), purpose.encode(), sha256)
