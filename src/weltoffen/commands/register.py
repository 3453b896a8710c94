"""`weltoffen register import`: bring the official register of places up to date with a file."""

from datetime import date
from gettext import gettext as _
from pathlib import Path

from weltoffen.commands.installation import require_prepared
from weltoffen.commands.refusing import refusals_of_rooms_told
from weltoffen.municipalities.register.formats import decoded, read_register
from weltoffen.municipalities.register.importing import import_register
from weltoffen.municipalities.register.successors import read_successors


def import_file(path: str, format_name: str, as_of: date | None, successors: str | None) -> str:
    """Store the places of a file, and say how many were new, changed or ended."""
    require_prepared()
    content = Path(path).read_bytes()
    table = Path(successors).read_bytes() if successors else None
    with refusals_of_rooms_told():
        file = read_register(content, format_name)
        done = import_register(
            file.rows, as_of=as_of or file.as_of, complete=file.complete, source=file.source, by=None,
            successions=read_successors(decoded(table)) if table is not None else (),
        )  # fmt: skip
    said = _("{source}, {day}: {new} new, {changed} changed, {ended} ended, {unchanged} unchanged.").format(
        source=file.source, day=(as_of or file.as_of).isoformat(), new=done.new, changed=done.changed,
        ended=done.ended, unchanged=done.unchanged,
    )  # fmt: skip
    if not done.succeeded:
        return said
    return said + "\n" + _("Successors stored: {number}.").format(number=done.succeeded)
