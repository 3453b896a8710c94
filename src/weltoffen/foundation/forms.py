"""What every form has: its faults stand at their fields and in a list on top with links to them."""

from collections.abc import Mapping, Sequence

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

VISIBLE = RegexValidator(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]",
    _("The text holds characters that nobody sees, or a line break. Please type it anew instead of pasting it."),
    inverse_match=True,
)
"""For names and titles: with control characters and marks of direction one could be made to look like another."""

DAYS_AS_TYPED = ["%Y-%m-%d", "%d.%m.%Y"]
"""As browsers send a day, and as people type one where a browser has no field for days."""
MOST_DIGITS = 9


def number_in(text: str) -> int | None:
    """A whole number as a page or a file brings it back; None for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


class SummarisedForm(forms.Form):
    """A form that tells its faults twice: `first_errors` for the fields, `summary` for the list on top.

    `anchors` name the place of a field on the page where it is not `id_` and its name.
    """

    anchors: Mapping[str, str] = {}

    @property
    def first_errors(self) -> Mapping[str, str]:
        """The first sentence for each faulty field; empty for the others."""
        return {name: (str(self.errors[name][0]) if name in self.errors else "") for name in self.fields}

    @property
    def summary(self) -> Sequence[tuple[str, str]]:
        """Pairs of a field's place on the page and its sentence; what belongs to no field has no place."""
        of_fields = [
            (self.anchors.get(name, f"id_{name}"), sentence) for name, sentence in self.first_errors.items() if sentence
        ]
        return [*of_fields, *(("", str(sentence)) for sentence in self.errors.get(NON_FIELD_ERRORS, ()))]
