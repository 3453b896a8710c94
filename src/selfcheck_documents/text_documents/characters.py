"""Characters that no XML file can hold, and people paste all the same."""

import re
import unicodedata
from typing import Any

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def storable(text: str) -> str:
    """The text without them."""
    return NOT_XML.sub("", text)


def storable_values(value: Any) -> Any:
    """Texts, and tuples of them, named or not, without them."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, tuple):
        entries = map(storable_values, value)
        return type(value)(*entries) if hasattr(value, "_fields") else tuple(entries)
    return value


def is_from_right(text: str) -> bool:
    """Whether its first letter belongs to a script that is written from right to left."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return bool(first) and unicodedata.bidirectional(first) in {"R", "AL"}
