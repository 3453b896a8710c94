"""Writing a file so that it is there whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`; whoever interrupts leaves the old file, or none, never half of one.

    Raises `OSError`, which names `path`, when the folder is missing or may not be written to.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_usual_mode())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _usual_mode() -> int:
    """The mode that a plain new file would get; a temporary file is private."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
