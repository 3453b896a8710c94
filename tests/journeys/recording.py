"""Writes down what the walk over every page found, for the page that says how accessible the platform is.

`make accessibility` asks for it: the whole walk in one process.
"""

import json
import os
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from playwright.sync_api import Page
from tests.journeys.accessibility import ALL_RULES, AXE

ASKED_IN = "WELTOFFEN_TESTS_RECORD"
TARGET = Path(__file__).parents[2] / "src" / "weltoffen" / "public" / "accessibility.json"


class Record:
    """How many pages were looked at, by which rules, and which rules were broken how often."""

    def __init__(self) -> None:
        self.pages: set[str] = set()
        self.languages: set[str] = set()
        self.broken: Counter[str] = Counter()
        self.rules = 0
        self.invalid_html = 0

    def note(self, page: str, language: str, faults: Sequence[str], shown: Page) -> None:
        """One page in one language, and what was wrong with it: “320 px: dark: color-contrast at …”."""
        self.pages.add(page)
        self.languages.add(language)
        self.broken.update(rule_of(fault) for fault in faults)
        self.rules = self.rules or shown.evaluate("tags => axe.getRules(tags).length", ALL_RULES["values"])

    def write(self, day: date, target: Path = TARGET) -> None:
        """The result as a small file."""
        said = {
            "checked_on": day.isoformat(),
            "tool": f"axe-core {AXE.split('axe v', 1)[1].split(chr(10), 1)[0].strip()}",
            "pages": len(self.pages),
            "languages": sorted(self.languages),
            "rules": self.rules,
            "broken": dict(sorted(self.broken.items())),
            "invalid_html": self.invalid_html,
        }
        target.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")


def rule_of(fault: str) -> str:
    """The rule's name: what stands before the place, after the window and the look."""
    return fault.split("px: ", 1)[-1].removeprefix("dark: ").split(" at ", 1)[0].split(":", 1)[0]


def is_asked() -> bool:
    """Whether somebody wants the result written down."""
    return bool(os.environ.get(ASKED_IN))
