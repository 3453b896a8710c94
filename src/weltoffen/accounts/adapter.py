"""How sign-in behaves here: nobody signs up by themselves, and what people read are our words."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts import actions, emails
from weltoffen.accounts.models import Person
from weltoffen.accounts.rules import SecondFactorIsUnreadable
from weltoffen.accounts.sealing import Unreadable, seal, unseal


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are added by their municipality."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "E-mail address and password do not belong together. Please check both, or set a new password."
        ),
        "too_many_login_attempts": _("There were too many attempts. Please wait five minutes, or set a new password."),
        "incorrect_password": _("This is not your password. Please type it again."),
        "rate_limited": _("There were too many attempts. Please wait five minutes."),
        "enter_current_password": _("This is not your present password. Please type it again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *arguments: object, **options: object
    ) -> None:
        """That the password was changed, for who is signed in; else the page that follows says what happened."""
        if message_template == "account/messages/password_changed.txt" and request.user.is_authenticated:
            messages.success(request, gettext("Your password was changed. On all other devices you are signed out."))

    def set_password(self, user: Person, password: str) -> None:
        """Set it as a deed of this room."""
        actions.set_password(user, password)

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, str]]:
        """The password: somebody at an unlocked computer may also hold the phone that lies beside it."""
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The account."""
        return reverse("accounts:account")

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """Our mail, to the address of the account and no other."""
        emails.send_password_link(user, context["password_reset_url"])

    def send_notification_mail(self, template_prefix: str, user: Person, *arguments: object, **options: object) -> None:
        """That the password was changed, the one thing that is told after it happened."""
        emails.send_password_changed(user, self.request.build_absolute_uri(reverse("account_reset_password")))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keys are sealed; what apps and browsers show bears the name of the product."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not hold. Please type the one that is shown now."),
    }

    def encrypt(self, text: str) -> str:
        """Seal it."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Unseal it, or say who can help."""
        try:
            return unseal(encrypted_text)
        except Unreadable as refused:
            raise SecondFactorIsUnreadable from refused

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's word
        """What a passkey is called that got no name."""
        return gettext("Passkey")

    def _get_site_name(self) -> str:
        return "Weltoffen"
