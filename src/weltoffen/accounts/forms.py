"""What may be typed about an account. The work is allauth's; the sentences are ours."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.forms import VISIBLE, SummarisedForm

ADDRESS_ERRORS = {
    "required": _("Please type your e-mail address."),
    "invalid": _("This is no complete e-mail address, such as name@example.org."),
}


class SignInForm(SummarisedForm, LoginForm):  # type: ignore[misc]
    """Address and password; that they do not belong together is told at the address."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["login"].error_messages.update(ADDRESS_ERRORS)
        self.fields["password"].error_messages["required"] = _("Please type your password.")

    def clean(self) -> dict[str, Any] | None:
        """Ask whether they belong together."""
        try:
            cleaned: dict[str, Any] | None = super().clean()
        except ValidationError as refused:
            self.add_error("login", refused)
            return self.cleaned_data
        return cleaned


class ForgottenPasswordForm(SummarisedForm, ResetPasswordForm):  # type: ignore[misc]
    """An address; whether it has an account is told to nobody."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["email"].error_messages.update(ADDRESS_ERRORS)


class _TypedTwice(SummarisedForm):
    """A new password, typed twice."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["password1"].error_messages["required"] = _("Please choose a new password.")
        self.fields["password2"].error_messages["required"] = _("Please type the new password again.")

    def clean(self) -> dict[str, Any]:
        """Both are the same; instead of allauth's own comparison, for the sake of its sentence."""
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ. Please type the same one twice."))
        return self.cleaned_data


class NewPasswordForm(_TypedTwice, ResetPasswordKeyForm):  # type: ignore[misc]
    """A password for somebody who came through a link."""


class ChangedPasswordForm(_TypedTwice, ChangePasswordForm):  # type: ignore[misc]
    """A password for somebody who knows the present one."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["oldpassword"].error_messages["required"] = _("Please type your present password.")


class NameForm(SummarisedForm):
    """How others see the person."""

    name = forms.CharField(
        max_length=120,
        validators=[VISIBLE],
        error_messages={
            "required": _("Please type your name."),
            "max_length": _("Please shorten the name to 120 characters."),
        },
    )
