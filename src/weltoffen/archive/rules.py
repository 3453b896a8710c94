"""What is refused when an archive is read: every fault with its file, what was found and what is possible."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weltoffen.foundation.refusals import Refused

MOST_FAULTS = 100
LONGEST_SHOWN = 80
# Steering characters, halves of letters, ends of lines and paragraphs: a terminal would obey them.
UNSHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class ArchiveFault(NamedTuple):
    """One fault: the file inside the archive (empty: all of it), the place in it, what was found, what is possible."""

    file: str
    what: str
    place: str = ""
    found: str | None = None
    possible: str = ""

    @property
    def sentence(self) -> str:
        """The fault as one line for people, without anything that a terminal would obey."""
        head = ", ".join(shown(part) for part in (self.file, self.place) if part)
        what = "\n".join(shown(line) for line in self.what.splitlines())
        parts = [f"{head}: {what}" if head else what]
        if self.found is not None:
            parts.append(_("Found: “%(found)s”.") % {"found": _short(self.found)})
        if self.possible:
            parts.append(_("Possible: %(possible)s.") % {"possible": shown(self.possible)})
        return " ".join(parts)


class FaultyArchive(Refused):
    """An archive that cannot be read back as it is; nothing of it was stored."""

    def __init__(self, faults: Iterable[ArchiveFault]) -> None:
        super().__init__()
        self.faults = tuple(faults)
        self.sentence: str | Promise = "\n".join(fault.sentence for fault in self.faults)

    def __str__(self) -> str:
        return str(self.sentence)


class AddressIsTaken(Refused):
    """The municipality, or another with its address, is here already."""

    remedy = gettext_lazy("Read the archive under another address: --slug.")

    def __init__(self, slug: str) -> None:
        super().__init__()
        self.sentence = _("There is a municipality with the address “%(slug)s” here already. Nothing was stored.") % {
            "slug": slug
        }


def shown(text: str) -> str:
    """A text from outside as one line whose signs can all be seen; others are replaced."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign) in UNSHOWN else sign for sign in text)


def _short(found: str) -> str:
    flat = shown(" ".join(found.split()))
    return flat if len(flat) <= LONGEST_SHOWN else flat[: LONGEST_SHOWN - 1] + "…"
