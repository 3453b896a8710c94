"""What may be typed about a workshop as a whole."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation import clock
from weltoffen.foundation.forms import DAYS_AS_TYPED, VISIBLE, SummarisedForm
from weltoffen.workshops.actions import WorkshopContent
from weltoffen.workshops.choices import Kind, Venue
from weltoffen.workshops.models import (
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_WORKSHOP,
    SHORTEST_WORKSHOP,
    Workshop,
)

TIMES_AS_TYPED = ["%H:%M", "%H:%M:%S", "%H.%M", "%H"]
LENGTHS = (120, 180, 300)
OTHER = "other"
PROPOSAL, EMPTY = "proposal", "empty"
MOST_GROUPS_AT_FIRST = 4
TOO_SHORT_OR_LONG = _("Please write a number from 30 to 600.")


def _text(longest: int, *, required: str | Any = "", too_long: Any) -> forms.CharField:
    return forms.CharField(
        required=bool(required),
        max_length=longest,
        validators=[VISIBLE],
        error_messages={"required": required, "max_length": too_long},
    )


def _choose(sentence: Any) -> dict[str, Any]:
    return {"required": sentence, "invalid_choice": sentence}


class WorkshopForm(SummarisedForm):
    """What a workshop is called, when and where it is, how long it takes and who leads it."""

    anchors: Mapping[str, str] = {"kind": "id_kind_1", "length": "id_length_1", "venue": "id_venue_1"}

    title = _text(
        LONGEST_TITLE,
        required=_("Please give the workshop a title."),
        too_long=_("Please shorten the title to 120 characters."),
    )
    kind = forms.ChoiceField(choices=Kind.choices, error_messages=_choose(_("Please choose what it is.")))
    day = forms.DateField(
        input_formats=DAYS_AS_TYPED,
        error_messages={
            "required": _("Please say on which day it is."),
            "invalid": _("Please write the day like 2026-11-22."),
        },
    )
    time = forms.TimeField(
        input_formats=TIMES_AS_TYPED,
        error_messages={
            "required": _("Please say when it begins."),
            "invalid": _("Please write the time like 14:00."),
        },
    )
    length = forms.ChoiceField(
        choices=[*((str(minutes), "") for minutes in LENGTHS), (OTHER, "")],
        error_messages=_choose(_("Please choose how long it takes.")),
    )
    minutes = forms.IntegerField(
        required=False,
        validators=[
            MinValueValidator(SHORTEST_WORKSHOP, TOO_SHORT_OR_LONG),
            MaxValueValidator(LONGEST_WORKSHOP, TOO_SHORT_OR_LONG),
        ],
        error_messages={"invalid": TOO_SHORT_OR_LONG},
    )
    venue = forms.ChoiceField(choices=Venue.choices, error_messages=_choose(_("Please choose where it is.")))
    place = _text(LONGEST_PLACE, too_long=_("Please shorten the place to 200 characters."))
    link = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "invalid": _("Please write the whole address, beginning with https://."),
            "max_length": _("Please use a shorter address."),
        },
    )
    facilitator = _text(LONGEST_TITLE, too_long=_("Please shorten the name to 120 characters."))
    purpose = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": _("Please shorten the text to 4,000 characters.")},
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.may_be_past = False

    @property
    def content(self) -> WorkshopContent:
        """What a sound form says."""
        said = self.cleaned_data
        return WorkshopContent(
            title=said["title"], kind=said["kind"], begins_at=said["begins_at"], minutes=said["minutes"],
            venue=said["venue"], place=said["place"], link=said["link"], facilitator=said["facilitator"],
            purpose=said["purpose"],
        )  # fmt: skip

    def clean(self) -> None:
        """A moment that is still to come, and the minutes of a length that has no name."""
        self._clean_length()
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        if day is None or hour is None:
            return
        begins_at = timezone.make_aware(datetime.combine(day, hour))
        if begins_at < clock.now() and not self.may_be_past:
            self.add_error("day", _("This moment is over. Please choose a later one."))
        self.cleaned_data["begins_at"] = begins_at

    def _clean_length(self) -> None:
        length = self.cleaned_data.get("length", "")
        if length in {str(one) for one in LENGTHS}:
            self.errors.pop("minutes", None)
            self.cleaned_data["minutes"] = int(length)
        elif length == OTHER and self.cleaned_data.get("minutes") is None and "minutes" not in self.errors:
            self.add_error("minutes", _("Please say how many minutes it takes."))


class NewWorkshopForm(WorkshopForm):
    """The same with what only counts at the beginning: which evaluation, which agenda, how many working groups."""

    anchors: Mapping[str, str] = {
        **WorkshopForm.anchors, "evaluation": "id_evaluation_1", "agenda": "id_agenda_1", "groups": "id_groups",
    }  # fmt: skip

    def __init__(self, evaluations: Sequence[StoredEvaluation], templates: Sequence[int], **options: Any) -> None:
        super().__init__(**options)
        self.evaluations = {evaluation_key(one): one for one in evaluations}
        self.fields["evaluation"] = forms.ChoiceField(
            choices=[(key, key) for key in self.evaluations],
            error_messages=_choose(_("Please choose an evaluation.")),
        )
        self.fields["agenda"] = forms.ChoiceField(
            choices=[(key, key) for key in (PROPOSAL, *map(str, templates), EMPTY)],
            error_messages=_choose(_("Please choose with which agenda you begin.")),
        )
        self.fields["groups"] = forms.TypedChoiceField(
            choices=[(number, number) for number in range(MOST_GROUPS_AT_FIRST + 1)], coerce=int,
            error_messages=_choose(_("Please choose how many working groups there are.")),
        )  # fmt: skip

    @property
    def evaluation(self) -> StoredEvaluation:
        """The chosen evaluation of a sound form."""
        return self.evaluations[self.cleaned_data["evaluation"]]


def evaluation_key(evaluation: StoredEvaluation) -> str:
    """How addresses and forms call an evaluation: round and number."""
    return f"{evaluation.round.number}-{evaluation.number}"


def as_typed(workshop: Workshop) -> dict[str, Any]:
    """What stands in the form about a workshop."""
    begins_at = workshop.local_beginning
    is_usual = workshop.minutes in LENGTHS
    return {
        "title": workshop.title,
        "kind": workshop.kind,
        "day": begins_at.date().isoformat(),
        "time": f"{begins_at:%H:%M}",
        "length": str(workshop.minutes) if is_usual else OTHER,
        "minutes": "" if is_usual else workshop.minutes,
        "venue": workshop.venue,
        "place": workshop.place,
        "link": workshop.link,
        "facilitator": workshop.facilitator,
        "purpose": workshop.purpose,
    }


def at_first(title: str, facilitator: str, evaluations: Sequence[StoredEvaluation]) -> dict[str, Any]:
    """What stands in the form of a new workshop."""
    return {
        "title": title,
        "kind": Kind.WORKSHOP.value,
        "time": "14:00",
        "length": "180",
        "venue": Venue.ROOM.value,
        "facilitator": facilitator,
        "evaluation": evaluation_key(evaluations[0]) if evaluations else "",
        "agenda": PROPOSAL,
        "groups": "2",
    }
