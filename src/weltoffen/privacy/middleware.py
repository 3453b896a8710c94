"""Counts the pages of those who chose it: pages for everyone only, and nobody who is signed in."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from weltoffen.foundation.templating import current_language
from weltoffen.privacy.choosing import wants_to_be_counted
from weltoffen.privacy.counting import count_page

logger = logging.getLogger(__name__)
FOR_EVERYONE = "public"
OK = 200


class CountingMiddleware:
    """After a page was made; that it could not be counted keeps nobody from reading it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and count where somebody chose that."""
        response = self.get_response(request)
        if wants_to_be_counted(request) and _is_page_for_everyone(request, response):
            try:
                count_page(request.resolver_match.view_name, current_language())  # type: ignore[union-attr]
            except DatabaseError:
                logger.warning("A page was not counted.", exc_info=True)
        return response


def _is_page_for_everyone(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        request.method == "GET"
        and response.status_code == OK
        and response.headers.get("Content-Type", "").startswith("text/html")
        and match is not None
        and match.app_name == FOR_EVERYONE
        and not request.user.is_authenticated
    )
