"""How a file leaves: as a download under its name, never shown in place of a page."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A download; `name` may hold any letters."""
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(content, content_type=media_type, headers=headers)
