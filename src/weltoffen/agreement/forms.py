"""What comes in from the pages where departments differ."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from weltoffen.answers.forms import version_in


class Entered(NamedTuple):
    """What was agreed on about a question, as it was typed; `seen` is the version of the agreement that was shown."""

    question: str
    value: str
    reason: str
    seen: int


def entered_in(data: Mapping[str, str], questions: Iterable[str]) -> list[Entered]:
    """Every outcome of a meeting that was filled in."""
    found = []
    for key in questions:
        value = data.get(f"value-{key}", "")
        if value:
            seen = version_in(data.get(f"seen-{key}", ""))
            found.append(Entered(key, value, data.get(f"reason-{key}", ""), seen))
    return found
