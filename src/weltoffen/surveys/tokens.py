"""What a form carries so that it counts once, and only if a person can have read it. It knows nobody.

It is signed, and says for which survey and when the form was shown, with a number by chance. Of that number a checksum
is kept until the form expires; nothing else of the form is stored with it.
"""

from datetime import date, datetime, timedelta
from hashlib import sha256
from secrets import choice, token_urlsafe
from typing import NamedTuple

from django.core import signing
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation import clock
from weltoffen.foundation.refusals import Refused

SALT = "weltoffen.surveys"
QUICKEST, LONGEST = timedelta(seconds=4), timedelta(days=1)
# Without signs that people confuse when they type a link from a poster: 0 and o, 1, l and i.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH_OF_KEY = 10


class FormIsTooQuick(Refused):
    """Sent sooner than anybody reads."""

    sentence = _("Just a moment: this page waits a few seconds, so that no programs fill it in.")
    remedy = _("What you have entered still stands here: please send it once more.")


class FormIsTooOld(Refused):
    """Sent too late, or not one of our forms."""

    sentence = _("This page was open for too long.")
    remedy = _("Your answers still stand here: please send them once more.")


class SentForm(NamedTuple):
    """What is kept of a form that was sent."""

    checksum: str
    expires_on: date


def new_key() -> str:
    """The part of a link that nobody can guess."""
    return "".join(choice(SIGNS) for _place in range(LENGTH_OF_KEY))


def new_form(key: str, after: str = "") -> str:
    """What a form carries that is shown now. Who gets it `after` sending one is no longer too quick."""
    shown_at = clock.now() - QUICKEST if _is_ours(after, key) else clock.now()
    return signing.dumps([key, token_urlsafe(16), shown_at.isoformat()], salt=SALT)


def _is_ours(token: str, key: str) -> bool:
    try:
        form_sent(token, key)
    except FormIsTooQuick:
        return True
    except FormIsTooOld:
        return False
    return True


def form_sent(token: str, key: str) -> SentForm:
    """What a form brings back. Raises `FormIsTooQuick` and `FormIsTooOld`."""
    try:
        of, number, shown = signing.loads(token, salt=SALT)
        shown_at = datetime.fromisoformat(shown)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise FormIsTooOld from error
    age = clock.now() - shown_at
    if of != key or not timedelta() <= age <= LONGEST:
        raise FormIsTooOld
    if age < QUICKEST:
        raise FormIsTooQuick
    return SentForm(sha256(number.encode()).hexdigest(), (shown_at + 2 * LONGEST).date())
