"""Everything in one file: what is in it, and the file itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from weltoffen.archive.exports import name_of_archive, take_along
from weltoffen.archive.queries import extent_here
from weltoffen.foundation.downloads import attached
from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.roles import Permission


@door(Permission.TAKE_ALONG)
@require_safe
def page(request: HttpRequest, here: Here) -> HttpResponse:
    """What the archive contains, above all of people's data, before it is downloaded."""
    return render(request, "archive/page.jinja", {"extent": extent_here()})


@door(Permission.TAKE_ALONG)
@require_POST
def download(request: HttpRequest, here: Here) -> HttpResponse:
    """The archive."""
    content = take_along(here.municipality, by=here.person)
    return attached(content, "application/zip", name_of_archive(here.municipality))
