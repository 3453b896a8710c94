"""Name plates that stand on the table: A4, folded lengthwise, the same on both sides."""

from dataclasses import dataclass

from selfcheck.messages import Language
from selfcheck_documents.words import Words
from selfcheck_documents.workshop_papers.event import Event, plain, written


@dataclass(frozen=True, kw_only=True, slots=True)
class NamePlate:
    """One plate. Without a name it shows the perspective alone, with room to write: nobody has to give a name."""

    name: str = ""
    organisation: str = ""
    perspective: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NamePlates:
    """The plates of an event, in the order in which they are printed."""

    event: Event
    plates: tuple[NamePlate, ...]


def name_plates_pdf(content: NamePlates, language: Language) -> bytes:
    """A page for each plate; the letters of a name are as large as its length allows."""
    words = Words(language)
    said = {
        "document": words("Name plates"),
        "fold": words("Fold here"),
    }
    return written("name_plates.typ", language, content.event, {"words": said, "plates": plain(content.plates)})
