"""What somebody may choose: so far one thing, that their visits are counted. Off until chosen, kept in one cookie."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "statistics"
COUNTED = "yes"
LONGEST = 365 * 24 * 3600


def wants_to_be_counted(request: HttpRequest) -> bool:
    """Whether the person in front of this browser chose that their visits are counted."""
    return request.COOKIES.get(COOKIE) == COUNTED


def remember(response: HttpResponse, *, is_counted: bool) -> None:
    """Keep the choice in the cookie; without it nothing is counted, so taking it back leaves no cookie at all."""
    if is_counted:
        response.set_cookie(
            COOKIE, COUNTED, max_age=LONGEST, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
