"""The calendar file of a workshop as a download, behind a link and for everybody."""

from django.http import HttpRequest, HttpResponse

from weltoffen.foundation.downloads import attached
from weltoffen.invitations.actions import up_to_date
from weltoffen.invitations.calendars import MEDIA_TYPE, calendar_file, file_name, method_of
from weltoffen.municipalities.models import Municipality
from weltoffen.workshops.models import Workshop


def calendar_response(
    request: HttpRequest, municipality: Municipality, workshop: Workshop, page: str = ""
) -> HttpResponse:
    """The file as it is now; `page` is where the entry leads to, if anywhere."""
    invitation = up_to_date(workshop)
    content = calendar_file(municipality, workshop, invitation, site=request.build_absolute_uri("/"), page=page)
    return attached(content, f"{MEDIA_TYPE}; method={method_of(invitation)}; charset=utf-8", file_name(workshop))
