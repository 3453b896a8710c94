"""What may be typed about an agenda item; which options there are depends on its activity (`rules.OPTIONS`)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.forms import VISIBLE, SummarisedForm
from weltoffen.workshops.actions import PlannedItem
from weltoffen.workshops.agenda import Place
from weltoffen.workshops.choices import Activity, Counting
from weltoffen.workshops.models import LONGEST_ITEM, LONGEST_TEXT, LONGEST_TITLE, AgendaItem
from weltoffen.workshops.options import stored_options
from weltoffen.workshops.rules import MOST_SUBJECTS, OPTIONS, TAKES_SUBJECTS, OptionKind, Possible

NOT_IN_LIMITS = _("Please write a number from %(lowest)s to %(most)s.")
NOT_MINUTES = _("Please write a number from 1 to 300.")
Choices = Sequence[tuple[str, str]]


class ItemForm(SummarisedForm):
    """Title, minutes, place in the agenda, notes, what it is about, and the options of its activity."""

    anchors: Mapping[str, str] = {"subjects": "subjects", "counting": "id_counting_1", "of": "id_of_1"}

    title = forms.CharField(
        max_length=LONGEST_TITLE,
        validators=[VISIBLE],
        error_messages={
            "required": _("Please give the item a title."),
            "max_length": _("Please shorten the title to 120 characters."),
        },
    )
    minutes = forms.IntegerField(
        validators=[MinValueValidator(1, NOT_MINUTES), MaxValueValidator(LONGEST_ITEM, NOT_MINUTES)],
        error_messages={"required": NOT_MINUTES, "invalid": NOT_MINUTES},
    )
    is_fixed = forms.BooleanField(required=False)
    notes = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": _("Please shorten the notes to 4,000 characters.")},
    )

    def __init__(
        self, activity: str, *, subjects: Collection[str], places: Choices, collecting: Choices, **options: Any
    ) -> None:
        super().__init__(**options)
        self.activity = activity
        self.takes_subjects = TAKES_SUBJECTS[activity]
        self.fields["place"] = forms.ChoiceField(
            choices=places, error_messages={"required": _("Please choose where it stands."),
                                            "invalid_choice": _("Please choose a place of the agenda.")},
        )  # fmt: skip
        if self.takes_subjects:
            self.fields["subjects"] = forms.MultipleChoiceField(
                choices=[(key, key) for key in subjects],
                required=False,
                error_messages={"invalid_choice": _("Please choose from the fields and questions of this page.")},
            )
        for possible in OPTIONS[activity]:
            self.fields[possible.key] = _field(possible, collecting)

    @property
    def planned(self) -> PlannedItem:
        """What a sound form says."""
        said = self.cleaned_data
        return PlannedItem(
            activity=self.activity, title=said["title"], minutes=said["minutes"], notes=said["notes"],
            subjects=tuple(said.get("subjects", ())), is_fixed=said["is_fixed"],
            options={possible.key: _stored(possible, said[possible.key]) for possible in OPTIONS[self.activity]},
        )  # fmt: skip

    @property
    def place(self) -> Place:
        """Where it is to stand."""
        group, _dash, after = self.cleaned_data["place"].partition("-")
        return Place(int(group), int(after))

    def clean_subjects(self) -> list[str]:
        """Not more than anybody can talk about; something to rate where it is rated."""
        chosen: list[str] = self.cleaned_data["subjects"]
        if len(chosen) > MOST_SUBJECTS:
            sentence = _("Please choose at most %(most)s; %(number)s are chosen.")
            raise forms.ValidationError(sentence, params={"most": MOST_SUBJECTS, "number": len(chosen)})
        if self.activity == Activity.RATE and not chosen:
            raise forms.ValidationError(_("Please choose at least one field or question to rate."))
        return chosen

    def clean(self) -> None:
        """On one idea there cannot be more points than there are."""
        said = self.cleaned_data
        is_points = said.get("counting") == Counting.POINTS
        if is_points and said.get("points") and said.get("most_on_one") and said["most_on_one"] > said["points"]:
            self.add_error("most_on_one", _("This is more than the number of points."))


def _field(possible: Possible, collecting: Choices) -> forms.Field:
    match possible.kind:
        case OptionKind.YES_NO:
            return forms.BooleanField(required=False)
        case OptionKind.TEXT:
            too_long = _("Please shorten the text to %(most)s characters.") % {"most": possible.most}
            return forms.CharField(
                required=False,
                max_length=possible.most,
                error_messages={"max_length": too_long},
            )
        case OptionKind.NUMBER:
            wrong = NOT_IN_LIMITS % {"lowest": possible.lowest, "most": possible.most}
            return forms.IntegerField(
                validators=[MinValueValidator(possible.lowest, wrong), MaxValueValidator(possible.most, wrong)],
                error_messages={"required": wrong, "invalid": wrong},
            )
        case OptionKind.CHOICE:
            return forms.ChoiceField(
                choices=[(one, one) for one in possible.choices],
                error_messages=dict.fromkeys(("required", "invalid_choice"), _("Please choose how it is counted.")),
            )
        case OptionKind.ITEMS:
            return forms.MultipleChoiceField(
                required=False, choices=collecting,
                error_messages={"invalid_choice": _("Please choose from the items of this page.")},
            )  # fmt: skip


def _stored(possible: Possible, said: object) -> object:
    return [int(one) for one in said] if possible.kind is OptionKind.ITEMS and isinstance(said, list) else said


def place_key(place: Place) -> str:
    """How forms call a place."""
    return f"{place.group}-{place.after}"


def as_typed(item: AgendaItem, place: Place) -> dict[str, Any]:
    """What stands in the form about an item."""
    options = stored_options(item)
    return {
        "title": item.title,
        "minutes": item.minutes,
        "is_fixed": item.is_fixed,
        "notes": item.notes,
        "subjects": item.subjects,
        "place": place_key(place),
        **{key: [str(one) for one in value] if isinstance(value, list) else value for key, value in options.items()},
    }


def minutes_in(data: Mapping[str, str]) -> tuple[dict[int, int], dict[int, str]]:
    """The minutes typed beside items, by their numbers, and what was typed instead of minutes."""
    sound, faulty = {}, {}
    for name, typed in data.items():
        start, _dash, number = name.partition("-")
        if start != "minutes" or not number.isdecimal():
            continue
        if typed.strip().isdecimal() and 1 <= int(typed) <= LONGEST_ITEM:
            sound[int(number)] = int(typed)
        else:
            faulty[int(number)] = typed
    return sound, faulty
