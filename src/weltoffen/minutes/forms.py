"""What may be written into minutes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.forms import SummarisedForm
from weltoffen.minutes.actions import MinutesContent
from weltoffen.minutes.models import LONGEST_TEXT
from weltoffen.workshops.models import AgendaItem


def _text() -> forms.CharField:
    too_long = _("Please shorten the text to 10,000 characters.")
    return forms.CharField(required=False, max_length=LONGEST_TEXT, error_messages={"max_length": too_long})


class MinutesForm(SummarisedForm):
    """An introduction, a text for each item of the agenda, an outlook; made from `version` of the minutes."""

    introduction = _text()
    outlook = _text()
    version = forms.IntegerField(min_value=0)

    def __init__(self, items: Sequence[AgendaItem], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.items = items
        for item in items:
            self.fields[name_of(item.number)] = _text()

    @property
    def content(self) -> MinutesContent:
        """What a sound form says."""
        texts = {item.number: self.cleaned_data[name_of(item.number)] for item in self.items}
        return MinutesContent(self.cleaned_data["introduction"], self.cleaned_data["outlook"], texts)


def name_of(item: int) -> str:
    """The field of an agenda item."""
    return f"item-{item}"


def as_typed(content: MinutesContent, version: int) -> Mapping[str, Any]:
    """What stands in the form at first."""
    texts = {name_of(number): text for number, text in content.texts.items()}
    return {"introduction": content.introduction, "outlook": content.outlook, "version": version, **texts}
