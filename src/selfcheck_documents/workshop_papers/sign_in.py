"""The list in which those who come sign: what it is for and when it is destroyed stands on every page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from selfcheck.messages import Language
from selfcheck_documents.words import Words
from selfcheck_documents.workshop_papers.event import Event, plain, when, written


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendee:
    """Somebody who said that they will come."""

    name: str
    organisation: str = ""
    perspective: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SignInList:
    """The list. `destroyed_on` is the day on which it is destroyed; `contact` answers questions about it."""

    event: Event
    attendees: tuple[Attendee, ...] = ()
    blank_rows: int = 20
    asks_about_photos: bool = True
    destroyed_on: date | None = None
    contact: str = ""


def sign_in_pdf(content: SignInList, language: Language) -> bytes:
    """The list, A4 across: those expected by name, then blank rows."""
    words = Words(language)
    photos = (words("Photo: yes"), words("Photo: no")) if content.asks_about_photos else ()
    values = {
        "when": when(content.event, words),
        "place": content.event.place,
        "attendees": plain(content.attendees),
        "blank_rows": content.blank_rows,
        "photos": photos,
        "privacy": list(_privacy(content, words)),
        "words": {
            "document": words("Sign-in list"),
            "header": [words("No."), words("Name"), words("Organisation"), words("Perspective"), words("Signature")],
            "page": words("Page {page} of {pages}", page="{page}", pages="{pages}"),
        },
    }
    return written("sign_in.typ", language, content.event, values)


def _privacy(content: SignInList, words: Words) -> Iterator[str]:
    municipality = content.event.municipality
    yield words("Your entries are voluntary. You may take part without them.")
    yield words("{municipality} uses this list only to organise and account for this event.", municipality=municipality)
    yield words("It is kept apart from what you vote or write: nobody can tell who gave which answer.")
    if content.asks_about_photos:
        yield words("Nobody is photographed who did not tick “yes”.")
    if content.destroyed_on is not None:
        yield words("The list is destroyed by {day}.", day=words.day(content.destroyed_on))
    if content.contact:
        yield words("Questions: {contact}.", contact=content.contact)
