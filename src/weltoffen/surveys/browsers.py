"""What a browser remembers: from it somebody took part in these surveys. The server keeps no list."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE, COOKIE_DAYS = "surveys", 180
BETWEEN = "."
MOST_REMEMBERED = 20


def has_taken_part(request: HttpRequest, key: str) -> bool:
    """Whether somebody took part in the survey from this browser."""
    return key in _remembered(request)


def remember(request: HttpRequest, response: HttpResponse, key: str) -> None:
    """Let the browser remember it."""
    keys = [*(known for known in _remembered(request) if known not in ("", key)), key]
    response.set_cookie(
        COOKIE, BETWEEN.join(keys[-MOST_REMEMBERED:]), max_age=COOKIE_DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def _remembered(request: HttpRequest) -> Sequence[str]:
    return request.COOKIES.get(COOKIE, "").split(BETWEEN)
