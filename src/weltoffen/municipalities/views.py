"""The municipality's own pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from weltoffen.accounts.models import Person
from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.queries import memberships_of
from weltoffen.municipalities.roles import Permission


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The municipalities of the person; the only one opens by itself."""
    person = request.user
    memberships = memberships_of(person) if isinstance(person, Person) else []
    if len(memberships) == 1:
        return redirect("municipalities:home", slug=memberships[0].municipality.slug)
    return render(request, "municipalities/mine.jinja", {"memberships": memberships})


@door(Permission.SEE)
@require_safe
def home(request: HttpRequest, here: Here) -> HttpResponse:
    """The one next step on top, then everything else that can be done here."""
    return render(request, "municipalities/home.jinja")
