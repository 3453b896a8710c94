"""People pasted as lines, from a list or a spreadsheet: the cells of a line, and what is wrong with them."""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weltoffen.foundation.forms import VISIBLE, SummarisedForm

MOST_LINES, LONGEST_TEXT, LONGEST_NAME = 500, 100_000, 120
HEADINGS = {"e-mail", "email", "mail", "e-mail-adresse"}
TOO_MANY = gettext_lazy("These are too many lines at once. Please paste them in parts.")


class PasteForm(SummarisedForm):
    """Many people at once, a line of `cells` for each. Every faulty line is told, and then nobody is taken over."""

    cells = 1
    lines = forms.CharField(
        max_length=LONGEST_TEXT,
        error_messages={"required": gettext_lazy("Please paste at least one line."), "max_length": TOO_MANY},
    )

    @property
    def summary(self) -> Sequence[tuple[str, str]]:
        """Every fault of every line."""
        of_lines = [("id_lines", str(sentence)) for sentence in self.errors.get("lines", ())]
        return [*of_lines, *(fault for fault in super().summary if fault[0] != "id_lines")]

    def clean(self) -> None:
        """Read every line."""
        found = list(lines_of(self.cleaned_data.get("lines", ""), self.cells))
        if len(found) > MOST_LINES:
            self.add_error("lines", str(TOO_MANY))
            return
        for number, cells in found:
            faults = [*self.faults_of(cells)]
            for fault in faults:
                self.add_error("lines", _("Line %(number)s: %(fault)s") % {"number": number, "fault": fault})
            if not faults:
                self.take(cells)

    def faults_of(self, cells: Sequence[str]) -> Iterator[str]:
        """What is wrong with a line."""
        raise NotImplementedError

    def take(self, cells: Sequence[str]) -> None:
        """Take over a sound line."""
        raise NotImplementedError


def lines_of(text: str, cells_wanted: int) -> Iterator[tuple[int, list[str]]]:
    """The number and the cells of each line that holds something; a heading is passed over."""
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.replace("\t", ";").split(";")]
        while len(cells) > cells_wanted and not cells[-1]:
            cells.pop()
        is_heading = number == 1 and any(cell.casefold() in HEADINGS for cell in cells)
        if any(cells) and not is_heading:
            yield number, cells


def faults_of_name(name: str) -> Iterator[str]:
    """What is wrong with a name; it must be there."""
    if not name:
        yield _("the name is missing.")
    elif len(name) > LONGEST_NAME:
        yield _("the name has more than 120 characters.")
    else:
        try:
            VISIBLE(name)
        except ValidationError:
            yield _("the name holds characters that nobody sees.")


def faults_of_address(email: str, taken: Collection[str]) -> Iterator[str]:
    """What is wrong with an address; `taken` are those that are there already, in small letters."""
    if not email:
        return
    try:
        validate_email(email)
    except ValidationError:
        yield _("“%(found)s” is no e-mail address.") % {"found": email}
        return
    if email.lower() in taken:
        yield _("%(address)s is there already.") % {"address": email}


def near(found: str, known: Sequence[str]) -> str:
    """What was perhaps meant by a word that is not known; nothing where none is like it."""
    return next(iter(get_close_matches(found, known, n=1)), "")
