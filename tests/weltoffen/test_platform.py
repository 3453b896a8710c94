"""Commands that need no platform do not load it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOADED = """
import sys
from weltoffen.cli import main
main(sys.argv[1:])
print("django" in sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(("arguments", "is_loaded"), [
    (["framework", "check", "weltoffene-kommune"], False), (["schema", "answers"], False), (["check"], True),
])  # fmt: skip
def test_only_commands_of_the_platform_load_django(arguments: list[str], tmp_path: Path, *, is_loaded: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        env={**os.environ, "WELTOFFEN_DATA": str(tmp_path)}, capture_output=True, encoding="utf-8",
    )  # fmt: skip

    assert done.stderr.splitlines()[-1] == str(is_loaded)
