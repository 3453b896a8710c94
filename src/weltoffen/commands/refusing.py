"""How a command says that it was called wrongly; faults of input are `FaultyInput` and `Refusal` of the calculation."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from gettext import gettext as _
from typing import Protocol


class Labelled(Protocol):
    """Something that people know by a label."""

    @property
    def label(self) -> object: ...


class WrongUsage(Exception):
    """The command was called in a way that cannot work; the text says what is possible."""


class Impossible(Exception):
    """The command cannot do its work as things are; the text says what is in the way and what to do."""


@contextmanager
def refusals_of_rooms_told() -> Iterator[None]:
    """A room refuses with a sentence; it ends the command."""
    # Django is loaded by then; the commands without a database do without it.
    from weltoffen.foundation.refusals import Refused

    try:
        yield
    except Refused as refused:
        raise Impossible(str(refused)) from refused


def require_known(option: str, value: str | None, possible: Mapping[str, Labelled]) -> None:
    """Refuse a value that is not among the keys of `possible`, and list those with their labels."""
    if value is not None and value not in possible:
        listed = "\n".join(f"  {key:18} {named.label}" for key, named in possible.items())
        raise WrongUsage(
            _("{option}: “{value}” is not known. Possible:\n{list}").format(option=option, value=value, list=listed)
        )
