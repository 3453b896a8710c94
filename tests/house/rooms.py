"""The rooms in their order, from the settings, and what stands in them: for rules that imports cannot show."""

import ast
from collections.abc import Iterator
from pathlib import Path

from weltoffen.settings import ROOMS

ROOT = Path(__file__).parents[2]
PLATFORM = ROOT / "src" / "weltoffen"


def is_before(earlier: str, later: str) -> bool:
    """Whether a room may be known in another one: it is that room, or comes before it."""
    return ROOMS.index(earlier) <= ROOMS.index(later)


def modules() -> list[Path]:
    """Every module of every room, without migrations."""
    return [
        path for room in ROOMS for path in sorted((PLATFORM / room).rglob("*.py")) if "migrations" not in path.parts
    ]


def name_of(path: Path) -> str:
    """A file's place in the platform: rounds/views.py."""
    return path.relative_to(PLATFORM).as_posix()


def imports(source: str) -> Iterator[str]:
    """The full name of every module or thing that is imported, wherever the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)
