"""What happens around every page: the language that was chosen, and refusals that no view turned into words."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from weltoffen.foundation.refusals import NotAllowed, Refused
from weltoffen.foundation.views import forbidden_because, refused

Answer = Callable[[HttpRequest], HttpResponse]


class ChosenLanguageMiddleware:
    """German at once; another language only where somebody chose it, whatever the browser prefers."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the cookie."""
        language = chosen_language(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def chosen_language(request: HttpRequest) -> str:
    """The language of this person's cookie, else German."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class PrivateMiddleware:
    """What somebody sees who is signed in stays in no cache: not on a computer that many share, not on the way."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say so unless the view said something else."""
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response


class RefusalMiddleware:
    """Turns refusals into pages: 403 where a role may not, 409 where the state of things does not allow it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a refusal; other exceptions go their way."""
        if isinstance(exception, NotAllowed):
            return forbidden_because(request, str(exception))
        if isinstance(exception, Refused):
            return refused(request, exception)
        return None
