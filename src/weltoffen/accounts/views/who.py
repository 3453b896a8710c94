"""Who asks for a page of the account."""

from typing import cast

from django.http import HttpRequest

from weltoffen.accounts.models import Person


def person_of(request: HttpRequest) -> Person:
    """Whoever is signed in; pages of the account are closed to everybody else (LoginRequiredMiddleware)."""
    return cast("Person", request.user)
