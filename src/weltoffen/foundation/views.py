"""Pages that belong to no room: what is shown when something went wrong, the gallery of components, health."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from weltoffen.foundation.mailbox import has_mailbox, newest_mails
from weltoffen.foundation.refusals import Refused

BAD_REQUEST, FORBIDDEN, NOT_FOUND, CONFLICT, SERVER_ERROR = 400, 403, 404, 409, 500


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For those who watch the service: answers only when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Each component in each state, in light and dark."""
    return render(request, "foundation/gallery.jinja")


@login_not_required
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Where no mail server is named: what would have been sent, newest first. There is no such page in production."""
    if not has_mailbox():
        raise Http404
    return render(request, "foundation/mailbox.jinja", {"mails": newest_mails()})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "foundation/bad_request.jinja", status=BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 without a reason of our own."""
    return forbidden_because(request, "")


def forbidden_because(request: HttpRequest, reason: str) -> HttpResponse:
    """403 with the sentence that says which right is missing."""
    return render(request, "foundation/forbidden.jinja", {"reason": reason}, status=FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was sent from a page that is too old."""
    return render(request, "foundation/csrf_failure.jinja", status=FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "foundation/not_found.jinja", status=NOT_FOUND)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """409: a deed that the state of things does not allow, in its own words."""
    return render(request, "foundation/refused.jinja", {"refusal": refusal}, status=CONFLICT)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without a query: the database may be what is broken. Hence no request in it, nor who is signed in."""
    return HttpResponse(render_to_string("foundation/server_error.jinja"), status=SERVER_ERROR)
