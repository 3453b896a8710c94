"""The way in: the municipalities of a person, and the overview of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from weltoffen.accounts.models import Person
from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.queries import memberships_of
from weltoffen.municipalities.roles import Permission
from weltoffen.municipalities.slots import cards


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
    found = cards(here)
    step = next((card for card in found if card.is_next_step), None)
    others = [card for card in found if card is not step]
    return render(request, "municipalities/home.jinja", {"step": step, "others": others})
