"""What must never be in the tree: addresses of package hosts and paths of somebody's machine."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE_HOSTS = ("pythonhosted", "pypi" + ".org", "npmjs" + ".org", "registry.npm", "index-" + "url", "find-" + "links")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:home|root|Users|work|tmp)/[\w.-]+/")
BINARY_ENDINGS = {".ttf", ".woff2", ".png", ".mo", ".docx", ".xlsx", ".ods", ".pdf"}


def tracked_texts() -> list[Path]:
    """Every text file that belongs to the project, whether it is committed already or not."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    paths = [ROOT / name for name in listed.stdout.splitlines()]
    return [path for path in paths if path.is_file() and path.suffix not in BINARY_ENDINGS and path != Path(__file__)]


def test_no_package_host_is_named() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in tracked_texts()
        for host in PACKAGE_HOSTS
        if host in path.read_text(encoding="utf-8").lower()
    ]

    assert found == []


def test_no_path_of_a_machine_is_named() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked_texts()
        for match in MACHINE_PATHS.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_the_tree_has_files_to_look_at() -> None:
    """The tests above would pass on an empty list; this one makes sure that it is not."""
    names = {str(path.relative_to(ROOT)) for path in tracked_texts()}

    assert {"README.md", "requirements/run.txt", "src/selfcheck/__init__.py"} <= names
