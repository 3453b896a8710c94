"""Keys of second factors are sealed in the database: a stolen backup alone opens nobody's account."""

from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

PURPOSE = b"weltoffen: second factors"


class Unreadable(Exception):
    """This was sealed with another key."""


def seal(text: str) -> str:
    """The text as nobody reads it without the key of this installation."""
    return _box(settings.SECRET_KEY).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The text again; `Unreadable` where the key of the installation is another one by now."""
    try:
        return _box(settings.SECRET_KEY).decrypt(sealed.encode("ascii")).decode()
    except InvalidToken as refused:
        raise Unreadable from refused


@lru_cache(maxsize=2)
def _box(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(PURPOSE + key.encode()).digest()))
