"""Minutes as files to take along."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext as _

from selfcheck import Language
from selfcheck_documents.minutes import Minutes, minutes_docx, minutes_odt, minutes_pdf
from weltoffen.workshops.models import Workshop


class Kind(NamedTuple):
    """A kind of file."""

    media_type: str
    write: Callable[[Minutes, Language], bytes]


class File(NamedTuple):
    """A file to download."""

    content: bytes
    media_type: str
    name: str


KINDS: Mapping[str, Kind] = {
    "pdf": Kind("application/pdf", minutes_pdf),
    "docx": Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", minutes_docx),
    "odt": Kind("application/vnd.oasis.opendocument.text", minutes_odt),
}


def minutes_file(workshop: Workshop, minutes: Minutes, ending: str, language: Language) -> File:
    """The minutes in one of `KINDS`, such as niederschrift-2026-12-03-miteinander-reden.pdf."""
    kind = KINDS[ending]
    parts = (slugify(_("Minutes of the workshop")), minutes.day.isoformat(), slugify(workshop.title))
    name = "-".join(part for part in parts if part)
    return File(kind.write(minutes, language), kind.media_type, f"{name}.{ending}")
