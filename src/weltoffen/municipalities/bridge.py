"""A picture from outside becomes a coat of arms only after the documents' own check of its content."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from selfcheck import FaultyInput
from selfcheck_documents.files import write_file
from selfcheck_documents.report import load_coat_of_arms
from selfcheck_documents.report.coat_of_arms import LARGEST as LARGEST
from weltoffen.foundation.templating import current_language


class CheckedPicture(NamedTuple):
    """A harmless picture, or the sentences that say why it is none."""

    media_type: str
    content: bytes
    faults: tuple[str, ...] = ()


def checked_picture(content: bytes) -> CheckedPicture:
    """Check a picture that somebody wants as coat of arms."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        write_file(path, content)
        try:
            coat = load_coat_of_arms(path)
        except FaultyInput as faulty:
            sentences = (fault.message.in_language(current_language()) for fault in faulty.faults)
            return CheckedPicture("", b"", tuple(_as_sentence(sentence) for sentence in sentences))
    return CheckedPicture(coat.media_type, coat.content)


def _as_sentence(words: str) -> str:
    """Faults begin small, because a file's name stands before them; here none does."""
    return words[:1].upper() + words[1:]
