"""Reading the phrases for phones: one file of `words/` for each language, held against the German one.

German leads: it has every phrase, and another language that lacks one shows the German words, marked as German.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from selfcheck import Fault, FaultyInput, message
from selfcheck.frameworks.guests import TAG as TAG
from selfcheck.frameworks.source import Node, read_file, read_yaml
from weltoffen.live.phrases import LEADING, PLACEHOLDER, Direction, Phrases

# German in two ways and English come first; the others follow by their own names.
FIRST = (LEADING, "de-simple", "en")
PARTS = ("language", "name", "direction", "phrases")
TAG_EXAMPLE = "pl"


def read_phrases(folder: Path) -> Mapping[str, Phrases]:
    """The languages whose files stand in `folder`. Raises `FaultyInput` with every fault of all files."""
    faults: list[Fault] = []
    leading = _read(folder / f"{LEADING}.yaml", None, faults)
    others = [path for path in sorted(folder.glob("*.yaml")) if path.stem != LEADING]
    read = [leading, *(_read(path, leading.texts, faults) for path in others)] if leading else []
    found = [phrases for phrases in read if phrases]
    if faults or leading is None:
        raise FaultyInput(faults)
    ranks = {tag: rank for rank, tag in enumerate(FIRST)}
    found.sort(key=lambda one: (ranks.get(one.tag, len(FIRST)), one.name.casefold()))
    return MappingProxyType({phrases.tag: phrases for phrases in found})


def _read(path: Path, leading: Mapping[str, str] | None, faults: list[Fault]) -> Phrases | None:
    text = read_file(path, path.name, faults)
    top = None if text is None else read_yaml(text, path.name, faults)
    if top is None:
        return None
    entries = top.mapping(required=PARTS)
    if set(entries) != set(PARTS):
        return None
    if not TAG.fullmatch(path.stem):
        what = message("the file is named by the tag of its language: small letters, then “.yaml”.")
        entries["language"].report(what, found=path.name, possible=(f"{TAG_EXAMPLE}.yaml",))
    entries["language"].choice((path.stem,))
    name, direction = entries["name"].text(), entries["direction"].choice(get_args(Direction))
    texts = _texts(entries["phrases"], leading)
    whole = {**(leading or {}), **texts}
    is_rtl = direction == "rtl"
    return Phrases(
        path.stem, name, "rtl" if is_rtl else "ltr", MappingProxyType(whole), frozenset(whole) - frozenset(texts)
    )


def _texts(node: Node, leading: Mapping[str, str] | None) -> dict[str, str]:
    entries = node.entries() if leading is None else node.mapping(optional=leading)
    texts = {key: entry.text() for key, entry in entries.items()}
    for key, words in texts.items():
        if re.search(r"[{}]", PLACEHOLDER.sub("", words)):
            what = message("curly brackets stand around the name of a placeholder only.")
            entries[key].report(what, found=words, possible=("{count}",))
        elif leading is not None and words:
            _check_placeholders(entries[key], words, leading[key])
    return texts


def _check_placeholders(node: Node, words: str, leading: str) -> None:
    found, needed = sorted(PLACEHOLDER.findall(words)), sorted(PLACEHOLDER.findall(leading))
    if found != needed:
        node.report(
            message("the placeholders are not those of the German text."),
            found=", ".join(f"{{{name}}}" for name in found) or words,
            possible=[f"{{{name}}}" for name in needed],
        )
