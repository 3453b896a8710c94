"""What a facilitator may type while a workshop runs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation import clock
from weltoffen.foundation.forms import DAYS_AS_TYPED, VISIBLE, SummarisedForm
from weltoffen.live.actions.agreeing import OutlineContent
from weltoffen.live.asking import Agreeable
from weltoffen.live.models import LONGEST_NOTE, LONGEST_WHAT, LONGEST_WHO, Outline
from weltoffen.live.rules import MOST_PAPER_BALLOTS


def _line(most: int, *, required: str = "") -> forms.CharField:
    return forms.CharField(
        required=bool(required), max_length=most, validators=[VISIBLE],
        error_messages={
            "required": required, "max_length": _("Please shorten the text to %(most)s characters.") % {"most": most},
        },
    )  # fmt: skip


class OutlineForm(SummarisedForm):
    """A measure in outline; where it comes from an idea, the idea says what is to be done until somebody writes it."""

    idea = forms.ChoiceField(required=False, error_messages={"invalid_choice": _("Please choose an idea of the list.")})
    what = _line(LONGEST_WHAT)
    who = _line(LONGEST_WHO)
    until = forms.DateField(
        required=False, input_formats=DAYS_AS_TYPED,
        error_messages={
            "invalid": _("Please write the day like 2026-11-22."),
            "past": _("This day is over already. Possible is today or later, or no day at all."),
        },
    )  # fmt: skip
    first_step = _line(LONGEST_WHAT)
    helpers = _line(LONGEST_WHO)

    def __init__(self, ideas: Sequence[Agreeable], **values: Any) -> None:
        super().__init__(**values)
        self._labels = {one.key: one.label for one in ideas}
        self.fields["idea"].choices = [("", _("none")), *((one.key, _in_order(one)) for one in ideas)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What the idea says where nothing else is written."""
        cleaned = super().clean() or self.cleaned_data
        said = self._labels.get(cleaned.pop("idea", ""), "")
        if not cleaned.get("what") and not self.has_error("what"):
            if not said:
                self.add_error("what", _("Please write what is to be done."))
            cleaned["what"] = said[:LONGEST_WHAT]
        return cleaned

    def clean_until(self) -> date | None:
        """A day that is still to come, or the one that stood there before."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < clock.today() and until.isoformat() != self.initial.get("until"):
            raise forms.ValidationError(self.fields["until"].error_messages["past"], "past")
        return until

    @property
    def option(self) -> str:
        """The key of the idea that it comes from; empty without one."""
        return str(self["idea"].value() or "")

    @property
    def content(self) -> OutlineContent:
        """What a sound form says."""
        return OutlineContent(**self.cleaned_data)


def outline_as_typed(outline: Outline) -> dict[str, Any]:
    """What stands in the form about an agreement."""
    return {
        "what": outline.what, "who": outline.who, "until": outline.until.isoformat() if outline.until else "",
        "first_step": outline.first_step, "helpers": outline.helpers,
    }  # fmt: skip


def _in_order(idea: Agreeable) -> str:
    return f"{idea.place}. {idea.label}" if idea.place else idea.label


class NoteForm(SummarisedForm):
    """What is written down about an agenda item; empty takes it away."""

    text = forms.CharField(
        required=False, max_length=LONGEST_NOTE,
        error_messages={"max_length": _("Please shorten the text to 10,000 characters.")},
    )  # fmt: skip
    version = forms.IntegerField(min_value=0)


class PileForm(SummarisedForm):
    """Of which perspective a pile is, empty for ballots without one, and of how many ballots."""

    perspective = forms.CharField(required=False)
    people = forms.IntegerField(
        min_value=1, max_value=MOST_PAPER_BALLOTS,
        error_messages={
            "required": _("Please write how many ballots you counted."),
            "invalid": _("Please write a whole number."),
            "min_value": _("Please write how many ballots you counted."),
            "max_value": _("At most %(most)s ballots can be entered at once.") % {"most": MOST_PAPER_BALLOTS},
        },
    )  # fmt: skip

    def clean_perspective(self) -> str:
        """A pile that lies in the wrong place is hard to find again, so nothing is chosen beforehand."""
        if "perspective" not in self.data:
            raise forms.ValidationError(_("Please choose which perspective these ballots are of."))
        return str(self.cleaned_data["perspective"])
