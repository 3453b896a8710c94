"""What somebody writes about a barrier: no account, no puzzle; robots are told by two signs that people never show."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation import clock
from weltoffen.foundation.forms import SummarisedForm

SALT = "weltoffen.public.feedback"
QUICKEST, LONGEST = timedelta(seconds=3), timedelta(days=1)
LONGEST_MESSAGE = 5_000
LONGEST_PAGE = 300


def opened_now() -> str:
    """When the form was shown, signed, to be sent back with it."""
    return signing.dumps(clock.now().isoformat(), salt=SALT)


class FeedbackForm(SummarisedForm):
    """A message, the page it is about, and an address for an answer, which may stay empty.

    `website` is a field that nobody sees: what fills it is no person. `opened` tells when the form was shown: nobody
    reads and writes within three seconds.
    """

    message = forms.CharField(
        max_length=LONGEST_MESSAGE,
        error_messages={
            "required": _("Please describe what gets in your way."),
            "max_length": _("Please shorten the message to 5,000 characters."),
        },
    )
    page = forms.CharField(
        required=False,
        max_length=LONGEST_PAGE,
        error_messages={"max_length": _("Please shorten the page to 300 characters.")},
    )
    email = forms.EmailField(
        required=False,
        error_messages={"invalid": _("This is no complete e-mail address, such as name@example.org.")},
    )
    website = forms.CharField(required=False)
    opened = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse what shows one of the two signs; what was typed stays, so that a person only sends again."""
        cleaned = super().clean() or {}
        if cleaned.get("website") or not _is_plausible(cleaned.get("opened", "")):
            raise ValidationError(_("Please send the message once more. So we tell people and programs apart."))
        return cleaned


def _is_plausible(opened: str) -> bool:
    try:
        shown_at = datetime.fromisoformat(signing.loads(opened, salt=SALT))
    except (signing.BadSignature, ValueError):
        return False
    return QUICKEST <= clock.now() - shown_at <= LONGEST
