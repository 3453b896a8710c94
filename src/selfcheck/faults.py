"""What is wrong with somebody's file: all of it at once, each with its place, what was found and what is possible."""

import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile

from selfcheck.messages import Language, Message, message

LONGEST_LIST_SHOWN = 8
MOST_FAULTS = 1000
LONGEST_VALUE_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file.

    `place` says where to look ("line 12", "cell C7"), `key` is the path of keys that leads there
    (`fields[2].weight`); both may be empty when the whole file is meant. `found` is the offending value as
    written; `possible` lists what would be accepted.
    """

    message: Message
    file: str
    place: Message | None = None
    key: str = ""
    found: str | None = None
    possible: tuple[str, ...] = ()

    def sentence(self, language: Language = "en") -> str:
        """The fault as one line for people."""
        place = self.place.in_language(language) if self.place else ""
        head = ", ".join(part for part in (self.file, place, self.key) if part)
        parts = [f"{head}: {self.message.in_language(language)}"]
        if self.found is not None:
            parts.append(message("Found: {value}.", value=_quoted(self.found, language)).in_language(language))
        if self.possible:
            parts.append(self._what_is_possible(language))
        return _printable(" ".join(parts))

    def _what_is_possible(self, language: Language) -> str:
        if len(self.possible) <= LONGEST_LIST_SHOWN:
            return message("Possible: {values}.", values=", ".join(self.possible)).in_language(language)
        near = ", ".join(_nearest(self.found or "", self.possible))
        return message("Possible are, for example: {values}.", values=near).in_language(language)


class FaultyInput(Exception):
    """A file cannot be used; carries every fault that was found in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.sentence() for fault in self.faults))


class Refusal(Exception):
    """Something that may not be done although each input is sound; says why in one sentence."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(str(reason))


def stop_at_too_many(faults: list[Fault]) -> None:
    """Raise `FaultyInput` with what there is, once there are more faults than anybody could read."""
    if len(faults) >= MOST_FAULTS:
        raise FaultyInput(faults)


def reason_of(error: OSError) -> Message:
    """Why the operating system refused a file, in words that can be translated; its own where we have none."""
    known = {
        errno.ENOENT: message("there is no such file or folder"),
        errno.ENOTDIR: message("there is no such file or folder"),
        errno.EISDIR: message("this is a folder, not a file"),
        errno.EACCES: message("the permission is missing"),
        errno.EPERM: message("the permission is missing"),
        errno.EROFS: message("nothing can be written there"),
        errno.ENOSPC: message("there is no space left"),
        errno.ENAMETOOLONG: message("the name is too long"),
    }
    return known.get(error.errno or 0) or Message("{reason}", {"reason": error.strerror or str(error)})


def line(number: int) -> Message:
    """The place "line 12"."""
    return message("line {number}", number=number)


def cell(reference: str, sheet: str = "") -> Message:
    """The place "cell C7", with its sheet where a file has several."""
    if sheet:
        return message("sheet “{sheet}”, cell {cell}", sheet=sheet, cell=reference)
    return message("cell {cell}", cell=reference)


def _nearest(found: str, possible: Sequence[str]) -> Sequence[str]:
    """Up to three: those that begin alike first, so that the key of a question leads to its own field."""
    wanted = found.casefold()
    folded = [value.casefold() for value in possible]
    similar = frozenset(get_close_matches(wanted, folded, n=len(possible), cutoff=0.5))

    def likeness(value: str) -> tuple[int, float]:
        said = value.casefold()
        begins_alike = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(wanted, said, strict=False)))
        return begins_alike, SequenceMatcher(None, wanted, said).ratio()

    near = [value for value in possible if value.casefold() in similar]
    return sorted(near, key=likeness, reverse=True)[:3] or possible[:3]


def _printable(text: str) -> str:
    """The text with everything that cannot be encoded written as an escape, such as a lone half of a surrogate pair."""
    return text.encode("utf-8", "backslashreplace").decode()


def _quoted(value: str, language: Language) -> str:
    flat = " ".join(value.split())
    short = flat if len(flat) <= LONGEST_VALUE_SHOWN else flat[: LONGEST_VALUE_SHOWN - 1] + "…"
    return message("“{value}”", value=short).in_language(language)
