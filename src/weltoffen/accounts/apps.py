"""Tells Django that this room exists."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in

from weltoffen.accounts.sessions import note_sign_in


class AccountsConfig(AppConfig):
    """The room `accounts`."""

    name = "weltoffen.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Note where somebody signs in."""
        user_logged_in.connect(note_sign_in, dispatch_uid="accounts")
