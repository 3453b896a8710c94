"""The doors of guests and of the stage: a code or a key leads to a workshop, in the scope of its municipality."""

import unicodedata
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django_scopes import scope

from weltoffen.live.languages import best_language, languages, phrases_for
from weltoffen.live.phrases import Phrases
from weltoffen.live.queries import workshop_of_stage, workshop_with_code
from weltoffen.live.seats import Seat, seat_in
from weltoffen.surveys.throttle import Throttle, address_of
from weltoffen.workshops.models import LONGEST_CODE, Workshop

P = ParamSpec("P")
MISSING, TOO_MANY = 404, 429
WRONG_CODES = Throttle(most=30, minutes=1)
"""Wrong codes from one connection: a room full of guests types them wrong now and then, a robot all the time."""


def in_our_digits(code: str) -> str:
    """A code as we print it, whichever script's digits a keyboard writes."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in code)


def for_guests(
    view: Callable[Concatenate[HttpRequest, Workshop, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """From a code to its workshop; another code leads to the page where it is typed."""

    @login_not_required
    @never_cache
    @wraps(view)
    def enter(request: HttpRequest, code: str, *arguments: P.args, **parts: P.kwargs) -> HttpResponse:
        code = in_our_digits(code)
        workshop = workshop_with_code(code) if len(code) <= LONGEST_CODE else None
        if workshop is None:
            return code_page(request, code)
        with scope(municipality=workshop.municipality_id):
            return view(request, workshop, *arguments, **parts)

    return enter


def for_stage(view: Callable[[HttpRequest, Workshop], HttpResponse]) -> Callable[..., HttpResponse]:
    """From the key of a stage to its workshop, or 404."""

    @login_not_required
    @never_cache
    @wraps(view)
    def enter(request: HttpRequest, key: str) -> HttpResponse:
        workshop = workshop_of_stage(key)
        if workshop is None:
            raise Http404
        with scope(municipality=workshop.municipality_id):
            return view(request, workshop)

    return enter


def code_page(request: HttpRequest, code: str = "") -> HttpResponse:
    """Where the code is typed; with a wrong one it says so."""
    phrases = phrases_for(language_of(request, None))
    if not code:
        return _code_page(request, phrases, code, "")
    if not WRONG_CODES.allows(address_of(request)):
        return _code_page(request, phrases, code, "code_too_often", TOO_MANY)
    return _code_page(request, phrases, code, "code_unknown", MISSING)


def _code_page(request: HttpRequest, phrases: Phrases, code: str, error: str, status: int = 200) -> HttpResponse:
    context = {"p": phrases, "guest_languages": languages(), "typed": code, "error": error, "workshop": None}
    return render(request, "live/code.jinja", context, status=status)


def language_of(request: HttpRequest, seat: Seat | None) -> str:
    """The language a guest chose, else what the browser likes best."""
    chosen = request.GET.get("language", "") or (seat.language if seat else "")
    return phrases_for(chosen).tag if chosen else best_language(request.headers.get("Accept-Language", ""))


def seat_of(request: HttpRequest, workshop: Workshop) -> Seat | None:
    """The seat of this phone in a workshop, if its guest chose a perspective that there is."""
    seat = seat_in(request, workshop.code)
    return seat if seat is not None and seat.perspective in workshop.perspective_keys else None
