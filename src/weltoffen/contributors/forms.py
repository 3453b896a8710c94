"""What may be typed about contributors and the mail to them; every fault has its sentence."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weltoffen.contributors.actions import NewContributor
from weltoffen.contributors.choices import Written
from weltoffen.contributors.models import LONGEST_NAME, LONGEST_NOTE, Contributor
from weltoffen.contributors.queries import addresses_in
from weltoffen.contributors.rules import latest_end
from weltoffen.departments.models import Department
from weltoffen.foundation import clock
from weltoffen.foundation.forms import DAYS_AS_TYPED, VISIBLE, SummarisedForm
from weltoffen.foundation.pasting import PasteForm, faults_of_address, faults_of_name, near
from weltoffen.rounds.models import Round

TIMES_AS_TYPED = ["%H:%M", "%H.%M", "%H:%M:%S"]
NO_DAY = gettext_lazy("Please write the day like 2026-11-22.")


def _name() -> forms.CharField:
    return forms.CharField(
        max_length=LONGEST_NAME,
        validators=[VISIBLE],
        error_messages={
            "required": gettext_lazy("Please type the name."),
            "max_length": gettext_lazy("Please shorten the name to 120 characters."),
        },
    )


def _email() -> forms.EmailField:
    said = gettext_lazy("Please check the e-mail address: name@example.org.")
    return forms.EmailField(required=False, max_length=254, error_messages={"invalid": said, "max_length": said})


def _language() -> forms.ChoiceField:
    said = gettext_lazy("Please choose one of the languages.")
    return forms.ChoiceField(choices=Written.choices, error_messages={"required": said, "invalid_choice": said})


class _OfRound(SummarisedForm):
    """Knows the round, so that an address is asked once in it."""

    def __init__(self, round_: Round, contributor: Contributor | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.taken = addresses_in(round_, besides=contributor)

    def clean_email(self) -> str:
        """An address that contributes to the round already gets no second link."""
        email: str = self.cleaned_data["email"]
        if email.lower() in self.taken:
            raise ValidationError(_("This address contributes to the round already."))
        return email


class AddForm(_OfRound):
    """Name, address, department, language."""

    name = _name()
    email = _email()

    def __init__(self, round_: Round, departments: Sequence[Department], **options: Any) -> None:
        super().__init__(round_, **options)
        self.departments = {str(one.pk): one for one in departments}
        said = gettext_lazy("Please choose the department.")
        self.fields["department"] = forms.ChoiceField(
            choices=[(key, str(one)) for key, one in self.departments.items()],
            error_messages={"required": said, "invalid_choice": said},
        )
        self.fields["language"] = _language()

    @property
    def new(self) -> NewContributor:
        """Whom a sound form adds."""
        typed = self.cleaned_data
        return NewContributor(typed["name"], typed["email"], self.departments[typed["department"]], typed["language"])


class ChangeForm(_OfRound):
    """Name, address, language, last day of the link."""

    name = _name()
    email = _email()
    language = _language()
    expires_on = forms.DateField(
        input_formats=DAYS_AS_TYPED,
        error_messages={"required": gettext_lazy("Please say until when the link is valid."), "invalid": NO_DAY},
    )

    def clean_expires_on(self) -> date:
        """A day to come, within about a year; a day that is over may stay."""
        day: date = self.cleaned_data["expires_on"]
        if day < clock.today() and day != self.initial.get("expires_on"):
            raise ValidationError(_("Please choose today or a later day."))
        if day > latest_end():
            raise ValidationError(_("A link is valid for one year at most."))
        return day


class ContributorsForm(PasteForm):
    """A line for each: name; address; department."""

    cells = 3
    language = _language()

    def __init__(self, round_: Round, departments: Sequence[Department], **options: Any) -> None:
        super().__init__(**options)
        self.departments = {one.name.casefold(): one for one in departments}
        self.taken = addresses_in(round_)
        self.new: list[NewContributor] = []

    def faults_of(self, cells: Sequence[str]) -> Iterator[str]:
        """What is wrong with a line."""
        if len(cells) != self.cells:
            yield _("%(found)s parts instead of three: name; e-mail address; department.") % {"found": len(cells)}
            return
        name, email, department = cells
        yield from faults_of_name(name)
        yield from faults_of_address(email, self.taken)
        if department.casefold() not in self.departments:
            yield _unknown_department(department, [one.name for one in self.departments.values()])

    def take(self, cells: Sequence[str]) -> None:
        """Take over a sound line."""
        name, email, department = cells
        self.taken.add(email.lower())
        language = self.cleaned_data.get("language", "")
        self.new.append(NewContributor(name, email, self.departments[department.casefold()], language))


def _unknown_department(found: str, known: Sequence[str]) -> str:
    if not found:
        return _("the department is missing.")
    meant = near(found, known)
    if meant:
        return _("there is no department “%(found)s”. Do you mean “%(near)s”?") % {"found": found, "near": meant}
    return _("there is no department “%(found)s”.") % {"found": found}


class SendForm(SummarisedForm):
    """A note of one's own, and when the mail is sent."""

    anchors: Mapping[str, str] = {"when": "id_when"}

    note = forms.CharField(
        required=False, max_length=LONGEST_NOTE,
        error_messages={"max_length": gettext_lazy("Please shorten the note to 2,000 characters.")},
    )  # fmt: skip
    when = forms.ChoiceField(
        choices=[("now", ""), ("later", "")],
        error_messages={
            "required": gettext_lazy("Please choose when."), "invalid_choice": gettext_lazy("Please choose when."),
        },
    )  # fmt: skip
    day = forms.DateField(required=False, input_formats=DAYS_AS_TYPED, error_messages={"invalid": NO_DAY})
    time = forms.TimeField(
        required=False, input_formats=TIMES_AS_TYPED,
        error_messages={"invalid": gettext_lazy("Please write the time like 08:30.")},
    )  # fmt: skip

    def clean(self) -> None:
        """A moment to come, where the mail is to wait."""
        if self.cleaned_data.get("when") != "later":
            return
        for name, sentence in (("day", _("Please say on which day.")), ("time", _("Please say at what time."))):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if {"day", "time"} & set(self.errors):
            return
        if self.due_at <= clock.now():
            self.add_error("day", _("This moment is over. Please choose a later one."))
        elif self.cleaned_data["day"] > latest_end():
            self.add_error("day", _("Please choose a day within the next year."))

    @property
    def due_at(self) -> datetime:
        """The moment of a sound form that waits."""
        day: date = self.cleaned_data["day"]
        at: time = self.cleaned_data["time"]
        return timezone.make_aware(datetime.combine(day, at))
