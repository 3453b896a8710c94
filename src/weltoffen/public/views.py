"""Pages for everyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is and for whom."""
    return render(request, "public/start.jinja")
