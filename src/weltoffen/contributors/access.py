"""The door behind a personal link: from its secret part to a guest in the scope of a municipality.

Nobody signs in here and nothing is kept in the browser. A link that was never one gets 404, one that has ended 410;
both say what to do and nothing about anybody. Guesses are counted; a link that is valid opens whatever others guessed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django_scopes import scope

from weltoffen.contributors.actions import note_opening
from weltoffen.contributors.choices import Ended
from weltoffen.contributors.guest import Guest
from weltoffen.contributors.links import is_present, read_token, was_once
from weltoffen.contributors.models import Contributor
from weltoffen.contributors.queries import contributor_anywhere
from weltoffen.contributors.rules import ending_of

NOT_FOUND, GONE, TOO_MANY = 404, 410, 429
GUESSES = {"link": "60/h/ip"}

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Guest, P], HttpResponse]


def contributor_door(view: View[P]) -> Callable[..., HttpResponse]:
    """Let in whoever has a personal link that is valid now."""

    @login_not_required
    @wraps(view)
    def enter(request: HttpRequest, token: str, *arguments: P.args, **parts: P.kwargs) -> HttpResponse:
        return unlisted(_answer(request, token, lambda guest: view(request, guest, *arguments, **parts)))

    return enter


def _answer(request: HttpRequest, token: str, view: Callable[[Guest], HttpResponse]) -> HttpResponse:
    written = read_token(token)
    found = contributor_anywhere(written.pk) if written is not None else None
    if written is None or found is None or not (is_present(written, found) or was_once(written, found)):
        return unknown_link(request, "contributors/unknown.jinja")
    with language_for(request, found.language), scope(municipality=found.municipality_id):
        ending = ending_of(found, found.round) if is_present(written, found) else Ended.REPLACED
        if ending is not None:
            response = ended_page(request, found, ending)
        else:
            if request.method == "GET":
                note_opening(found)
            response = view(Guest(found.municipality, found.round, found, token))
        response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        return response


def unlisted(response: HttpResponse) -> HttpResponse:
    """A page behind a personal link stays in no cache and in no index.

    No referrer at all would keep browsers from saying where a form comes from; the site's policy is enough.
    """
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def unknown_link(request: HttpRequest, page: str) -> HttpResponse:
    """What a link that was never one gets; guesses are counted, whatever room the link would have led to."""
    if not ratelimit.consume(request, app="weltoffen", action="link", config=GUESSES, limit_get=True):
        return too_many(request)
    return render(request, page, status=NOT_FOUND)


def too_many(request: HttpRequest) -> HttpResponse:
    """429, as after too many attempts to sign in."""
    return render(request, "429.jinja", status=TOO_MANY)


def ended_page(request: HttpRequest, contributor: Contributor, ending: Ended) -> HttpResponse:
    """Why the link opens nothing any more, and whom to ask; not whose it was."""
    context = {"ending": ending.label, "municipality": contributor.municipality, "round": contributor.round}
    return render(request, "contributors/ended.jinja", context, status=GONE)


def language_for(request: HttpRequest, written: str) -> translation.override:
    """What somebody chose in this browser, else the language in which they were written to."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return translation.override(chosen if chosen in dict(settings.LANGUAGES) else written)
