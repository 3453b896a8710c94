"""Sending many mails one after the other over one connection: what every room that writes to people shares.

No transaction is open while the mail server is spoken with. Who was written to is noted by the room, mail by mail.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from django.core.mail import get_connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_scopes import scope

from weltoffen.foundation.refusals import Refused

MOST_AT_ONCE = 50
"""More than these a page does not wait for; the rest follows with the next `weltoffen mail`."""

P = TypeVar("P")


class MailServerIsAway(Refused):
    """Nobody is at fault but the server; nothing was sent."""

    sentence = _("The mail server does not answer. Nothing was sent.")
    remedy = _("Please try again later, or print letters. If it stays so, tell those who run this service.")


class Outcome(NamedTuple):
    """How many mails the server took, how many it refused, how many wait for the next run of `weltoffen mail`."""

    sent: int
    faults: int
    waiting: int = 0

    @property
    def tried(self) -> int:
        """How many mails were handed over."""
        return self.sent + self.faults

    @property
    def said_of_faults(self) -> str:
        """How many mails were refused, to be told to who wrote them."""
        said = ngettext("The mail server refused one mail. The list says why.",
                        "The mail server refused %(num)s mails. The list says why.", self.faults)  # fmt: skip
        return said % {"num": self.faults}

    @property
    def said_of_waiting(self) -> str:
        """How many mails follow by themselves."""
        said = ngettext("One more mail follows within a few minutes.",
                        "%(num)s more mails follow within a few minutes.", self.waiting)  # fmt: skip
        return said % {"num": self.waiting}


def deliver(mails: Callable[[Any], Iterable[str]], away: type[MailServerIsAway] = MailServerIsAway) -> Outcome:
    """Open a connection and hand it to `mails`, which answers for each mail what it was refused for, else nothing.

    Raises `away` where the mail server does not answer.
    """
    connection = get_connection()
    try:
        connection.open()
    except OSError as gone:
        raise away from gone
    try:
        faults = list(mails(connection))
    finally:
        connection.close()
    return Outcome(faults.count(""), len(faults) - faults.count(""))


def deliver_due(municipalities: Iterable[int], due: Callable[[], Iterable[P]], send: Callable[[P], Outcome]) -> Outcome:
    """Send everything whose moment has come, in each of these municipalities."""
    outcomes = list(_each_due(municipalities, due, send))
    return Outcome(sum(one.sent for one in outcomes), sum(one.faults for one in outcomes))


def _each_due(
    municipalities: Iterable[int], due: Callable[[], Iterable[P]], send: Callable[[P], Outcome]
) -> Iterator[Outcome]:
    for municipality in municipalities:
        with scope(municipality=municipality):
            for planned in due():
                yield send(planned)
