"""The result of the last automated check of accessibility, as `make accessibility` wrote it down."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

RESULT = Path(__file__).parent / "accessibility.json"


class Checked(NamedTuple):
    """When, with what and how many pages were checked; the rules that were broken, and in how many places."""

    day: date
    tool: str
    pages: int
    languages: Sequence[str]
    rules: int
    broken: Mapping[str, int]
    invalid_html: int

    @property
    def violations(self) -> int:
        """In how many places any rule was broken."""
        return sum(self.broken.values())


@cache
def last_check() -> Checked:
    """What the file says."""
    said = json.loads(RESULT.read_text(encoding="utf-8"))
    return Checked(
        date.fromisoformat(said["checked_on"]), said["tool"], said["pages"], said["languages"], said["rules"],
        said["broken"], said["invalid_html"],
    )  # fmt: skip
