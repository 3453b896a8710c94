"""A questionnaire to read, before or beside answering it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from weltoffen.catalogue.bridge import outline_of
from weltoffen.catalogue.queries import readable_versions
from weltoffen.catalogue.slots import used_versions
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.roles import Permission


@door(Permission.SEE)
@require_safe
def version(request: HttpRequest, here: Here, version: int) -> HttpResponse:
    """What this kind of municipality is asked, as an outline; what others brought along is not shown."""
    found = get_object_or_404(readable_versions(used_versions()), pk=version)
    outline = outline_of(found, here.municipality.kind, current_language())
    return render(request, "catalogue/version.jinja", {"version": found, "outline": outline})
