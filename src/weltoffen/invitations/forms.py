"""What may be typed about guests, and what guests may say; every fault has its sentence."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weltoffen.contributors.choices import Written
from weltoffen.contributors.forms import NO_DAY
from weltoffen.contributors.models import LONGEST_NAME
from weltoffen.foundation import clock
from weltoffen.foundation.forms import DAYS_AS_TYPED, VISIBLE, SummarisedForm
from weltoffen.foundation.pasting import PasteForm, faults_of_address, faults_of_name, near
from weltoffen.invitations.actions import NeedsTold, NewGuest
from weltoffen.invitations.choices import Reply
from weltoffen.invitations.models import (
    LONGEST_INVITATION,
    LONGEST_LANGUAGE,
    LONGEST_NEED,
    MOST_CHILDREN,
    MOST_PEOPLE,
    Attendee,
)
from weltoffen.invitations.queries import addresses_of
from weltoffen.invitations.wording import perspective_choices, perspective_label
from weltoffen.workshops.models import Workshop

MOST_CAME, MOST_PLACES = 1_000, 5_000
ADDRESS = gettext_lazy("Please check the e-mail address: name@example.org.")
TOO_LONG = gettext_lazy("Please shorten this to %(limit_value)s characters.")


def line(most: int, *, missing: Any = "") -> forms.CharField:
    """One line of text; `missing` says what to do where it must be there."""
    return forms.CharField(
        max_length=most, required=bool(missing), validators=[VISIBLE],
        error_messages={"max_length": TOO_LONG, "required": missing},
    )  # fmt: skip


def address() -> forms.EmailField:
    """An address, or nothing."""
    return forms.EmailField(required=False, max_length=254, error_messages={"invalid": ADDRESS, "max_length": ADDRESS})


def language() -> forms.ChoiceField:
    """In which language somebody is written to."""
    said = gettext_lazy("Please choose one of the languages.")
    return forms.ChoiceField(choices=Written.choices, error_messages={"required": said, "invalid_choice": said})


class GuestForm(SummarisedForm):
    """One guest: who, from which perspective, how they are reached, what to remember."""

    name = line(LONGEST_NAME, missing=gettext_lazy("Please type the name."))
    organisation = line(LONGEST_NAME)
    email = address()

    def __init__(self, workshop: Workshop, attendee: Attendee | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.taken = addresses_of(workshop, besides=attendee)
        said = gettext_lazy("Please choose the perspective.")
        choices = perspective_choices(workshop)
        if attendee is not None and attendee.perspective not in dict(choices):
            choices.append((attendee.perspective, perspective_label(workshop, attendee.perspective)))
        self.fields["perspective"] = forms.ChoiceField(
            choices=choices, error_messages={"required": said, "invalid_choice": said}
        )
        # Whoever registered may have given no name.
        self.fields["name"].required = attendee is None or bool(attendee.name)
        self.fields["language"] = language()
        self.fields["note"] = line(LONGEST_NEED)

    def clean_email(self) -> str:
        """An address is invited once."""
        email: str = self.cleaned_data["email"]
        if email.lower() in self.taken:
            raise ValidationError(_("This address is on the list already."))
        return email

    @property
    def guest(self) -> NewGuest:
        """Whom a sound form describes."""
        return NewGuest(**self.cleaned_data)


class GuestsForm(PasteForm):
    """A line for each: name; organisation; address; perspective."""

    cells = 4
    language = language()

    def __init__(self, workshop: Workshop, **options: Any) -> None:
        super().__init__(**options)
        self.labels = {label.casefold(): key for key, label in perspective_choices(workshop)}
        self.known = [label for _key, label in perspective_choices(workshop)]
        self.taken = addresses_of(workshop)
        self.new: list[NewGuest] = []

    def faults_of(self, cells: Sequence[str]) -> Iterator[str]:
        """What is wrong with a line."""
        if len(cells) != self.cells:
            yield _("%(found)s parts instead of four: name; organisation; e-mail address; perspective.") % {
                "found": len(cells)
            }
            return
        name, organisation, email, perspective = cells
        yield from faults_of_name(name)
        if len(organisation) > LONGEST_NAME:
            yield _("the organisation has more than 120 characters.")
        yield from faults_of_address(email, self.taken - {""})
        if perspective.casefold() not in self.labels:
            yield _unknown_perspective(perspective, self.known)

    def take(self, cells: Sequence[str]) -> None:
        """Take over a sound line."""
        name, organisation, email, perspective = cells
        self.taken.add(email.lower())
        key = self.labels[perspective.casefold()]
        self.new.append(NewGuest(name, key, organisation, email, self.cleaned_data.get("language", "")))


def _unknown_perspective(found: str, known: Sequence[str]) -> str:
    if not found:
        return _("the perspective is missing.")
    meant = near(found, known)
    if meant:
        return _("there is no perspective “%(found)s”. Do you mean “%(near)s”?") % {"found": found, "near": meant}
    return _("there is no perspective “%(found)s”.") % {"found": found}


class TextForm(SummarisedForm):
    """The text of the invitation in both languages; empty means our own."""

    text = forms.CharField(required=False, max_length=LONGEST_INVITATION, error_messages={"max_length": TOO_LONG})
    text_en = forms.CharField(required=False, max_length=LONGEST_INVITATION, error_messages={"max_length": TOO_LONG})


class NeedsForm(SummarisedForm):
    """What somebody needs to take part."""

    needs_interpretation = forms.BooleanField(required=False)
    interpretation = line(LONGEST_LANGUAGE)
    needs_sign_language = forms.BooleanField(required=False)
    needs_step_free = forms.BooleanField(required=False)
    children = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_CHILDREN,
        error_messages={
            "invalid": gettext_lazy("Please write the number of children in digits."),
            "min_value": gettext_lazy("Please write the number of children in digits."),
            "max_value": gettext_lazy("For more than 12 children, please tell us in the last field."),
        },
    )  # fmt: skip
    other = forms.CharField(required=False, max_length=LONGEST_NEED, error_messages={"max_length": TOO_LONG})

    def clean(self) -> None:
        """Interpretation needs a language; a language without the tick is meant as one."""
        if self.cleaned_data.get("needs_interpretation") and not self.cleaned_data.get("interpretation"):
            self.add_error("interpretation", _("Please say into which language we are to interpret."))

    @property
    def needs(self) -> NeedsTold:
        """What a sound form says."""
        typed = self.cleaned_data
        return NeedsTold(
            typed["interpretation"], typed["needs_sign_language"], typed["needs_step_free"], typed["children"] or 0,
            typed["other"].strip(),
        )  # fmt: skip


class ReplyForm(NeedsForm):
    """Whether somebody comes, and what they need."""

    anchors: Mapping[str, str] = {"reply": "id_reply"}

    reply = forms.ChoiceField(
        choices=[(one, "") for one in (Reply.YES, Reply.OTHER, Reply.NO)],
        error_messages={
            "required": gettext_lazy("Please say whether you come."),
            "invalid_choice": gettext_lazy("Please say whether you come."),
        },
    )
    stand_in = line(LONGEST_NAME)
    field_order = ("reply", "stand_in")

    def clean(self) -> None:
        """Who stays away needs nothing, so nothing that they left there is at fault."""
        if self.cleaned_data.get("reply") != Reply.NO:
            super().clean()


class AnnounceForm(SummarisedForm):
    """Until when people register, and how many places there are."""

    closes_on = forms.DateField(
        input_formats=DAYS_AS_TYPED,
        error_messages={
            "required": gettext_lazy("Please say until when people can register."), "invalid": NO_DAY,
        },
    )  # fmt: skip
    places = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_PLACES,
        error_messages={
            "invalid": gettext_lazy("Please write the number of places in digits, up to 5,000."),
            "min_value": gettext_lazy("Please write the number of places in digits, up to 5,000."),
            "max_value": gettext_lazy("Please write the number of places in digits, up to 5,000."),
        },
    )  # fmt: skip

    def __init__(self, workshop: Workshop, **options: Any) -> None:
        super().__init__(**options)
        self.last_day = workshop.local_beginning.date()

    def clean_closes_on(self) -> date:
        """A day to come, up to that of the event."""
        day: date = self.cleaned_data["closes_on"]
        if day > self.last_day:
            raise ValidationError(_("This day is after the event. Please choose an earlier one."))
        if day < clock.today():
            raise ValidationError(_("Please choose today or a later day."))
        return day


class RegisterForm(NeedsForm):
    """Who comes, if they want to say so, how many, and what they need."""

    name = line(LONGEST_NAME)
    email = address()
    people = forms.IntegerField(
        min_value=1, max_value=MOST_PEOPLE,
        error_messages={
            "required": gettext_lazy("Please say how many people come."),
            "invalid": gettext_lazy("Please write the number of people in digits."),
            "min_value": gettext_lazy("Please write the number of people in digits."),
            "max_value": gettext_lazy(
                "At most 10 people can be registered at once. Please register the others anew."
            ),
        },
    )  # fmt: skip
    field_order = ("people", "name", "email")


class CameForm(SummarisedForm):
    """How many came, by perspective; empty where nobody counted."""

    def __init__(self, keys: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        said = gettext_lazy("Please write a whole number from 0 to 1000.")
        for key in keys:
            self.fields[f"came_{key}"] = forms.IntegerField(
                required=False, min_value=0, max_value=MOST_CAME,
                error_messages={"invalid": said, "min_value": said, "max_value": said},
            )  # fmt: skip
        self.keys = keys

    @property
    def came(self) -> dict[str, int]:
        """The numbers of a sound form."""
        typed = self.cleaned_data
        return {key: typed[f"came_{key}"] for key in self.keys if typed[f"came_{key}"] is not None}
