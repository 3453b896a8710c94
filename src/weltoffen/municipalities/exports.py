"""What leaves of a municipality as a file: its coat of arms."""

from django.http import Http404, HttpResponse

from weltoffen.municipalities.models import Municipality

# A picture opened by itself may use its own styles, and nothing else: no script, no form, no other address.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def coat_of_arms_file(municipality: Municipality) -> HttpResponse:
    """The picture, so that nothing in it can act; 404 without one."""
    if not municipality.coat_of_arms_type:
        raise Http404
    response = HttpResponse(bytes(municipality.coat_of_arms), content_type=municipality.coat_of_arms_type)
    response["Content-Security-Policy"] = PICTURE_POLICY
    return response
