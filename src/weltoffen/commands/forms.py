"""What is typed behind the options of a command is checked by the same forms as on the pages."""

from gettext import gettext as _
from typing import Any

from weltoffen.commands.refusing import Impossible
from weltoffen.foundation.forms import SummarisedForm


def sound(form: SummarisedForm) -> dict[str, Any]:
    """What was typed, if it is sound; else every fault at once, each with its value."""
    if form.is_valid():
        return dict(form.cleaned_data)
    faults = [
        _("{option}: “{value}”: {sentence}").format(
            option=f"--{name.removeprefix('official_')}", value=form.data.get(name, ""), sentence=sentence
        )
        for name, sentence in form.first_errors.items()
        if sentence
    ]
    raise Impossible("\n".join(faults))
