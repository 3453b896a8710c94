"""How a command says that it was called wrongly; faults of input are `FaultyInput` and `Refusal` of the calculation."""

from collections.abc import Mapping
from gettext import gettext as _

from selfcheck.frameworks.texts import Named


class WrongUsage(Exception):
    """The command was called in a way that cannot work; the text says what is possible."""


def require_known(option: str, value: str | None, possible: Mapping[str, Named]) -> None:
    """Refuse a value that is not among the keys of `possible`, and list those with their labels."""
    if value is not None and value not in possible:
        listed = "\n".join(f"  {key:18} {named.label}" for key, named in possible.items())
        raise WrongUsage(
            _("{option}: “{value}” is not known. Possible:\n{list}").format(option=option, value=value, list=listed)
        )
