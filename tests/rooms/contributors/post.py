"""A mail server that keeps what it gets and refuses whom it is told to; and what is read from its mail."""

import email
import re
import socket
from email.message import EmailMessage
from email.policy import default
from typing import Any

LIST, WRITE = (f"/m/donnersbergkreis/rounds/1/contributors/{page}" for page in ("", "write/"))
NOBODY_THERE = "550 5.1.1 niemand da"


class Post:
    """What came in, by receiver; `refused` are receivers whom the server does not know."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refused: set[str] = set()

    async def handle_RCPT(  # noqa: N802 - the server calls it so
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Refuse whom one does not know."""
        if address in self.refused:
            return NOBODY_THERE
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep the mail."""
        mail = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"

    def to(self, address: str) -> EmailMessage:
        """The one mail to an address."""
        [found] = [mail for mail in self.mails if mail["To"] == address]
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def part_of(mail: EmailMessage, kind: str) -> str:
    """The text or the HTML of a mail."""
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def link_in(mail: EmailMessage) -> str:
    """The way behind the personal link in the text."""
    found = re.search(r"^http://testserver(/with/[0-9a-z-]+/)$", part_of(mail, "plain"), re.MULTILINE)
    assert found is not None
    return found.group(1)
