"""What may be typed about an account. The work is allauth's; the sentences are ours."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter as second_factor_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.forms import VISIBLE, SummarisedForm

ADDRESS_ERRORS = {
    "required": _("Please type your e-mail address."),
    "invalid": _("This is no complete e-mail address, such as name@example.org."),
}
PASSKEY_ERROR = _("The passkey was not accepted. Please try it again.")
# What reading an answer raises that no browser sends.
MALFORMED = (AttributeError, KeyError, TypeError, ValueError)
CREDENTIAL_ERRORS = {
    "required": _("The browser sent no passkey. Please use the button on this page."),
    "invalid": PASSKEY_ERROR,
}
PASSKEY_NAME_ERRORS = {
    "required": _("Please type a name for the passkey."),
    "max_length": _("Please shorten the name to 60 characters."),
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


class PasswordForm(SummarisedForm, ReauthenticateForm):  # type: ignore[misc]
    """The password again, before something about the account is changed."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["password"].error_messages["required"] = _("Please type your password.")


class CodeForm(SummarisedForm, AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["code"].error_messages["required"] = _("Please type the code.")

    def clean_code(self) -> str:
        """The code holds, and was not used before."""
        code: str = _throttled(super().clean_code)
        if self.authenticator.type == Authenticator.Type.TOTP and not _is_fresh(self.user.pk, code):
            raise second_factor_adapter().validation_error("incorrect_code")
        return code


class PasskeyForm(SummarisedForm, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """What a browser answers after somebody showed a passkey."""

    anchors = MappingProxyType({"credential": "passkey"})

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["credential"].error_messages.update(CREDENTIAL_ERRORS)

    def clean_credential(self) -> Authenticator:
        """The passkey belongs to this person."""
        try:
            return _throttled(super().clean_credential, PASSKEY_ERROR)
        except MALFORMED as refused:
            raise ValidationError(PASSKEY_ERROR) from refused


class AppForm(SummarisedForm, ActivateTOTPForm):  # type: ignore[misc]
    """A first code shows that the app knows the key."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["code"].error_messages["required"] = _("Please type the code that the app shows.")


class NewPasskeyForm(SummarisedForm, AddWebAuthnForm):  # type: ignore[misc]
    """A name, and what the browser answers after it made a passkey."""

    anchors = MappingProxyType({"credential": "passkey"})
    name = forms.CharField(required=False, max_length=60, validators=[VISIBLE], error_messages=PASSKEY_NAME_ERRORS)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["credential"].error_messages.update(CREDENTIAL_ERRORS)

    def clean(self) -> dict[str, Any]:
        """The credential answers what was asked; that it does not is told where the button stands."""
        try:
            super().clean()
        except (ValidationError, *MALFORMED):
            self.add_error("credential", PASSKEY_ERROR)
        return self.cleaned_data


class PasskeyNameForm(SummarisedForm):
    """How somebody tells one passkey from others."""

    name = forms.CharField(max_length=60, validators=[VISIBLE], error_messages=PASSKEY_NAME_ERRORS)


def _throttled(check: Callable[[], Any], otherwise: Any = "") -> Any:
    """What the check answers; its refusals in words of the second factor, with which no new password helps."""
    try:
        return check()
    except ValidationError as refused:
        if refused.code == "too_many_login_attempts":
            raise get_adapter().validation_error("rate_limited") from refused
        if otherwise:
            raise ValidationError(otherwise) from refused
        raise


def _is_fresh(person: int, code: str) -> bool:
    """Whether this is the first use: a code holds for three periods, and who looks over a shoulder sees it too."""
    key = f"second-factor-code-{person}-{normalize_user_code(code)}"
    return cache.add(key, 1, timeout=app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1))


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
