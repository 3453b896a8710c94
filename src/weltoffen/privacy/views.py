"""Cookies and personal settings, for everyone; a person's own data: to see, to take along, to erase."""

from typing import cast

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.accounts.models import Person
from weltoffen.foundation.downloads import attached
from weltoffen.foundation.own_data import hindrances_of, own_data_of
from weltoffen.foundation.stored import BROWSER_STORE, COOKIES, Kept, in_days
from weltoffen.privacy.actions import delete_account, instead_of_a_name
from weltoffen.privacy.choosing import remember, wants_to_be_counted
from weltoffen.privacy.exports import name_of_file, shown, take_along
from weltoffen.privacy.forms import PasswordForm


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def cookies(request: HttpRequest) -> HttpResponse:
    """Which cookies there are, which of them lie in this browser, and what may be chosen."""
    if request.method == "POST":
        is_counted = "statistics" in request.POST
        said = _("From now on your visits are counted.") if is_counted else _("Your visits are not counted.")
        messages.success(request, said)
        response = redirect("privacy:cookies")
        remember(response, is_counted=is_counted)
        return response
    needed = [_row(one, request) for one in COOKIES if not one.is_chosen]
    return render(request, "privacy/cookies.jinja", {
        "is_counted": wants_to_be_counted(request),
        "kept_for": in_days(settings.KEEP_STATISTICS_DAYS),
        "needed": needed,
        "chosen": [_row(one, request) for one in COOKIES if one.is_chosen],
        "in_browser": [(one.name, one.purpose, one.until_when) for one in BROWSER_STORE],
        "has_language": bool(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)),
    })  # fmt: skip


@login_not_required
@require_POST
def forget_language(request: HttpRequest) -> HttpResponse:
    """Remove the cookie of the language; pages are German again."""
    response = redirect("privacy:cookies")
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return response


@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Everything that is stored about me."""
    parts = own_data_of(_me(request))
    return render(request, "privacy/own_data.jinja", {
        "parts": [(part, shown(part)) for part in parts],
        "nothing_of": [part.heading for part in parts if not part.rows],
    })  # fmt: skip


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    return attached(take_along(_me(request)), "application/zip", name_of_file())


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """What would go and what would stay, said before; with the password the account is deleted."""
    person = _me(request)
    if request.method == "POST":
        # The same limit as wherever a password is asked of somebody signed in.
        limited = ratelimit.consume_or_429(request, action="reauthenticate", user=person)
        if limited is not None:
            return cast("HttpResponse", limited)
    form = PasswordForm(person, data=request.POST if request.method == "POST" else None)
    if form.is_valid():
        delete_account(person, by=person)
        logout(request)
        messages.success(request, _("Your account was deleted."))
        return redirect("public:start")
    context = {"form": form, "hindrances": hindrances_of(person), "instead": instead_of_a_name()}
    return render(request, "privacy/delete.jinja", context)


def _me(request: HttpRequest) -> Person:
    # Every page of this room without `login_not_required` is behind the sign-in.
    return cast("Person", request.user)


def _row(one: Kept, request: HttpRequest) -> tuple[object, ...]:
    is_there = bool(request.COOKIES.get(one.name))
    return one.name, one.purpose, one.until_when, _("Yes") if is_there else _("No")
