"""The door behind a guest's personal link: from its secret part to the guest, in the scope of a municipality.

Nobody signs in here and nothing is kept in the browser. A link that was never one gets 404, one that has ended 410.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django_scopes import scope

from weltoffen.contributors.access import GONE, GUESSES, NOT_FOUND, too_many
from weltoffen.foundation.links import read_token
from weltoffen.invitations.choices import Ended
from weltoffen.invitations.links import is_present, was_once
from weltoffen.invitations.models import Attendee, Invitation
from weltoffen.invitations.queries import guest_anywhere, invitation_of
from weltoffen.municipalities.models import Municipality
from weltoffen.workshops.models import Workshop

P = ParamSpec("P")


class Invited(NamedTuple):
    """Who stands behind a link, and to what they are invited; `token` is the secret part of their address."""

    municipality: Municipality
    workshop: Workshop
    invitation: Invitation
    attendee: Attendee
    token: str


View = Callable[Concatenate[HttpRequest, Invited, P], HttpResponse]


def guest_door(view: View[P]) -> Callable[..., HttpResponse]:
    """Let in whoever has a guest's personal link that is valid now."""

    @login_not_required
    @wraps(view)
    def enter(request: HttpRequest, token: str, *arguments: P.args, **parts: P.kwargs) -> HttpResponse:
        response = _answer(request, token, lambda invited: view(request, invited, *arguments, **parts))
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return enter


def _answer(request: HttpRequest, token: str, view: Callable[[Invited], HttpResponse]) -> HttpResponse:
    written = read_token(token)
    found = guest_anywhere(written.pk) if written is not None else None
    if written is None or found is None or not (is_present(written, found) or was_once(written, found)):
        return _unknown(request)
    with _language_of(request, found), scope(municipality=found.municipality_id):
        ended = _ending_of(found) if is_present(written, found) else Ended.REPLACED
        if ended is not None:
            context = {"ending": ended.label, "municipality": found.municipality, "workshop": found.workshop}
            response = render(request, "invitations/ended.jinja", context, status=GONE)
        else:
            invitation = invitation_of(found.workshop)
            response = view(Invited(found.municipality, found.workshop, invitation, found, token))
        response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        return response


def _ending_of(attendee: Attendee) -> Ended | None:
    return Ended.ERASED if attendee.erased_on is not None else None


def _unknown(request: HttpRequest) -> HttpResponse:
    if not ratelimit.consume(request, app="weltoffen", action="link", config=GUESSES, limit_get=True):
        return too_many(request)
    return render(request, "invitations/unknown.jinja", status=NOT_FOUND)


def _language_of(request: HttpRequest, attendee: Attendee) -> translation.override:
    """What somebody chose in this browser, else the language in which they were written to."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return translation.override(chosen if chosen in dict(settings.LANGUAGES) else attendee.language)
