"""Which format a file of the register has, and reading it."""

from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from weltoffen.municipalities.choices import PlaceKind
from weltoffen.municipalities.register.gv100ad import read_gv100ad
from weltoffen.municipalities.register.rows import Fault, FaultyRegister, PlaceRow
from weltoffen.municipalities.register.zensus import CENSUS_DAY, COLUMNS, read_zensus


class RegisterFile(NamedTuple):
    """A file that was read: its places, the day that it describes, and the kinds of which it names every place."""

    source: str
    as_of: date
    complete: Collection[PlaceKind]
    rows: tuple[PlaceRow, ...]


def read_register(content: bytes, format_name: str = "") -> RegisterFile:
    """Read a file of the named format, or of the one that it looks like. Raises `FaultyRegister`."""
    text = decoded(content)
    return FORMATS[format_name or _format_of(text)](text)


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, or the older encoding that the Federal Statistical Office used. One line ends one."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _format_of(text: str) -> str:
    first = text.partition("\n")[0].strip()
    if first == ",".join(COLUMNS):
        return "zensus"
    if first[:2].isdecimal() and first[2:10].isdecimal():
        return "gv100ad"
    raise FaultyRegister([Fault(1, _("This looks neither like the list of the census nor like GV100AD."))])


def _zensus(text: str) -> RegisterFile:
    return RegisterFile("Zensus 2022", CENSUS_DAY, (PlaceKind.MUNICIPALITY,), read_zensus(text))


def _gv100ad(text: str) -> RegisterFile:
    register = read_gv100ad(text)
    return RegisterFile("GV100AD", register.as_of, tuple(PlaceKind), register.rows)


FORMATS: dict[str, Callable[[str], RegisterFile]] = {"zensus": _zensus, "gv100ad": _gv100ad}
