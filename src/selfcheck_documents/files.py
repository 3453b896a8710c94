"""Reading a file that may be anything, and writing one so that it is there whole or not at all."""

import errno
import os
import tempfile
from pathlib import Path

from selfcheck.faults import Fault, FaultyInput, reason_of
from selfcheck.messages import message


def read_file(path: Path, largest: int) -> bytes:
    """The content of a file of at most `largest` bytes; a device or pipe is read no further either.

    Raises `FaultyInput`.
    """
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        what = message("the file cannot be read: {reason}.", reason=reason_of(error))
        raise FaultyInput([Fault(what, path.name)]) from error
    if len(content) > largest:
        what = message("the file is larger than {size} MB.", size=largest // 1_000_000)
        raise FaultyInput([Fault(what, path.name)])
    return content


def write_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`; whoever interrupts leaves the old file, or none, never half of one.

    A link keeps pointing where it points. Raises `OSError`, which names `path`, when the folder is missing, or when the
    folder or an older file may not be written to.
    """
    target = path.resolve()
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _replace(target, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_usual_mode())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _usual_mode() -> int:
    """The mode that a plain new file would get; a temporary file is private."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
