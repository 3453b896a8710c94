"""The way in: the municipalities of a person, and the overview of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
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
    return render(request, "municipalities/home.jinja", {"step": step, "others": others, "waiting": _waiting(here)})


def _waiting(here: Here) -> str:
    """What somebody for whom there is nothing to do waits for; each role only hears of what it may see."""
    if here.may(Permission.ANSWER):
        return _("As soon as a self-check is running, it appears here. The people who coordinate it start it.")
    if here.may(Permission.SEE_EVALUATION):
        return _("As soon as an evaluation is finished, it appears here.")
    return _("You can see that the municipality takes part. Its answers and evaluations are not shown to your role.")
