"""What may be typed to start or to reopen a round; every fault has its sentence."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from weltoffen.catalogue.models import FrameworkVersion
from weltoffen.foundation import clock
from weltoffen.foundation.forms import DAYS_AS_TYPED, VISIBLE, SummarisedForm
from weltoffen.rounds.queries import titles_here

EARLIEST_DAY = date(2000, 1, 1)
LONGEST_REASON = 1_000
NO_DAY = _("Please write the day like 2026-11-22.")


def _day(*, required: bool) -> forms.DateField:
    return forms.DateField(
        required=required,
        input_formats=DAYS_AS_TYPED,
        validators=[MinValueValidator(EARLIEST_DAY, _("Please check the year."))],
        error_messages={"required": _("Please say when the round starts."), "invalid": NO_DAY},
    )


def _questionnaire(versions: Mapping[int, FrameworkVersion]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=[(str(pk), str(version)) for pk, version in versions.items()],
        coerce=int,
        error_messages={
            "required": _("Please choose a questionnaire."),
            "invalid_choice": _("Please choose one of the questionnaires."),
        },
    )


class StartForm(SummarisedForm):
    """A title, a questionnaire, a period."""

    anchors: Mapping[str, str] = {"questionnaire": "id_questionnaire_1"}

    title = forms.CharField(
        max_length=120,
        validators=[VISIBLE],
        error_messages={
            "required": _("Please give the round a title."),
            "max_length": _("Please shorten the title to 120 characters."),
        },
    )
    starts_on = _day(required=True)
    ends_on = _day(required=False)

    def __init__(self, versions: Sequence[FrameworkVersion], **options: Any) -> None:
        super().__init__(**options)
        self.versions = {version.pk: version for version in versions}
        self.fields["questionnaire"] = _questionnaire(self.versions)
        self.order_fields(["title", "questionnaire", "starts_on", "ends_on"])

    @property
    def version(self) -> FrameworkVersion:
        """The chosen questionnaire of a sound form."""
        return self.versions[self.cleaned_data["questionnaire"]]

    def clean_title(self) -> str:
        """A title that no other round has: lists and reports tell rounds apart by it."""
        title: str = self.cleaned_data["title"]
        if title.casefold() in {taken.casefold() for taken in titles_here()}:
            raise forms.ValidationError(
                _("Another round has this title already. Please give this one a title of its own.")
            )
        return title

    def clean_starts_on(self) -> date:
        """Answering begins as soon as the round is started: no day to come."""
        starts_on: date = self.cleaned_data["starts_on"]
        if starts_on > clock.today():
            sentence = _("A round begins as soon as you start it. Please choose today or an earlier day.")
            raise forms.ValidationError(sentence)
        return starts_on

    def clean(self) -> None:
        """A round ends after it starts."""
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The end lies before the start."))


class ReopenForm(SummarisedForm):
    """Why answers have to change again."""

    reason = forms.CharField(
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("Please say why the round is reopened."),
            "max_length": _("Please shorten the reason to 1,000 characters."),
        },
    )
