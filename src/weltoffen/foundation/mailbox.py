"""Mail that nobody sends: where no mail server is named, each e-mail is a file, and a page shows them.

Only outside of production. Whoever reaches the page reads every mail, personal links included.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.html import urlize
from markupsafe import Markup

FILES = "django.core.mail.backends.filebased.EmailBackend"
BETWEEN = re.compile(rb"^-{79}\r?\n", re.MULTILINE)
MOST_SHOWN = 50


class ShownMail(NamedTuple):
    """An e-mail as a page shows it; addresses in its text are links."""

    to: str
    sender: str
    subject: str
    sent_at: datetime | None
    text: Markup


def has_mailbox() -> bool:
    """Whether mail is written into files, and may be shown."""
    return not settings.IS_PRODUCTION and settings.EMAIL_BACKEND == FILES


def newest_mails() -> Sequence[ShownMail]:
    """The newest e-mails first, so many as a page bears."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    found: list[ShownMail] = []
    for path in files:
        found += reversed([_shown(mail) for mail in _mails_in(path)])
        if len(found) >= MOST_SHOWN:
            break
    return found[:MOST_SHOWN]


def _mails_in(path: Path) -> Iterator[EmailMessage]:
    for part in BETWEEN.split(path.read_bytes()):
        if part.strip():
            mail = message_from_bytes(part, _class=EmailMessage, policy=default)
            yield mail


def _moment(date: str) -> datetime:
    """A time without a zone is meant as UTC."""
    found = parsedate_to_datetime(date)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _shown(mail: EmailMessage) -> ShownMail:
    body = mail.get_body(("plain",))
    text = str(body.get_content()) if body is not None else ""
    date = mail.get("Date")
    return ShownMail(
        str(mail.get("To", "")), str(mail.get("From", "")), str(mail.get("Subject", "")),
        _moment(str(date)) if date else None,
        Markup(urlize(text, autoescape=True)),  # noqa: S704 - urlize escapes everything but the links that it makes
    )  # fmt: skip
