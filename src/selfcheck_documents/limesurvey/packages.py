"""A file of LimeSurvey opened: a survey alone (.lss), or an archive of a survey and its responses (.lsa)."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

from selfcheck.faults import Fault, FaultyInput
from selfcheck.messages import Message, message
from selfcheck_documents.files import read_file

LARGEST_FILE = 50_000_000
LARGEST_CONTENT = 200_000_000
MOST_MEMBERS = 2_000
ZIP = b"PK\x03\x04"
ENCRYPTED_FLAG = 1
SURVEY_ENDING, RESPONSES_ENDING = ".lss", ".lsr"
DAMAGED = message("the archive is damaged, or it is none of LimeSurvey. Export it again.")


class Opened(NamedTuple):
    """What a file holds, each part with the name that faults call it by; None where there is no such part."""

    survey: tuple[str, bytes] | None
    responses: tuple[str, bytes] | None


def is_archive(content: bytes) -> bool:
    """Whether the content is a package of several files."""
    return content.startswith(ZIP)


def read_content(path: Path) -> bytes:
    """The content of a file of bearable size that holds something.

    Raises `FaultyInput`.
    """
    return something_in(read_file(path, LARGEST_FILE), path.name)


def something_in(content: bytes, file: str) -> bytes:
    """The content itself. Raises `FaultyInput` where it holds nothing."""
    if not content.strip():
        raise FaultyInput([Fault(message("the file is empty."), file)])
    return content


def opened_archive(content: bytes, file: str, most: int | None = None) -> Opened:
    """The survey and the responses in an archive; those who were invited (.lst) and timings (.lsi) stay closed.

    `most` is how many bytes it may unpack to, if that is less than usual.
    Raises `FaultyInput` when the archive is damaged, protected or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check(package, file, most or LARGEST_CONTENT)
            return Opened(_member(package, SURVEY_ENDING, file), _member(package, RESPONSES_ENDING, file))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise FaultyInput([Fault(DAMAGED, file)]) from error


def _check(package: zipfile.ZipFile, file: str, most: int) -> None:
    members = package.infolist()
    what: Message | None = None
    if len(members) > MOST_MEMBERS:
        what = message("the archive has more than {most} files.", most=MOST_MEMBERS)
    elif sum(member.file_size for member in members) > most:
        what = message("the file unpacks to more than {size} MB.", size=most // 1_000_000)
    elif any(member.flag_bits & ENCRYPTED_FLAG for member in members):
        what = message("the file is protected with a password. Save it without one.")
    if what is not None:
        raise FaultyInput([Fault(what, file)])


def _member(package: zipfile.ZipFile, ending: str, file: str) -> tuple[str, bytes] | None:
    names = sorted(name for name in package.namelist() if name.lower().endswith(ending))
    if len(names) > 1:
        what = message("the archive holds several files of one kind.")
        raise FaultyInput([Fault(what, file, found=", ".join(names))])
    # Reading ends at the announced size and then compares checksums, so a member cannot lie about its size.
    return (f"{file}: {names[0]}", package.read(names[0])) if names else None
