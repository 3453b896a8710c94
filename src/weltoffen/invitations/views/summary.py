"""What guests need, how many came, and the list as a file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.foundation import clock
from weltoffen.foundation.downloads import attached
from weltoffen.invitations.actions import count_guests
from weltoffen.invitations.exports import FORMATS, guest_file
from weltoffen.invitations.forms import CameForm
from weltoffen.invitations.own_data import needs_in_words
from weltoffen.invitations.queries import balance_of, guests_of, invitation_of, wanted_at
from weltoffen.invitations.rules import NEEDS_KEPT_DAYS, NobodyCameYet, facts_of
from weltoffen.invitations.wording import perspective_label, when
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.workshops.access import workshop_door
from weltoffen.workshops.models import Workshop


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_safe
def needs(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """What is needed in all, and by whom."""
    wanted = wanted_at(workshop)
    who = [
        (one.attendee, perspective_label(workshop, one.attendee.perspective), needs_in_words(one)) for one in wanted.who
    ]
    return render(request, "invitations/needs.jinja", {
        "workshop": workshop, "wanted": wanted, "who": who, "kept_days": NEEDS_KEPT_DAYS, "when": when(workshop),
    })  # fmt: skip


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_safe
def download(request: HttpRequest, here: Here, workshop: Workshop, ending: str) -> HttpResponse:
    """The list as a table."""
    if ending not in FORMATS:
        raise Http404
    guests = sorted(guests_of(workshop), key=lambda one: _place(workshop, one.perspective))
    file = guest_file(here.municipality, workshop, guests, facts_of(workshop), ending)
    return attached(file.content, file.media_type, file.name)


def _place(workshop: Workshop, perspective: str) -> int:
    keys = workshop.perspective_keys
    return keys.index(perspective) if perspective in keys else len(keys)


@workshop_door(Permission.LEAD_WORKSHOPS)
@require_http_methods(["GET", "HEAD", "POST"])
def came(request: HttpRequest, here: Here, workshop: Workshop) -> HttpResponse:
    """How many people came, by perspective: numbers only."""
    if clock.today() < workshop.local_beginning.date():
        raise NobodyCameYet
    invitation, balances = invitation_of(workshop), balance_of(workshop)
    keys = [one.perspective for one in balances]
    initial = {f"came_{key}": number for key, number in invitation.came.items()}
    form = CameForm(keys, data=request.POST or None, initial=initial)
    if form.is_valid():
        count_guests(workshop, form.came, by=here.person)
        messages.success(request, _("The numbers were saved."))
        return redirect("invitations:list", slug=here.municipality.slug, workshop=workshop.number)
    return render(request, "invitations/came.jinja", {
        "workshop": workshop, "form": form, "when": when(workshop),
        "perspectives": [(f"came_{one.perspective}", perspective_label(workshop, one.perspective), one.yes)
                         for one in balances],
    })  # fmt: skip
