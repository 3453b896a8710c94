"""The languages that a guest can choose on the phone, and which one a browser would like best."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from weltoffen.live.phrase_files import TAG, read_phrases
from weltoffen.live.phrases import LEADING, Phrases

FOLDER = Path(__file__).parent / "words"
LONGEST_HEADER = 500


def phrases_for(tag: str) -> Phrases:
    """The phrases in this language, or the German ones where there is no such language."""
    return all_phrases().get(tag) or all_phrases()[LEADING]


def languages() -> tuple[Phrases, ...]:
    """Every language a guest can choose, in the order in which it is offered."""
    return tuple(all_phrases().values())


def best_language(accept_language: str) -> str:
    """The tag of the language that a browser would like best, by its header `Accept-Language`; else German."""
    for wanted in _wanted(accept_language[:LONGEST_HEADER]):
        for tag in (wanted, wanted.partition("-")[0]):
            if tag in all_phrases():
                return tag
    return LEADING


def _wanted(header: str) -> list[str]:
    """The tags of the header, the most wanted first; what is worth nothing is left out."""
    weighted = []
    for part in header.lower().split(","):
        tag, _, quality = part.partition(";")
        worth = re.fullmatch(r"\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*", quality) if quality else None
        weight = float(worth[1]) if worth else 1.0 if not quality else 0.0
        if weight > 0 and TAG.fullmatch(tag.strip()):
            weighted.append((weight, tag.strip()))
    return [tag for _weight, tag in sorted(weighted, key=lambda one: -one[0])]


@cache
def all_phrases() -> Mapping[str, Phrases]:
    """Every language by its tag, in the order in which it is offered. Raises `FaultyInput` with every fault."""
    return read_phrases(FOLDER)
