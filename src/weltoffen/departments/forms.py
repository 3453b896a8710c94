"""What may be typed about departments and the people who are invited; every fault has its sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weltoffen.departments.models import LONGEST_NAME, Department
from weltoffen.departments.rules import names_taken
from weltoffen.foundation.forms import VISIBLE, SummarisedForm
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.forms import NewMemberForm
from weltoffen.municipalities.models import Membership
from weltoffen.municipalities.roles import Permission, may

NO_SUCH_SUBJECT = _("Please choose from the list.")


class SetUpForm(SummarisedForm):
    """Which of the departments that the questionnaire names exist here."""

    def __init__(self, subjects: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options)
        self.fields["subjects"] = forms.MultipleChoiceField(
            choices=list(subjects.items()),
            error_messages={
                "required": _("Please choose at least one department."), "invalid_choice": NO_SUCH_SUBJECT,
            },
        )  # fmt: skip


class DepartmentForm(SummarisedForm):
    """Name, what it has to do with, who works there."""

    name = forms.CharField(
        max_length=LONGEST_NAME,
        validators=[VISIBLE],
        error_messages={
            "required": _("Please type the name of the department."),
            "max_length": _("Please shorten the name to 120 characters."),
        },
    )

    def __init__(
        self, subjects: Mapping[str, str], people: Sequence[Membership], department: Department | None = None,
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(**options)
        self.department = department
        # What an older questionnaire named stays, even where the newest one names it no more.
        kept = {key: key for key in department.covers if key not in subjects} if department is not None else {}
        self.fields["covers"] = forms.MultipleChoiceField(
            required=False, choices=[*subjects.items(), *kept.items()],
            error_messages={"invalid_choice": NO_SUCH_SUBJECT},
        )  # fmt: skip
        self.fields["people"] = forms.TypedMultipleChoiceField(
            required=False, coerce=int, choices=[(str(one.pk), str(one.person)) for one in people],
            error_messages={"invalid_choice": _("Somebody in the list has no access any more. Please choose anew.")},
        )  # fmt: skip

    def clean_name(self) -> str:
        """A name that no other department has."""
        name: str = self.cleaned_data["name"].strip()
        if name.lower() in names_taken(besides=self.department):
            self.add_error("name", _("There is a department “%(name)s” already.") % {"name": name})
        return name


class InvitationForm(NewMemberForm):
    """Who is invited, as what, and where they work."""

    role = forms.ChoiceField(
        choices=Role.choices,
        error_messages={
            "required": _("Please choose a role."),
            "invalid_choice": _("Please choose one of the roles."),
        },
    )

    def __init__(self, departments: Sequence[Department], **options: Any) -> None:
        super().__init__(**options)
        self.departments = {str(one.pk): one for one in departments}
        self.fields["department"] = forms.ChoiceField(
            required=False, choices=[("", ""), *((key, str(one)) for key, one in self.departments.items())],
            error_messages={"invalid_choice": _("Please choose one of the departments.")},
        )  # fmt: skip

    def clean(self) -> None:
        """Only those who may answer work in a department."""
        role, department = self.cleaned_data.get("role", ""), self.cleaned_data.get("department")
        if role and department and not may(role, Permission.ANSWER):
            self.add_error("department", _("Only those who answer questions belong to a department."))

    @property
    def department(self) -> Department | None:
        """The chosen department of a sound form."""
        return self.departments.get(self.cleaned_data["department"])
