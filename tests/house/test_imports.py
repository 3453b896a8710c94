"""The calculation is plain: it imports Python, PyYAML and itself, and asks neither a clock nor chance.

The rooms ask one clock, which a test can stop.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.house.rooms import modules, name_of

SOURCE = Path(__file__).parents[2] / "src"
CALCULATION = SOURCE / "selfcheck"
DOCUMENTS = SOURCE / "selfcheck_documents"
ALLOWED = {*sys.stdlib_module_names, "yaml", "selfcheck"}
CLOCKS_AND_CHANCE = {"random", "secrets", "time", "uuid"}
ASKING_THE_CLOCK = {"now", "today", "utcnow"}
# What a room could ask beside its clock: moments, days, and fields that set themselves.
OTHER_CLOCKS = ASKING_THE_CLOCK | {"localdate", "monotonic", "perf_counter"}
SETS_ITSELF = {"auto_now", "auto_now_add"}
THE_CLOCK = "foundation/clock.py"


def imported(source: str) -> Iterator[str]:
    """The top-level name of every import, wherever it stands; a relative one is named by its dots."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level or (node.module or "").partition(".")[0]


def clocks_asked(source: str) -> list[int]:
    """Lines that ask what day or time it is."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", None) in ASKING_THE_CLOCK
    ]


def other_clocks(source: str) -> list[int]:
    """Lines of a room that ask another clock than the room's own, called or handed on."""
    nodes: list[Any] = list(ast.walk(ast.parse(source)))
    return sorted(node.lineno for node in nodes if _asks_another_clock(node))


def _asks_another_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        asked = node.value.id if isinstance(node.value, ast.Name) else ""
        return asked != "clock" and (node.attr in OTHER_CLOCKS or (asked, node.attr) == ("time", "time"))
    if isinstance(node, ast.ImportFrom):
        own = (node.module or "").endswith("foundation.clock")
        return not own and any(name.name in {*OTHER_CLOCKS, "Now"} for name in node.names)
    return isinstance(node, ast.keyword) and node.arg in SETS_ITSELF


def modules_in(*packages: Path) -> list[Path]:
    return [path for package in packages for path in sorted(package.rglob("*.py"))]


def test_imports_are_found_wherever_they_stand() -> None:
    source = "import os.path, lxml.etree\ndef late():\n    from markupsafe import escape\nfrom . import near\n"

    assert sorted(imported(source)) == [".", "lxml", "markupsafe", "os"]


def test_a_question_to_the_clock_is_found() -> None:
    assert clocks_asked("from datetime import date\nday = date.fromisoformat('2026-01-01')\nday = date.today()\n") == [
        3
    ]


def test_another_clock_is_found() -> None:
    source = """from weltoffen.foundation import clock
at = clock.now()
day = date.today()
at = models.DateTimeField(default=timezone.now)
at = models.DateTimeField(auto_now=True)
from django.utils.timezone import now
from weltoffen.foundation.clock import now
seconds = time.time()
"""
    assert other_clocks(source) == [3, 4, 5, 6, 8]


def test_rooms_ask_one_clock() -> None:
    found = {
        f"{name_of(path)}:{line}"
        for path in modules()
        for line in other_clocks(path.read_text(encoding="utf-8"))
        if name_of(path) != THE_CLOCK
    }

    assert found == set()


def test_the_calculation_imports_python_yaml_and_itself() -> None:
    found = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path in modules_in(CALCULATION)
        for name in imported(path.read_text(encoding="utf-8"))
        if name not in ALLOWED
    }

    assert len(modules_in(CALCULATION)) > 20
    assert found == set()


def test_calculation_and_documents_ask_neither_clock_nor_chance() -> None:
    found = {
        f"{path.relative_to(SOURCE)}: {what}"
        for path in modules_in(CALCULATION, DOCUMENTS)
        for source in [path.read_text(encoding="utf-8")]
        for what in [*(CLOCKS_AND_CHANCE & set(imported(source))), *clocks_asked(source)]
    }

    assert found == set()
