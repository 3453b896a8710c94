"""The sign on every table: how guests join with their phone. A4, folded, the same on both sides."""

from dataclasses import dataclass

from selfcheck.messages import Language
from selfcheck_documents.words import Words
from selfcheck_documents.workshop_papers.event import Event, plain, written


@dataclass(frozen=True, kw_only=True, slots=True)
class TableSign:
    """How to join: `drawing` is the QR code as SVG, `address` the short address, `code` what is typed there.

    `languages` are the names of the languages that the phone speaks, each in itself; `network` and `password` are
    those of the wireless network in the room, where there is one.
    """

    event: Event
    drawing: str
    address: str
    code: str = ""
    languages: tuple[str, ...] = ()
    network: str = ""
    password: str = ""
    table: str = ""


def table_sign_pdf(content: TableSign, language: Language) -> bytes:
    """The sign, to be folded and put up like a tent."""
    words = Words(language)
    steps = (
        words("Scan the code with the camera of your phone. Or open {address}.", address=content.address),
        words("Choose your language and your perspective."),
        words("Take part. Nobody asks for your name."),
    )
    said = {
        "document": words("Table sign"),
        "heading": words("Join in with your phone"),
        "code": words("Code"),
        "drawing": words("QR code that leads to {address}", address=content.address),
        "network": words("Wi-Fi"),
        "password": words("Password"),
        "paper": words("No phone? Ask for a paper ballot. It counts the same."),
        "fold": words("Fold here"),
    }
    values = {"words": said, "steps": steps, "sign": plain(content)} | {"address": content.address}
    values["sign"].pop("event")
    return written("table_sign.typ", language, content.event, values)
