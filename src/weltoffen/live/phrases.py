"""What a guest reads on the phone, in one language."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

Direction = Literal["ltr", "rtl"]

LEADING = "de"
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases in one language; `name` is what it calls itself, `html_lang` and `direction` are for the page."""

    tag: str
    name: str
    direction: Direction
    texts: Mapping[str, str]
    lacking: frozenset[str] = frozenset()

    @property
    def html_lang(self) -> str:
        """The value of `lang`: a language tag of BCP 47, `de-simple` among them."""
        return self.tag

    def language_of(self, key: str) -> str:
        """In which language this phrase is: this one, or German where it is lacking."""
        return LEADING if key in self.lacking else self.tag

    def say(self, key: str, **values: object) -> str:
        """The phrase with its values filled in, as plain text: for attributes, titles and scripts.

        What was written by people is set apart from its surroundings where the two run in different directions.
        """
        is_rtl = self.direction == "rtl" and key not in self.lacking

        def filled(found: re.Match[str]) -> str:
            value = values[found[1]]
            return _isolated(value, is_rtl) if isinstance(value, str) else str(value)

        return PLACEHOLDER.sub(filled, self.texts[key])

    def marked(self, key: str, **values: object) -> Markup:
        """The phrase as HTML: escaped, and marked as German where this language lacks it."""
        words = escape(self.say(key, **values))
        if key not in self.lacking:
            return words
        return Markup('<span lang="{}" dir="ltr">{}</span>').format(LEADING, words)


def _isolated(value: str, is_rtl: bool) -> str:
    kinds = {unicodedata.bidirectional(letter) for letter in value}
    runs_otherwise = "L" in kinds if is_rtl else bool(kinds & {"R", "AL"})
    return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}" if runs_otherwise else value
