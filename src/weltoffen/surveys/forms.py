"""What a coordinator may type about a survey, and what residents may send."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation import clock
from weltoffen.foundation.forms import DAYS_AS_TYPED, VISIBLE, SummarisedForm
from weltoffen.surveys.actions import SurveyContent
from weltoffen.surveys.models import LONGEST_INTRODUCTION, LONGEST_TITLE, Survey
from weltoffen.surveys.rules import MOST_GROUPS, MOST_QUESTIONS, Ballot

LONGEST_GROUP = 60
HIGHEST_THRESHOLD = 1_000
TOO_LONG_TITLE = _("Please shorten the title to 120 characters.")
TOO_LONG_INTRODUCTION = _("Please shorten the text to 2,000 characters.")


def _title(*, required: bool) -> forms.CharField:
    return forms.CharField(
        required=required,
        max_length=LONGEST_TITLE,
        validators=[VISIBLE],
        error_messages={"required": _("Please give the survey a title."), "max_length": TOO_LONG_TITLE},
    )


def _introduction() -> forms.CharField:
    return forms.CharField(
        required=False, max_length=LONGEST_INTRODUCTION, error_messages={"max_length": TOO_LONG_INTRODUCTION}
    )


def _day() -> forms.DateField:
    return forms.DateField(
        required=False,
        input_formats=DAYS_AS_TYPED,
        error_messages={"invalid": _("Please write the day like 2026-11-22.")},
    )


class SurveyForm(SummarisedForm):
    """Title and words for residents, questions, groups, period, and of how many people something is shown at least."""

    anchors: Mapping[str, str] = {"questions": "questions"}

    title = _title(required=True)
    title_en = _title(required=False)
    introduction = _introduction()
    introduction_en = _introduction()
    groups = forms.CharField(required=False)
    opens_on = _day()
    closes_on = _day()

    def __init__(self, questions: Sequence[str], threshold: int, **options: Any) -> None:
        super().__init__(**options)
        self.fields["questions"] = forms.MultipleChoiceField(
            choices=[(key, key) for key in questions],
            error_messages={
                "required": _("Please choose at least one question."),
                "invalid_choice": _("Please choose from the questions of this page."),
            },
        )
        lowest = _("At least %(number)s people have to have answered before something is shown.")
        self.fields["threshold"] = forms.IntegerField(
            max_value=HIGHEST_THRESHOLD,
            validators=[MinValueValidator(threshold, lowest % {"number": threshold})],
            error_messages={
                "required": _("Please write a whole number."),
                "invalid": _("Please write a whole number."),
                "max_value": _("Please write a number up to 1,000."),
            },
        )
        self.order_fields(["title", "title_en", "introduction", "introduction_en", "questions"])

    @property
    def content(self) -> SurveyContent:
        """What a sound form says."""
        return SurveyContent(**self.cleaned_data)

    def clean_questions(self) -> list[str]:
        """Not more than anybody answers."""
        chosen: list[str] = self.cleaned_data["questions"]
        if len(chosen) > MOST_QUESTIONS:
            sentence = _("Please choose at most %(most)s questions; %(number)s are chosen.")
            raise forms.ValidationError(sentence, params={"most": MOST_QUESTIONS, "number": len(chosen)})
        return chosen

    def clean_groups(self) -> list[str]:
        """One in each line, each once."""
        typed = (line.strip() for line in self.cleaned_data["groups"].splitlines())
        groups = list(dict.fromkeys(line for line in typed if line))
        if len(groups) > MOST_GROUPS:
            sentence = _("Please write at most %(most)s groups, one in each line.")
            raise forms.ValidationError(sentence, params={"most": MOST_GROUPS})
        for group in groups:
            VISIBLE(group)
            if len(group) > LONGEST_GROUP:
                raise forms.ValidationError(
                    _("Please shorten “%(group)s” to %(most)s characters."),
                    params={"group": group, "most": LONGEST_GROUP},
                )
        return groups

    def clean_closes_on(self) -> date | None:
        """Still to come."""
        day: date | None = self.cleaned_data["closes_on"]
        if day is not None and day < clock.today():
            raise forms.ValidationError(_("This day is over. Please choose today or a later day."))
        return day

    def clean(self) -> None:
        """It closes after it opens."""
        opens_on, closes_on = self.cleaned_data.get("opens_on"), self.cleaned_data.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", _("The end lies before the start."))


def as_typed(survey: Survey) -> dict[str, Any]:
    """What stands in the form about a survey."""
    return {
        "title": survey.title,
        "title_en": survey.title_en,
        "introduction": survey.introduction,
        "introduction_en": survey.introduction_en,
        "questions": survey.questions,
        "groups": "\n".join(survey.groups),
        "threshold": survey.threshold,
        "opens_on": survey.opens_on.isoformat() if survey.opens_on else "",
        "closes_on": survey.closes_on.isoformat() if survey.closes_on else "",
    }


def ballot_in(sent: QueryDict, questions: Iterable[str]) -> Ballot:
    """What a resident chose."""
    chosen = {key: sent.get(f"value-{key}", "") for key in questions}
    return Ballot({key: value for key, value in chosen.items() if value}, sent.get("group", ""))
