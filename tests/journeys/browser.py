"""Where the browser comes from: an installed Chromium, else one that playwright fetches."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "No Chromium was found; install one (Debian, Ubuntu: apt-get install chromium) or name it in CHROMIUM."
FETCHING_SECONDS = 300
# Nothing but the server under test answers: a request to anybody else fails, and is noted before.
FLAGS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)  # fmt: skip


def installed_chromium() -> str | None:
    """The Chromium that the environment names, else the one on the path."""
    names = (os.environ["CHROMIUM"],) if os.environ.get("CHROMIUM") else NAMES
    return next((found for name in names if (found := shutil.which(name))), None)


def chromium_of(playwright: Playwright) -> str | None:
    """An executable Chromium: installed, or playwright's own, which is fetched where that can be done."""
    installed = installed_chromium()
    if installed is not None or os.environ.get("CHROMIUM"):
        return installed
    own = Path(playwright.chromium.executable_path)
    if not own.exists():
        _fetch()
    return str(own) if own.exists() else None


def _fetch() -> None:
    try:
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"],
            capture_output=True, timeout=FETCHING_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return


def launch(playwright: Playwright, executable: str) -> Browser:
    """A Chromium without a window."""
    return playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
