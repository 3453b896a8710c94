"""The door behind a guest's personal link: from its secret part to the guest, in the scope of a municipality.

Nobody signs in here and nothing is kept in the browser. A link that was never one gets 404, one that has ended 410.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django_scopes import scope

from weltoffen.contributors.access import GONE, language_for, unknown_link, unlisted
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
        return unlisted(_answer(request, token, lambda invited: view(request, invited, *arguments, **parts)))

    return enter


def _answer(request: HttpRequest, token: str, view: Callable[[Invited], HttpResponse]) -> HttpResponse:
    written = read_token(token)
    found = guest_anywhere(written.pk) if written is not None else None
    if written is None or found is None or not (is_present(written, found) or was_once(written, found)):
        return unknown_link(request, "invitations/unknown.jinja")
    with language_for(request, found.language), scope(municipality=found.municipality_id):
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
