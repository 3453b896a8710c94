"""What pages behind a link and pages for everybody share: the calendar file, and the way to the page of a place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from weltoffen.foundation.downloads import attached
from weltoffen.invitations.actions import up_to_date
from weltoffen.invitations.calendars import MEDIA_TYPE, calendar_file, file_name, method_of
from weltoffen.municipalities.models import Municipality
from weltoffen.workshops.models import Workshop

SAVED, REGISTERED = "saved", "registered"
"""What was done before a page is shown stands in its address: nothing is kept in the browsers of guests."""


def calendar_response(
    request: HttpRequest, municipality: Municipality, workshop: Workshop, page: str = ""
) -> HttpResponse:
    """The file as it is now; `page` is where the entry leads to, if anywhere."""
    invitation = up_to_date(workshop)
    content = calendar_file(municipality, workshop, invitation, site=request.build_absolute_uri("/"), page=page)
    return attached(content, f"{MEDIA_TYPE}; method={method_of(invitation)}; charset=utf-8", file_name(workshop))


def welcome_page(token: str, done: str) -> HttpResponse:
    """Lead to the page behind a link, which says what was done."""
    return redirect(f"{reverse('invited:welcome', kwargs={'token': token})}?{done}")
