"""Sentences that the calculation says to people, kept as English id plus values until somebody's language is known.

It stands lowest, because every refusal and every fault carries a message; the catalogue in `locale/` makes it German.
"""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

LOCALE_DIRECTORY = Path(__file__).parent / "locale"


@cache
def catalogue(domain: str, directory: Path, language: Language) -> gettext.NullTranslations:
    """The catalogue of one package in one language; English is the language of the ids and needs none."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(domain, directory, languages=[language])


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: `text` is the English id with `{placeholders}`, `values` fill them."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, language: Language) -> str:
        """The sentence in `language`, its values filled in."""
        # The empty id is the catalogue's own header.
        sentence = catalogue("selfcheck", LOCALE_DIRECTORY, language).gettext(self.text) if self.text else ""
        values = {
            name: value.in_language(language) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return sentence.format(**values)

    def __str__(self) -> str:
        return self.in_language("en")


def message(text: str, **values: object) -> Message:
    """A `Message`; the short form that the extraction of translatable sentences looks for."""
    return Message(text, values)
