"""What we write to people about their account: plain text and the same as HTML, in the language that is spoken now."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.utils import formataddr, parseaddr
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any, NamedTuple

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.choices import AccountEvent
from weltoffen.accounts.models import Person

WHAT_CHANGED = {
    AccountEvent.APP_TURNED_ON: _("signing in to your account at Weltoffen now asks for a code of your app."),
    AccountEvent.APP_TURNED_OFF: _("signing in to your account at Weltoffen asks for a code of your app no longer."),
    AccountEvent.PASSKEY_ADDED: _("a passkey was added to your account at Weltoffen."),
    AccountEvent.PASSKEY_REMOVED: _("a passkey was removed from your account at Weltoffen."),
    AccountEvent.RECOVERY_CODES_RENEWED: _(
        "new recovery codes were made for your account at Weltoffen. The codes from before have ended."
    ),
    AccountEvent.RECOVERY_CODE_USED: _("somebody signed in to your account at Weltoffen with a recovery code."),
    AccountEvent.IDENTITY_LINKED: _(
        "your account at Weltoffen was opened through the sign-in of your municipality, for the first time. From now "
        "on it opens this way too."
    ),
    AccountEvent.SECOND_FACTOR_REMOVED: _(
        "those who run this service removed the second factor of your account at Weltoffen. Your password alone "
        "suffices to sign in until you set up a new one."
    ),
}

logger = logging.getLogger(__name__)


def path_to_set_password(person: Person) -> str:
    """Where this person can set a password, once and for as long as `days_to_set_password` says."""
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})


def days_to_set_password() -> int:
    """How many days a link to set a password holds."""
    return int(settings.PASSWORD_RESET_TIMEOUT) // (24 * 60 * 60)


def send_password_link(person: Person, link: str) -> None:
    """The link that sets a new password. Where it is not sent only the log says so: the page must not tell who has an
    account.
    """
    days = days_to_set_password()
    send_message(person, gettext("Set a new password"), link, gettext("Choose a new password"), [
        gettext("a new password was asked for your account at Weltoffen. You choose it here:"),
        link,
        ngettext("The link works once and for one day.", "The link works once and for %(num)s days.", days)
        % {"num": days},
        gettext("Was it not you who asked? Then there is nothing to do: your password stays as it is."),
    ])  # fmt: skip


def send_password_changed(person: Person, link: str) -> None:
    """That the password was changed, so that nobody else does it unseen. It is changed even if this is not sent."""
    send_message(person, gettext("Your password was changed"), link, gettext("Choose a new password"), [
        gettext("the password of your account at Weltoffen was changed. If it was you, there is nothing to do."),
        gettext("If it was not you, please choose a new password at once:"),
        link,
    ])  # fmt: skip


def send_sign_in_changed(person: Person, what: AccountEvent, link: str) -> None:
    """That something about signing in was changed (`WHAT_CHANGED`), so that nobody else does it unseen."""
    send_message(person, gettext("Your sign-in was changed"), link, gettext("Choose a new password"), [
        str(WHAT_CHANGED[what]),
        gettext("If it was you, there is nothing to do. If it was not you, please choose a new password at once, and "
                "tell those who run this service:"),
        link,
    ])  # fmt: skip


def send_message(person: Person, subject: str, link: str, action: str, paragraphs: Sequence[str]) -> bool:
    """The same paragraphs as text and as HTML, where `action` stands for the link. Answers whether the mail server took
    it; why it did not stands in the log.
    """
    greeting = gettext("Good day, %(name)s,") % {"name": person.name}
    whole = [greeting, *paragraphs, gettext("This message was sent automatically.")]
    message = message_of(Mail(to=person.email, subject=subject, paragraphs=whole, links={link: action}))
    try:
        message.send()
    except OSError:  # smtplib's exceptions are among these
        logger.exception("The mail server refused a message.")
        return False
    return True


class Attachment(NamedTuple):
    """A file that goes with a mail; `parameters` stand beside its media type, such as the method of a calendar file."""

    content: bytes
    media_type: str
    name: str
    parameters: Mapping[str, str] = {}


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What is written to an address. A paragraph that is one of `links` stands in HTML as the words given there.

    `sender` is the name beside the installation's address, `reply_to` whom an answer reaches.
    """

    to: str
    subject: str
    paragraphs: Sequence[str]
    links: Mapping[str, str]
    sender: str = ""
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()


def message_of(mail: Mail, connection: Any = None) -> EmailMultiAlternatives:
    """The mail as text and the same as HTML, in the language that is spoken now."""
    message = EmailMultiAlternatives(
        mail.subject, "\n\n".join(mail.paragraphs) + "\n", sender_named(mail.sender), [mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None, headers=dict(mail.headers), connection=connection,
    )  # fmt: skip
    context = {"subject": mail.subject, "links": mail.links, "paragraphs": mail.paragraphs}
    message.attach_alternative(render_to_string("accounts/mail.jinja", context), "text/html")
    for one in mail.attachments:
        message.attach(_part(one))
    return message


def _part(attachment: Attachment) -> MIMEBase:
    kind, _slash, subtype = attachment.media_type.partition("/")
    part = MIMEBase(kind, subtype)
    for name, value in attachment.parameters.items():
        part.set_param(name, value)
    part.set_payload(attachment.content)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    return part


def sender_named(name: str) -> str:
    """The installation's sender, under this name where there is one."""
    return formataddr((name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])) if name else settings.DEFAULT_FROM_EMAIL


def refusal_of(mail: Mail, connection: Any, language: str) -> str:
    """Send a mail over an open connection; answers what the server refused it for, nothing where it took it."""
    try:
        with translation.override(language):
            message_of(mail, connection).send()
    except (OSError, ValueError) as refused:  # smtplib's exceptions are among these; an address may not be writable
        connection.close()
        return _in_words(refused)
    return ""


def _in_words(refused: Exception) -> str:
    """What the mail server said: 550 5.1.1 no such user."""
    if isinstance(refused, SMTPRecipientsRefused):
        code, words = next(iter(refused.recipients.values()))
        return _said(code, words)
    if isinstance(refused, SMTPResponseException):
        return _said(refused.smtp_code, refused.smtp_error)
    return str(refused) or type(refused).__name__


def _said(code: int, words: bytes | str) -> str:
    plain = words.decode(errors="replace") if isinstance(words, bytes) else words
    return " ".join(f"{code} {plain}".split())
