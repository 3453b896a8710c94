"""Addresses that people give as evidence: looked at before they are kept, never opened by the server."""

import unicodedata
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from weltoffen.evidence.models import LONGEST_URL

SCHEMES = ("https", "http")


class FaultyLink(Exception):
    """An address that cannot be kept, with the sentence why."""


def checked_link(text: str) -> str:
    """The address, if it leads to a page on a named host; raises `FaultyLink` otherwise."""
    url = text.strip()
    if len(url) > LONGEST_URL:
        raise FaultyLink(_("The address has more than %(most)s characters.") % {"most": LONGEST_URL})
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"} or sign == "\\" for sign in url):
        raise FaultyLink(_("The address holds a space or a character that nobody sees. Please copy it anew."))
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise FaultyLink(_("This is no address of a page.")) from None
    if parts.scheme not in SCHEMES:
        raise FaultyLink(_("Please give an address that begins with https:// or http://."))
    if not host or not host.strip("."):
        raise FaultyLink(_("This is no address of a page."))
    if parts.username is not None or parts.password is not None:
        raise FaultyLink(_("The address holds a name or a password before the @. Please give it without them."))
    return url


def host_of(url: str) -> str:
    """The host that an address leads to; in ASCII letters where foreign ones could look like others."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    if all(sign.isascii() or unicodedata.name(sign, "").startswith("LATIN ") for sign in host):
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.encode("ascii", "backslashreplace").decode("ascii")
