"""From LimeSurvey's codes to keys of a framework: the same codes give the same keys, so that answers find them."""

import re
import unicodedata

NO_KEY = re.compile(r"[^A-Za-z0-9_.-]+")
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
LONGEST_SLUG = 40


def question_key(code: str, row: str = "", scale: int | None = None) -> str:
    """The key of a question, or of a row of it, as LimeSurvey itself joins the codes: `A5_SQ001`, `D1_SQ001_0`."""
    parts = [code, row] if row else [code]
    return cleaned("_".join(parts if scale is None else [*parts, str(scale)]))


def cleaned(code: str) -> str:
    """A code with the signs of a key only; it may be empty."""
    return NO_KEY.sub("-", code.strip()).lstrip("-_.")


def slug(words: str) -> str:
    """Words as a key that people can read; it may be empty."""
    plain = unicodedata.normalize("NFKD", words.translate(GERMAN)).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return short if len(short) <= LONGEST_SLUG else short[: LONGEST_SLUG + 1].rpartition("-")[0] or short[:LONGEST_SLUG]


def unique(key: str, taken: set[str], otherwise: str) -> str:
    """The key, or one with a number where it is taken or empty; it is taken from then on."""
    key = key or otherwise
    number, found = 2, key
    while found in taken:
        found = f"{key}-{number}"
        number += 1
    taken.add(found)
    return found
