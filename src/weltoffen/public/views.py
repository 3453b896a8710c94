"""Pages for everyone."""

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weltoffen.evaluation.models import Release
from weltoffen.evaluation.queries import released_by, released_municipalities
from weltoffen.foundation.stored import BROWSER_STORE, COOKIES, Stored, Whose, stored_about
from weltoffen.municipalities.exports import coat_of_arms_file
from weltoffen.municipalities.models import Municipality

ACCESSIBILITY_CHECKED_ON = date(2026, 11, 22)


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is and for whom."""
    return render(request, "public/start.jinja", {"released": released_municipalities()})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What is accessible, how that is known, and whom to tell."""
    return render(request, "public/accessibility.jinja", {"checked_on": ACCESSIBILITY_CHECKED_ON})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored, what for, who sees it, until when: as the rooms declare it."""
    parts = {whose.value: [_row(one) for one in stored_about(whose)] for whose in Whose}
    cookies = [(one.name, one.purpose, one.until_when) for one in COOKIES]
    in_browser = [(one.name, one.purpose, one.until_when) for one in BROWSER_STORE]
    chosen = [one.name for one in COOKIES if one.is_chosen]
    context = {"stored": parts, "cookies": cookies, "in_browser": in_browser, "chosen": chosen}
    return render(request, "public/privacy.jinja", context)


def _row(one: Stored) -> tuple[object, ...]:
    return one.what, one.purpose, one.seen_by, one.until_when, one.basis


@login_not_required
@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """What a municipality released, and nothing that would tell of anything else."""
    shown, releases = _released(slug)
    return render(request, "public/municipality.jinja", {"municipality": shown, "releases": releases})


@login_not_required
@require_safe
def coat_of_arms(request: HttpRequest, slug: str) -> HttpResponse:
    """The coat of arms beside what was released; there is none without."""
    shown, _releases = _released(slug)
    return coat_of_arms_file(shown)


def _released(slug: str) -> tuple[Municipality, Sequence[Release]]:
    """A municipality that released something; others are as if they did not exist."""
    found = Municipality.objects.defer("coat_of_arms").filter(slug=slug).first()
    releases = released_by(found) if found is not None else ()
    if found is None or not releases:
        raise Http404
    return found, releases
