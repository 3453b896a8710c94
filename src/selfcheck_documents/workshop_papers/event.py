"""The event that every paper of a workshop names, and how a paper becomes a PDF."""

import dataclasses
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from selfcheck.faults import Refusal
from selfcheck.messages import message
from selfcheck_documents import colours, typesetting
from selfcheck_documents.words import Words

HERE = Path(__file__).parent
PICTURES, JOINERS = frozenset({"So", "Sk", "Cn", "Co", "Mn", "Me"}), "Cf"
"""Kinds of characters that emoji are made of. Those that a language needs are in our fonts; joiners are not printed."""


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A text in another language than the paper around it: what people wrote, and words that were not translated."""

    text: str
    language: str


Text = str | InLanguage
"""A text in the language of the paper, or in its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A workshop or dialogue event: what it is called, who invites, when and where; `language` is that of its title."""

    title: str
    municipality: str
    day: date
    starts: time
    ends: time
    place: str = ""
    address: str = ""
    language: str = "de"


def when(event: Event, words: Words) -> str:
    """The day with the hours."""
    return words(
        "{day}, {starts} to {ends}",
        day=words.day(event.day), starts=words.clock(event.starts), ends=words.clock(event.ends),
    )  # fmt: skip


def written(template: str, language: str, event: Event, values: Mapping[str, Any]) -> bytes:
    """The PDF that a template of this folder makes of `values`; tagged (PDF/UA-1) and archivable (PDF/A-2a)."""
    data = {
        "language": language,
        "title": event.title,
        "municipality": event.municipality,
        "colours": colours.ON_PAPER,
        **values,
    }
    return typesetting.pdf(HERE / template, data, day=event.day)


def plain(value: Any) -> Any:
    """Values as JSON knows them, by the names of their fields."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    return value


def said(text: Text) -> str:
    """The words alone."""
    return text.text if isinstance(text, InLanguage) else text


def filled(text: Text, name: str, value: str) -> Text:
    """The text with a value in place of a name."""
    if isinstance(text, InLanguage):
        return InLanguage(text.text.replace(name, value), text.language)
    return text.replace(name, value)


def without_pictures(text: str) -> str:
    """A text without the small pictures that people type and our fonts have not: they are no words."""
    return " ".join("".join(letter for letter in text if not _is_of_a_picture(letter)).split())


def _is_of_a_picture(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind == JOINERS or (kind in PICTURES and bool(_lost(letter)))


def refuse_unprintable(texts: Mapping[str, Any] | tuple[Any, ...] | list[Any] | str) -> None:
    """Raises `Refusal` where a text has letters that our fonts have not: guests would read boxes."""
    lost = "".join(_lost(texts))
    if lost:
        letters = " ".join(dict.fromkeys(lost))[:40]
        raise Refusal(message("This cannot be printed: the fonts have no letters for {letters}.", letters=letters))


def _lost(value: Any) -> list[str]:
    if isinstance(value, str):
        return [character for character in value if typesetting.STAND_IN in typesetting.printable(character)]
    if isinstance(value, Mapping):
        return [found for entry in value.values() for found in _lost(entry)]
    if isinstance(value, list | tuple):
        return [found for entry in value for found in _lost(entry)]
    return []
