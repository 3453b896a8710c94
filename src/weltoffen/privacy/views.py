"""Cookies and personal settings: a page that works without an account and without script."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weltoffen.foundation.stored import BROWSER_STORE, COOKIES, Kept, in_days
from weltoffen.privacy.choosing import remember, wants_to_be_counted


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


def _row(one: Kept, request: HttpRequest) -> tuple[object, ...]:
    is_there = bool(request.COOKIES.get(one.name))
    return one.name, one.purpose, one.until_when, _("Yes") if is_there else _("No")
