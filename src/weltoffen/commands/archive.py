"""`weltoffen archive`: write everything of a municipality into one file, and read such a file back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from tempfile import TemporaryFile

from selfcheck_documents.files import write_file
from weltoffen.archive.actions import note_taken_along, restore_municipality
from weltoffen.archive.exports import write_archive
from weltoffen.archive.reading import read_archive
from weltoffen.archive.rules import shown
from weltoffen.commands.installation import require_prepared
from weltoffen.commands.refusing import WrongUsage, refusals_of_rooms_told
from weltoffen.municipalities.models import Municipality
from weltoffen.municipalities.queries import municipality_named

ENDING = ".zip"
FOR_OTHERS = 0o077


def write(slug: str, to: str) -> str:
    """Write the archive of a municipality, and say where it lies."""
    require_prepared()
    target = Path(to)
    if target.suffix.lower() != ENDING:
        raise WrongUsage(_("--to: {file} does not end in {ending}.").format(file=target, ending=ENDING))
    municipality = municipality_named(slug)
    if municipality is None:
        known = ", ".join(Municipality.objects.values_list("slug", flat=True)) or "–"
        raise WrongUsage(_("There is no municipality “{slug}”. Possible: {known}").format(slug=slug, known=known))
    with _for_nobody_else(), TemporaryFile() as file:
        write_archive(municipality, file)
        file.seek(0)
        write_file(target, file.read())
    note_taken_along(municipality, by=None)
    return _("The archive of {name} lies in {file}. It contains personal data.").format(name=municipality, file=target)


def read(source: str, slug: str | None) -> str:
    """Store what an archive brings: all of it, or nothing where anything is wrong."""
    require_prepared()
    with refusals_of_rooms_told(), Path(source).open("rb") as file:
        arrived = read_archive(file)
        municipality = restore_municipality(arrived, slug=slug or "", by=None)
    rounds = len(arrived.rounds)
    read = ngettext("{name} was read back with {number} round.", "{name} was read back with {number} rounds.", rounds)
    passwords = _("People without an account here set a password through “Forgotten your password?”.")
    return read.format(name=shown(str(municipality)), number=rounds) + "\n" + passwords


@contextmanager
def _for_nobody_else() -> Iterator[None]:
    """Files made meanwhile are for their owner alone: an archive holds personal data."""
    before = os.umask(FOR_OTHERS)
    try:
        yield
    finally:
        os.umask(before)
