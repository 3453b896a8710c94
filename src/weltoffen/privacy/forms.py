"""What is typed before an account is deleted: the password, so that nobody does it on an unwatched computer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import Person
from weltoffen.foundation.forms import SummarisedForm


class PasswordForm(SummarisedForm):
    """The present password."""

    password = forms.CharField(strip=False, error_messages={"required": _("Please type your password.")})

    def __init__(self, person: Person, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.person = person

    def clean_password(self) -> str:
        """The password of the account."""
        typed: str = self.cleaned_data["password"]
        if not self.person.check_password(typed):
            raise ValidationError(_("This is not your present password. Please type it again."))
        return typed
