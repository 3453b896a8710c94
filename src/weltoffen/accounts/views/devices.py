"""Where somebody is signed in, and ending it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from weltoffen.accounts.actions import end_other_sessions, end_session
from weltoffen.accounts.models import Session
from weltoffen.accounts.queries import sessions_of
from weltoffen.accounts.sessions import handle_of
from weltoffen.accounts.views.who import person_of


@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """This browser first, then the others."""
    here = handle_of(request)
    lines = [(session, _named(session), session.handle == here) for session in sessions_of(person_of(request))]
    return render(request, "accounts/devices.jinja", {"devices": sorted(lines, key=lambda line: not line[2])})


@require_POST
def end(request: HttpRequest, session: str) -> HttpResponse:
    """Sign out in one of them."""
    person = person_of(request)
    end_session(person, handle=session, by=person)
    messages.success(request, _("On that device you are signed out."))
    return redirect("accounts:devices")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    person = person_of(request)
    number = end_other_sessions(person, but=handle_of(request), by=person)
    said = ngettext("You are signed out on one other device.", "You are signed out on %(num)s other devices.", number)
    messages.success(request, said % {"num": number})
    return redirect("accounts:devices")


def _named(session: Session) -> str:
    if session.browser and session.system:
        return _("%(browser)s on %(system)s") % {"browser": session.browser, "system": session.system}
    return session.browser or session.system or _("Unknown browser")
