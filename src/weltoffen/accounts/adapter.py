"""How sign-in behaves here: nobody signs up by themselves; messages of the library stay silent."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are added by their municipality."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def add_message(self, *arguments: object, **options: object) -> None:
        """Nothing: the page that follows says what happened."""
